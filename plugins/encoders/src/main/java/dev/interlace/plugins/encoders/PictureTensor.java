package dev.interlace.plugins.encoders;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A picture as a network's input: on white, letterboxed to a square, {@code x / 127.5 - 1}, channels first.
 *
 * <p>Resampling is linear with a triangle as wide as a source step where the picture shrinks (so that nothing is
 * skipped), and plain linear where it grows; in floating point, so that every platform gives the same numbers.
 */
final class PictureTensor {
    private static final int CHANNELS = 3;
    private static final float WHITE = 255;

    private PictureTensor() {}

    /**
     * The tensor of one picture.
     *
     * @param size side of the square in pixels
     * @return {@code [3, size, size]} in row-major order, each in [-1, 1]
     */
    static float[] of(BufferedImage image, int size) {
        float[] tensor = pixels(image, size);
        for (int k = 0; k < tensor.length; k++) {
            tensor[k] = tensor[k] / 127.5f - 1;
        }
        return tensor;
    }

    /**
     * The same before it is scaled.
     *
     * @return {@code [3, size, size]} in row-major order, each in [0, 255]
     */
    static float[] pixels(BufferedImage image, int size) {
        int width = image.getWidth();
        int height = image.getHeight();
        double scale = (double) size / Math.max(width, height);
        int newWidth = Math.max(1, (int) Math.round(width * scale));
        int newHeight = Math.max(1, (int) Math.round(height * scale));
        float[][] columns = weights(width, newWidth);
        float[][] lines = weights(height, newHeight);
        int left = (size - newWidth) / 2;
        int top = (size - newHeight) / 2;
        float[] tensor = new float[CHANNELS * size * size];
        Arrays.fill(tensor, WHITE);
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int channel = 0; channel < CHANNELS; channel++) {
            float[] plane = onWhite(pixels, 16 - 8 * channel);
            float[] narrow = across(plane, width, columns);
            for (int y = 0; y < newHeight; y++) {
                int start = (int) lines[y][0];
                for (int x = 0; x < newWidth; x++) {
                    float sum = 0;
                    for (int k = 1; k < lines[y].length; k++) {
                        sum += lines[y][k] * narrow[(start + k - 1) * newWidth + x];
                    }
                    tensor[(channel * size + top + y) * size + left + x] = sum;
                }
            }
        }
        return tensor;
    }

    /** One channel over white, in [0, 255]. */
    private static float[] onWhite(int[] pixels, int shift) {
        float[] plane = new float[pixels.length];
        for (int k = 0; k < pixels.length; k++) {
            float alpha = (pixels[k] >>> 24) / 255f;
            plane[k] = WHITE + alpha * ((pixels[k] >> shift & 255) - WHITE);
        }
        return plane;
    }

    /** Each line of the plane resampled, {@code [h, w] -> [h, w']}. */
    private static float[] across(float[] plane, int width, float[][] columns) {
        int height = plane.length / width;
        float[] narrow = new float[height * columns.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < columns.length; x++) {
                int start = (int) columns[x][0];
                float sum = 0;
                for (int k = 1; k < columns[x].length; k++) {
                    sum += columns[x][k] * plane[y * width + start + k - 1];
                }
                narrow[y * columns.length + x] = sum;
            }
        }
        return narrow;
    }

    /** Per new position: the first old position, then the weights from there on, which sum to 1. */
    private static float[][] weights(int from, int to) {
        double step = (double) from / to;
        double reach = Math.max(1, step);
        float[][] weights = new float[to][];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * step;
            int first = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(from, (int) (centre + reach + 0.5));
            double[] raw = new double[end - first];
            double sum = 0;
            for (int k = first; k < end; k++) {
                raw[k - first] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach);
                sum += raw[k - first];
            }
            weights[i] = new float[raw.length + 1];
            weights[i][0] = first;
            for (int k = 0; k < raw.length; k++) {
                weights[i][k + 1] = (float) (raw[k] / sum);
            }
        }
        return weights;
    }
}
