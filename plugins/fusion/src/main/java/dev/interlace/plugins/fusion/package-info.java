/**
 * Fusion: several modalities of the same sample, one prediction.
 *
 * <p>The families differ in <em>when</em> the modalities meet. {@link dev.interlace.plugins.fusion.EarlyFusion Early}
 * puts the features side by side before any model sees them, so one model can use every interaction, and one bad
 * modality spoils its input.
 *
 * <p>Mid fusion lets every modality have an encoder of its own first and joins the representations:
 * {@link dev.interlace.plugins.fusion.ConcatFusion side by side}; {@link dev.interlace.plugins.fusion.PoolingFusion
 * pooled} by sum, mean, maximum or product, which has no parameters; by weights that a row chooses,
 * {@link dev.interlace.plugins.fusion.ModalityAttentionFusion one for each modality} or
 * {@link dev.interlace.plugins.fusion.GatedFusion one for each unit}, or
 * {@link dev.interlace.plugins.fusion.MixtureOfExpertsFusion one for each expert} by a gate that sees all; by
 * {@link dev.interlace.plugins.fusion.FilmFusion scaling and shifting} one with the other; by products of features,
 * {@link dev.interlace.plugins.fusion.BilinearFusion all of two modalities},
 * {@link dev.interlace.plugins.fusion.CompactBilinearFusion hashed}, {@link dev.interlace.plugins.fusion.TensorFusion
 * all of all modalities}, or {@link dev.interlace.plugins.fusion.LowRankFusion of low rank}. Where modalities are
 * sequences, tokens look at each other: {@link dev.interlace.plugins.fusion.CrossAttentionFusion directly},
 * {@link dev.interlace.plugins.fusion.CoAttentionFusion by their affinity}, or
 * {@link dev.interlace.plugins.fusion.BottleneckFusion through a few shared tokens}. Pictures enter all of these
 * through a small convolutional network that learns with the rest: as one vector, or for tokens as regions.
 *
 * <p>Trained together, one encoder may overfit while another still learns:
 * {@link dev.interlace.plugins.fusion.GradientBlendingFusion gradient blending} gives each its share of the gradient.
 *
 * <p>{@link dev.interlace.plugins.fusion.LateFusion Late} trains one classifier per modality and pools their
 * probabilities: an absent modality drops out of the pool, a member can be replaced alone, and whatever depends on two
 * modalities at once is out of its reach. {@link dev.interlace.plugins.fusion.StackingFusion Stacking} learns the pool,
 * {@link dev.interlace.plugins.fusion.DempsterShaferFusion Dempster-Shafer} says how much the members contradict each
 * other, and the {@link dev.interlace.plugins.fusion.ExpertsFusion product of experts} weighs each by its error bar in
 * that row. {@link dev.interlace.plugins.fusion.KernelSumFusion The sum of Gram matrices} stands between early and
 * late: modalities meet in their similarities.
 *
 * <p>All of them answer the same call, {@code fit(batch, labels, options, context)}, so that one evaluation serves all.
 * In a row without any modality each gives the class shares of its training rows.
 */
@NullMarked
package dev.interlace.plugins.fusion;

import org.jspecify.annotations.NullMarked;
