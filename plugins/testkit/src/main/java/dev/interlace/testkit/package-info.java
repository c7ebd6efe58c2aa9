/**
 * The contract suite that every method passes, for the author of a plugin to extend.
 *
 * <p>A test of a few lines, say {@code class GatedTest extends FusionMethodContract<Gated.Options>}, names the method
 * and cheap options; every check of {@link dev.interlace.testkit.FusionMethodContract},
 * {@link dev.interlace.testkit.AlignmentMethodContract}, {@link dev.interlace.testkit.DiscrepancyContract},
 * {@link dev.interlace.testkit.EncoderContract}, {@link dev.interlace.testkit.CorruptionContract} or
 * {@link dev.interlace.testkit.MeasureContract} then runs on it: inputs stay as they were, the same seed gives the same
 * bits, order of rows and of modalities does not matter, what is absent cannot be read, every parameter learns, a saved
 * model comes back, a cancelled fit stops, and a wrong call says what is wrong. {@link dev.interlace.testkit.Problems}
 * makes the data from a seed.
 *
 * <p>A capability in a descriptor is a claim; the suite tries each.
 */
@NullMarked
package dev.interlace.testkit;

import org.jspecify.annotations.NullMarked;
