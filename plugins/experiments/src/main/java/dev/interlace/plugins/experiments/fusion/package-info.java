/** Experiments on fusion methods, {@code fusion/...}. */
@NullMarked
package dev.interlace.plugins.experiments.fusion;

import org.jspecify.annotations.NullMarked;
