package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The size of a modality's pictures, and their tensor in the layouts that learning needs.
 *
 * <p>n rows, c channels, h and w the sides in pixels.
 */
record Frame(int channels, int height, int width) {
    /** The size of pictures {@code [n, c, h, w]}. */
    static Frame of(Features pictures) {
        INDArray values = pictures.values();
        return new Frame((int) values.size(1), (int) values.size(2), (int) values.size(3));
    }

    /** The number of pixels, {@code h w}. */
    int pixels() {
        return height * width;
    }

    /** That pictures have this size. */
    void require(String method, Features pictures) {
        Frame got = of(pictures);
        if (!equals(got)) {
            throw new IllegalArgumentException(
                    method + ": modality '" + pictures.modality().name() + "' was fitted on pictures of " + this
                            + " (channels x height x width), got " + got + "; bring them to the same size");
        }
    }

    /**
     * The pixels as a sequence of colours, row by row from the top left: {@code [n, c, h, w] -> tokens [n, h w, c]}.
     */
    Features tokens(Features pictures) {
        float[] from = Host.floats(pictures.values());
        float[] to = new float[from.length];
        int pixels = pixels();
        for (int row = 0; row < pictures.rows(); row++) {
            int start = row * channels * pixels;
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < pixels; p++) {
                    to[start + p * channels + c] = from[start + c * pixels + p];
                }
            }
        }
        int[] lengths = new int[pictures.rows()];
        Arrays.fill(lengths, pixels);
        INDArray tensor = tensor(to, pictures.rows(), pixels, channels);
        return Features.tokens(pictures.modality().name(), tensor, lengths, pictures.presence());
    }

    /** The way back: {@code tokens [n, h w, c] -> [n, c, h, w]}. */
    Features pictures(Features tokens) {
        float[] from = Host.floats(tokens.values());
        float[] to = new float[from.length];
        int pixels = pixels();
        for (int i = 0; i < from.length; i++) {
            int row = i / (channels * pixels);
            int within = i % (channels * pixels);
            to[row * channels * pixels + within % channels * pixels + within / channels] = from[i];
        }
        INDArray tensor = tensor(to, tokens.rows(), channels, height, width);
        return Features.image(tokens.modality().name(), tensor, tokens.presence());
    }

    /** The pixels side by side, {@code [n, c, h, w] -> [n, c h w]}. */
    Features columns(Features pictures) {
        Presence presence = pictures.presence();
        INDArray flat = tensor(Host.floats(pictures.values()), pictures.rows(), (long) channels * pixels());
        return Features.vector(pictures.modality().name(), flat, presence);
    }

    private static INDArray tensor(float[] values, long... shape) {
        return values.length == 0 ? Nd4j.create(DataType.FLOAT, shape) : Host.tensor(DataType.FLOAT, values, shape);
    }

    /** Whether a modality holds pictures. */
    static boolean isPicture(Modality modality) {
        return modality.kind() == Modality.Kind.IMAGE;
    }

    @Override
    public String toString() {
        return channels + " x " + height + " x " + width;
    }
}
