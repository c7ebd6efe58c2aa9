/**
 * Corruptions damage raw data in a stated way: a method that is good on clean data may be the first to fail when a
 * microphone hisses, a picture is blurred or a caption is misspelt.
 *
 * <p><b>Level.</b> The first option of each is its {@code level}: 0 gives back equal data, a higher level damages more,
 * and its unit says how much. Shares are shares (of the area, the words, the letters, the rows), deviations are in
 * units of the signal ({@link dev.interlace.plugins.corruptions.NoiseCorruption}) or of the width
 * ({@link dev.interlace.plugins.corruptions.BlurCorruption}). Levels of two corruptions are not comparable: a tenth of
 * the area is not a tenth of the words.
 *
 * <p><b>Randomness.</b> A row's damage depends on the seed, the corruption, the row's number and its own content, not
 * on the rows beside it or how many there are. With one seed a higher level damages what a lower one damages, and more:
 * curves over levels do not jump because other words were hit.
 *
 * <p><b>What to damage.</b> Damage the test part to ask how robust a model is; damage the training part as well to ask
 * whether it can learn to bear it. {@link dev.interlace.plugins.corruptions.ModalityDropCorruption} takes rows away,
 * which methods see as missing; the others leave them present and wrong, which is harder.
 * {@link dev.interlace.plugins.corruptions.ShuffleCorruption} leaves every row whole and destroys what belongs
 * together: what a model still knows afterwards, it does not know from that modality.
 */
@NullMarked
package dev.interlace.plugins.corruptions;

import org.jspecify.annotations.NullMarked;
