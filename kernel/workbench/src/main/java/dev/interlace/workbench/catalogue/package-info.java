/**
 * The plugin registry: which methods, encoders and data sets there are, where they come from, and which jars failed and
 * why.
 */
@NullMarked
package dev.interlace.workbench.catalogue;

import org.jspecify.annotations.NullMarked;
