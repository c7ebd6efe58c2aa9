/** Experiments on sequence aligners, {@code sequence/...}. */
@NullMarked
package dev.interlace.plugins.experiments.sequence;

import org.jspecify.annotations.NullMarked;
