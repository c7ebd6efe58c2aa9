/** Pipelines: everything from the cells of a row to its prediction, fitted, measured, saved and used as one object. */
@NullMarked
package dev.interlace.workbench.pipelines;

import org.jspecify.annotations.NullMarked;
