/** Static pictures of figures: each family of plotly.js traces in the words of JFreeChart, which draws them. */
@NullMarked
package dev.interlace.workbench.figures.picture;

import org.jspecify.annotations.NullMarked;
