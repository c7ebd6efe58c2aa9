/**
 * Alignment of distributions, and how to measure it.
 *
 * <p>Two questions look alike and are not. <em>Are two samples distributed alike?</em> needs no pairs: every row of the
 * one stands against every row of the other. <em>Do two representations of the same rows say something of each
 * other?</em> needs the pairs, and nothing else: the widths may differ, and turning one of them changes nothing.
 *
 * <p><b>Discrepancies</b> answer the first question. The
 * {@link dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy maximum mean discrepancy} compares how
 * similar rows are within each sample and across: {@code mean k(x, x') + mean k(y, y') - 2 mean k(x, y)}. With a
 * Gaussian kernel function it sees any difference, with a linear one only the means. Its witness function says where
 * the one sample has more than the other. {@link dev.interlace.plugins.alignment.distribution.JointDiscrepancy Joint}
 * discrepancy compares how parts go together, not only each part.
 * {@link dev.interlace.plugins.alignment.distribution.EnergyDistance Energy distance} needs no bandwidth.
 * {@link dev.interlace.plugins.alignment.distribution.ClassifierTest A classifier} that tries to tell the samples apart
 * gives a number that everybody can read, and spends rows on training.
 *
 * <p>Estimators are named. A <em>biased</em> one counts a row with itself: never negative, and above 0 by about 1/n
 * where nothing differs. An <em>unbiased</em> one is right on average, so where nothing differs it is negative about
 * half of the time. That is no error.
 *
 * <p><b>Dependence</b> is the second question. {@link dev.interlace.plugins.alignment.distribution.HilbertSchmidt HSIC}
 * asks whether rows that are alike on one side are alike on the other.
 * {@link dev.interlace.plugins.alignment.distribution.CenteredAlignment CKA} divides by what each side says of itself,
 * so that layers and encoders compare; {@link dev.interlace.plugins.alignment.distribution.DistanceCorrelation distance
 * correlation} does so with distances. Few rows of wide features look dependent to the biased estimators: compare with
 * the unbiased ones before believing a heat map.
 *
 * <p>A value alone says little, as two samples of one distribution differ too. A permutation test says how often chance
 * does as much: the labels are dealt out again B times, and {@code p = (1 + #{at least as large}) / (1 + B)}. The
 * observed labels are one of the ways to deal, so p is never 0; ties count against the finding.
 */
@NullMarked
package dev.interlace.plugins.alignment.distribution;

import org.jspecify.annotations.NullMarked;
