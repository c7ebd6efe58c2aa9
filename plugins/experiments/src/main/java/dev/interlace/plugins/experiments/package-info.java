/**
 * The experiments that test the claims of the built-in methods, one class per id, named after it: {@code fusion/noise}
 * is {@link dev.interlace.plugins.experiments.fusion.FusionNoise}. Here is what they share.
 *
 * <p>A claim names an experiment; the experiment measures an effect that the claim expects above 0, under one condition
 * or several, each with an interval. For a con the sign is turned: the effect of {@code fusion/interaction} is the
 * accuracy of the method minus that of its rival for a pro, and the other way round for a con. The rival is the one
 * that the claim names ({@link dev.interlace.spi.Claim#against}), else the usual one of the experiment.
 *
 * <p>Three kinds of evidence are told apart. <em>Rows</em>: one effect per test row, whose interval is a bootstrap over
 * groups, because near-duplicates are no independent evidence. <em>Repetitions</em>: data drawn again, one effect per
 * draw, and a bootstrap over draws. <em>Runs</em>: seconds, or values without sampling error, whose interval reaches
 * from the lowest to the highest of a few.
 *
 * <p>Where a claim is about data at hand, the experiment runs on the given split; where it is about a property such as
 * an interaction, it draws rows that have nothing else, so that what is found can only be that property. A few read a
 * data set that ships, because they need its graphs or its known word bounds.
 *
 * <p>An experiment fails in two ways. It can measure something else than the claim says: a method that is only slower
 * to train falls less under noise because it had less accuracy to lose, which is why falls are compared with those of a
 * rival on the same rows. And an interval above 0 on one data set is no law: the condition stands beside the effect.
 *
 * <p>To write one of your own, see tutorials/evaluation.md.
 */
@NullMarked
package dev.interlace.plugins.experiments;

import org.jspecify.annotations.NullMarked;
