/**
 * Contrastive alignment: told which left row belongs with which right row, learn a space in which they meet and others
 * do not.
 *
 * <p>All losses ask the same question of a batch, <em>which of these belongs with me?</em>, and differ in who is asked:
 *
 * <ul>
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.InfoNceLoss InfoNCE}: a choice among all rows of the other
 *       side (softmax). {@link dev.interlace.plugins.alignment.contrastive.NtXentLoss NT-Xent}: among those of the own
 *       side too. {@link dev.interlace.plugins.alignment.contrastive.SupConLoss SupCon}: several answers are right,
 *       those of the same label.
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.SigLipLoss SigLIP}: yes or no to every combination, no
 *       choice; batches may be small.
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.TripletLoss Triplet} and
 *       {@link dev.interlace.plugins.alignment.contrastive.HardestNegativeLoss VSE++}: nearer by a margin than all
 *       negatives, or than the hardest.
 *   <li>{@link dev.interlace.plugins.alignment.contrastive.VicRegLoss VICReg} and
 *       {@link dev.interlace.plugins.alignment.contrastive.BarlowTwinsLoss Barlow Twins}: nobody is pushed away; the
 *       statistics of the batch forbid that all rows fall on one point.
 * </ul>
 *
 * <p>Two things decide how well it goes. <em>Negatives</em>: more are harder and better, hence large batches, or a
 * queue of past ones. <em>False negatives</em>: two pictures of one cat, two captions alike, are pushed apart although
 * they belong together; labels mask them.
 *
 * <p><b>Frozen or trained.</b> A tower starts from what an encoder made, or it is the encoder: of pictures as they are,
 * a small convolutional network is trained with the rest. Measured on emoji (caption by a frozen sentence encoder,
 * coloured picture; 1,147 pairs to train on, 248 of other concepts to search; three seeds, each the mean of both
 * directions): recall at 10 is 0.35 to 0.39 on frozen MobileNet features and 0.20 to 0.28 on 32 x 32 pixels, chance
 * 0.04. A hundred epochs instead of forty lower the training loss from 2.8 to 1.6 and recall on validation rows from
 * 0.23 to 0.18 (one seed). A thousand pairs teach a network something about colour and shape, and less than a million
 * other pictures have taught one that stands still.
 *
 * <p>The temperature decides how hard the loss looks at the nearest wrong rows. It is clamped, because a loss can
 * always be lowered by sharpening it.
 */
@NullMarked
package dev.interlace.plugins.alignment.contrastive;

import org.jspecify.annotations.NullMarked;
