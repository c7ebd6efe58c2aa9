/**
 * Experiments in the lab: they are plugins, {@link dev.interlace.spi.experiment.Experiment}, and test the claims of
 * methods. The lab finds the experiment that a claim names, gives it a {@link dev.interlace.spi.experiment.Trial}, and
 * shows what it measured as a verdict with its effects, intervals and figure. A claim is SUPPORTED where every interval
 * lies above 0, and nowhere below the smallest effect that matters where the claim names one; OPPOSITE where every one
 * lies below 0; CONDITIONAL where it is supported under some of the conditions; else NOT SEEN.
 */
@NullMarked
package dev.interlace.workbench.experiments;

import org.jspecify.annotations.NullMarked;
