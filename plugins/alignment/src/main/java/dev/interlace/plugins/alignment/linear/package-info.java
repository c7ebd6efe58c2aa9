/**
 * Linear alignment: one matrix for each side, found in closed form from the known pairs. No training, no step size, one
 * answer.
 *
 * <p>What the matrices are asked for makes the methods:
 *
 * <ul>
 *   <li>{@link dev.interlace.plugins.alignment.linear.CanonicalCorrelation CCA}: columns of both sides that
 *       <em>correlate</em> most, whatever their spread; with few rows everything correlates, so it is regularised and
 *       its statistics say what is more than chance.
 *       {@link dev.interlace.plugins.alignment.linear.KernelCanonicalCorrelation Kernel CCA}: the same for curved
 *       relations, and {@link dev.interlace.plugins.alignment.linear.DeepCanonicalCorrelation deep CCA} with a trained
 *       network on each side where pairs are many. {@link dev.interlace.plugins.alignment.linear.GeneralizedCca
 *       Generalised CCA}: the same for three modalities and more.
 *   <li>{@link dev.interlace.plugins.alignment.linear.PartialLeastSquares PLS}: columns that <em>vary together</em>
 *       most, so that directions of little spread do not count; it needs no regularisation.
 *   <li>{@link dev.interlace.plugins.alignment.linear.Procrustes Procrustes}: a <em>rotation</em> of the left space
 *       onto the right one; it distorts nothing and has few degrees of freedom, which a few seed pairs suffice for.
 *   <li>{@link dev.interlace.plugins.alignment.linear.RidgeMap Ridge}: whatever matrix <em>predicts</em> the right side
 *       best from the left.
 * </ul>
 *
 * <p>In many dimensions some rows are the nearest neighbours of everybody (hubs).
 * {@link dev.interlace.learn.networks.Csls CSLS} takes off what a row is similar to on average among the rows of the
 * fit, and is an option of every method here.
 */
@NullMarked
package dev.interlace.plugins.alignment.linear;

import org.jspecify.annotations.NullMarked;
