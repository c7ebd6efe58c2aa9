/** Experiments on losses by themselves, {@code loss/...}. */
@NullMarked
package dev.interlace.plugins.experiments.loss;

import org.jspecify.annotations.NullMarked;
