package dev.interlace.learn.networks;

/**
 * What a {@link TrainableFusion} or {@link TrainableAlignment} sees of a modality of pictures {@code [n, c, h, w]};
 * channels are standardised before.
 */
public enum PictureForm {
    /** One vector per picture, of a {@link ConvNet} that is trained with the rest: {@code [B, 64]}. */
    VECTOR,
    /**
     * One token per region of 4 x 4 pixels, of a {@link ConvNet} that is trained with the rest: {@code [B, (h / 4) (w /
     * 4), 32]}.
     */
    REGIONS,
    /** The pixels side by side, {@code [B, c h w]}, each prepared as a column of its own. */
    COLUMNS
}
