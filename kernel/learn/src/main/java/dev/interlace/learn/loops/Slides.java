package dev.interlace.learn.loops;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The places of a window over pictures {@code [B, H, W, C]}, channels last, as numbers of entries.
 *
 * @param pictures B
 * @param height H
 * @param width W
 * @param channels C
 * @param size side of the window in pixels
 * @param stride pixels from one place to the next
 * @param padding pixels around a picture
 */
public record Slides(int pictures, int height, int width, int channels, int size, int stride, int padding) {
    /** A window over those pictures, into which it fits. */
    public static Slides of(INDArray pictures, int size, int stride, int padding) {
        return new Slides(
                (int) pictures.size(0),
                (int) pictures.size(1),
                (int) pictures.size(2),
                (int) pictures.size(3),
                size,
                stride,
                padding);
    }

    /** Places down. */
    public int rows() {
        return places(height);
    }

    /** Places across. */
    public int columns() {
        return places(width);
    }

    private int places(int pixels) {
        return (pixels + 2 * padding - size) / stride + 1;
    }
}
