/** Tables of repeated measurements: several methods on several splits or draws, with how much they vary. */
@NullMarked
package dev.interlace.workbench.tables;

import org.jspecify.annotations.NullMarked;
