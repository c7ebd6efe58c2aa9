/** Figures as Plotly JSON, with an interactive view, a static picture and a text twin. */
@NullMarked
package dev.interlace.workbench.figures;

import org.jspecify.annotations.NullMarked;
