/**
 * Fusion: several modalities of the same sample, one prediction.
 *
 * <p>The families differ in <em>when</em> the modalities meet. {@link dev.interlace.plugins.fusion.EarlyFusion Early} puts the
 * features side by side before any model sees them, so one model can use every interaction, and one bad modality spoils its
 * input. {@link dev.interlace.plugins.fusion.ConcatFusion Mid} lets every modality have an encoder of its own first and joins the
 * representations; {@link dev.interlace.plugins.fusion.CrossAttentionFusion with cross-attention}, each modality's tokens look at
 * the other's. {@link dev.interlace.plugins.fusion.LateFusion Late} trains one classifier per modality and pools their
 * probabilities: an absent modality drops out of the pool, a member can be replaced alone, and whatever depends on two modalities
 * at once is out of its reach.
 *
 * <p>All of them answer the same call, {@code fit(batch, labels, options, context)}, so that one evaluation serves all.
 */
@NullMarked
package dev.interlace.plugins.fusion;

import org.jspecify.annotations.NullMarked;
