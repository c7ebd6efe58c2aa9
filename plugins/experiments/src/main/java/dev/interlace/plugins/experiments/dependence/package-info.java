/** Experiments on measures of dependence, {@code dependence/...}. */
@NullMarked
package dev.interlace.plugins.experiments.dependence;

import org.jspecify.annotations.NullMarked;
