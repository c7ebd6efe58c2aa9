/**
 * What the author of an experiment compiles against.
 *
 * <p>An {@link dev.interlace.spi.experiment.Experiment} is a plugin that measures a {@link dev.interlace.spi.Claim}: a
 * method's descriptor names the experiment by its id, and the experiment finds, under one condition or several, an
 * {@link dev.interlace.spi.experiment.Effect} that lies above 0 where the claim holds. It works with what its
 * {@link dev.interlace.spi.experiment.Trial} gives: the method, other methods, given rows, data sets that ship, and
 * randomness.
 */
@NullMarked
package dev.interlace.spi.experiment;

import org.jspecify.annotations.NullMarked;
