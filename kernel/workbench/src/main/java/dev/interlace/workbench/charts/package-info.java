/** The pictures of the lesson, one call each. */
@NullMarked
package dev.interlace.workbench.charts;

import org.jspecify.annotations.NullMarked;
