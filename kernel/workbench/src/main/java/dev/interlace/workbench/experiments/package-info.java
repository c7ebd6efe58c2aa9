/**
 * Experiments in the lab: they are plugins, {@link dev.interlace.spi.experiment.Experiment}, and test the claims of
 * methods. The lab finds the experiment that a claim names, gives it a {@link dev.interlace.spi.experiment.Trial}, and
 * shows what it measured as a verdict with its effects, intervals and figure. A claim is supported when every interval
 * lies above 0, conditional when some do, and not seen when none does.
 */
@NullMarked
package dev.interlace.workbench.experiments;

import org.jspecify.annotations.NullMarked;
