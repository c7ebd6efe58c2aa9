package dev.interlace.plugins.encoders;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pictures as they are, brought to one size: for fusion methods that train an encoder of pictures together with the
 * rest.
 *
 * <p>Use it with small pictures and a thousand rows or more, where a network trained end to end for the task can find
 * what a pretrained one was not taught. It fails with few rows; take a pretrained encoder then.
 *
 * <p>{@code x = letterbox(picture on white) / 255}, {@code [n, 3, S, S]}, channels red, green, blue, S the option
 * {@code size}. An absent row holds zeros and stays absent.
 *
 * <p>Reference: LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86,
 * 1998, section III-A (pictures size-normalised and centred in a square); differs from the paper in keeping colour.
 */
public final class PixelsEncoder implements Encoder<PixelsEncoder.Options> {
    private static final String ID = "encoder/pixels";
    private static final int CHANNELS = 3;
    private static final float WHITE = 255;

    /**
     * How pictures are brought to one size.
     *
     * @param size side in pixels, in [4, 256], default 32; raising it shows more detail and costs memory and time with
     *     its square
     */
    public record Options(
            @Param(
                    doc = "side in pixels; raising it shows more detail, memory and time grow with its square",
                    unit = "pixels",
                    min = 4,
                    max = 256,
                    init = 32)
            int size) {
        public Options {
            OptionsSchema.require(Options.class, size);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Pixels",
                        "Picture to its pixels at one size, for methods that train an encoder of their own on them",
                        Options.class)
                .withFormula("x = \\mathrm{letterbox}(\\mathrm{picture}) / 255 \\in [0, 1]^{3 \\times S \\times S}")
                .withCapabilities(Capability.HANDLES_MISSING)
                .withClaims(
                        Claim.pro(
                                "Nothing is decided before training: an encoder learns for the task what to see",
                                "encoder/pretrained-gap",
                                "a mid fusion on pixels is more accurate than on an encoder that has learned nothing"),
                        Claim.con(
                                "A few pictures teach a network less than millions have taught a pretrained one",
                                "encoder/pretrained-gap",
                                "a mid fusion on pixels is less accurate than on a pretrained network's features"))
                .withUseCases("small pictures of a kind that no pretrained network has seen")
                .withReferences(new Reference(
                        "LeCun, Bottou, Bengio, Haffner",
                        "Gradient-Based Learning Applied to Document Recognition",
                        "Proceedings of the IEEE 86",
                        1998,
                        "section III-A"))
                .withLesson("encoders/image");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Pictures;
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        if (!(raw instanceof Raw.Pictures pictures)) {
            throw new IllegalArgumentException(ID + " reads pictures, but '" + name + "' holds " + raw.words()
                    + "; choose an encoder whose accepts() is true for it");
        }
        int size = options.size();
        int length = CHANNELS * size * size;
        List<Optional<Picture>> rows = pictures.values();
        float[] values = new float[Math.multiplyExact(rows.size(), length)];
        for (int row = 0; row < rows.size(); row++) {
            context.checkCancelled();
            if (rows.get(row).isPresent()) {
                float[] pixels = pixels(name, row, rows.get(row).get(), size);
                for (int i = 0; i < length; i++) {
                    values[row * length + i] = pixels[i] / WHITE;
                }
            }
            context.progress().on(new Progress.Step("encoding " + name, row + 1, rows.size(), "rows", row + 1));
        }
        long[] shape = {rows.size(), CHANNELS, size, size};
        return Features.image(
                name,
                rows.isEmpty() ? Nd4j.create(DataType.FLOAT, shape) : Nd4j.create(values, shape, 'c'),
                raw.presence());
    }

    private static float[] pixels(String name, int row, Picture picture, int size) {
        try {
            return PictureTensor.pixels(picture.decode(), size);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ID + ": row " + row + " of '" + name + "' cannot be read: " + e.getMessage()
                            + "; replace the picture, or make the row absent (Optional.empty())",
                    e);
        }
    }
}
