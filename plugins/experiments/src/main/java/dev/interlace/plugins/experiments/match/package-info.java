/** Experiments on matchers, {@code match/...}. */
@NullMarked
package dev.interlace.plugins.experiments.match;

import org.jspecify.annotations.NullMarked;
