/** Experiments on alignment methods and on the losses that train them, {@code alignment/...}. */
@NullMarked
package dev.interlace.plugins.experiments.alignment;

import org.jspecify.annotations.NullMarked;
