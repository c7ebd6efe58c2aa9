/**
 * Optimal transport: distributions compared, and items matched, by what it costs to move one onto the other.
 *
 * <p>A <em>coupling</em> {@code P [n, m]} says how much of each left point's mass goes to each right point; its rows
 * sum to {@code 1/n}, its columns to {@code 1/m}. The cheapest coupling for a cost of moving is the transport plan, its
 * cost the Wasserstein distance. Unlike a kernel function's mean discrepancy it knows how far: a sample moved twice as
 * far is twice as far off.
 *
 * <p><b>On a line</b> sorting solves it ({@link dev.interlace.plugins.alignment.transport.LineWasserstein}); along many
 * random lines it is still only sorting ({@link dev.interlace.plugins.alignment.transport.SlicedWasserstein}). <b>In
 * many dimensions</b> an entropy term makes the plan smooth and the problem a row softmax and a column softmax in turn:
 * Sinkhorn's algorithm ({@link dev.interlace.plugins.alignment.transport.SinkhornDiscrepancy}). The entropy biases the
 * value; the divergence takes the bias off. Where some points have no counterpart, relaxed marginals let them stay.
 *
 * <p><b>Matching.</b> The plan itself says who belongs with whom
 * ({@link dev.interlace.plugins.alignment.transport.SinkhornMatcher}). Where nothing is known across,
 * Gromov-Wasserstein ({@link dev.interlace.plugins.alignment.transport.GromovWasserstein}) compares distances within
 * each side; it can find a matching no pair of which was ever seen, up to the symmetries of the data, and may stop at a
 * wrong one. Where features can be compared across as well, the fused cost
 * ({@link dev.interlace.plugins.alignment.transport.FusedGromovWasserstein}) weighs both. Points that differ in mass,
 * such as clusters by their sizes, are given with {@link dev.interlace.spi.Masses}.
 *
 * <p><b>Two moments.</b> Of Gaussians only means and covariances have to move:
 * {@link dev.interlace.plugins.alignment.transport.CoralAlignment CORAL} whitens one side and recolours it as the
 * other, in closed form. As all methods here, it makes distributions equal, which does not make the right pairs meet.
 */
@NullMarked
package dev.interlace.plugins.alignment.transport;

import org.jspecify.annotations.NullMarked;
