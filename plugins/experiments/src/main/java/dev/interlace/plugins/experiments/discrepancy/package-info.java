/** Experiments on discrepancies between two samples, {@code discrepancy/...}. */
@NullMarked
package dev.interlace.plugins.experiments.discrepancy;

import org.jspecify.annotations.NullMarked;
