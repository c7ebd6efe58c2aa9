/**
 * Contrastive alignment: told which left row belongs with which right row, learn a space in which they meet and others do not.
 *
 * <p>All losses ask the same question of a batch, <em>which of these belongs with me?</em>, and differ in who is asked:
 *
 * <ul>
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.InfoNceLoss InfoNCE}: a choice among all rows of the other side (softmax). {@link
 *       dev.interlace.plugins.alignment.contrastive.NtXentLoss NT-Xent}: among those of the own side too. {@link
 *       dev.interlace.plugins.alignment.contrastive.SupConLoss SupCon}: several answers are right, those of the same label.
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.SigLipLoss SigLIP}: yes or no to every combination, no choice; batches may be small.
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.TripletLoss Triplet} and {@link
 *       dev.interlace.plugins.alignment.contrastive.HardestNegativeLoss VSE++}: nearer by a margin than all negatives, or than the hardest.
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.VicRegLoss VICReg} and {@link
 *       dev.interlace.plugins.alignment.contrastive.BarlowTwinsLoss Barlow Twins}: nobody is pushed away; the statistics of the batch forbid that
 *       all rows fall on one point.
 * </ul>
 *
 * <p>Two things decide how well it goes. <em>Negatives</em>: more are harder and better, hence large batches, or a queue of past ones.
 * <em>False negatives</em>: two pictures of one cat, two captions alike, are pushed apart although they belong together; labels mask them.
 *
 * <p>The temperature decides how hard the loss looks at the nearest wrong rows. It is clamped, because a loss can always be lowered by
 * sharpening it.
 */
@NullMarked
package dev.interlace.plugins.alignment.contrastive;

import org.jspecify.annotations.NullMarked;
