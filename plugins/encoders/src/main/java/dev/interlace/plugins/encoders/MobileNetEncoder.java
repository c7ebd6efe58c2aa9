package dev.interlace.plugins.encoders;

import dev.interlace.plugins.encoders.FeatureCache.Block;
import dev.interlace.plugins.encoders.OnnxModel.Output;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures to features by MobileNetV2, the convolutional backbone of an object detector that was trained on photographs
 * (Open Images). Where the weights come from is in {@code mobilenet/README.md}.
 *
 * <p>Use it where a picture shows things. It fails on fine detail (a picture becomes {@link Options#size} pixels wide),
 * on text in pictures, and is weaker on drawings than on photographs.
 *
 * <pre>
 *   x       = letterbox(picture on white) / 127.5 - 1          [3, S, S]
 *   VECTOR  = mean over positions of the last layer            [1280]
 *   REGIONS = means over a G x G grid of block 13              [G*G, 576], row by row from the top left
 * </pre>
 *
 * <p>Legend: n rows, S size, G grid. Block 13 is the middle of the network, one position per 16 pixels: shapes and
 * parts rather than things, and less than half as wide as the last layer.
 *
 * <p>Reference: Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018, table 2. Differs
 * from the paper in that the weights are stored as 16-bit numbers (as their publishers did).
 */
public final class MobileNetEncoder implements Encoder<MobileNetEncoder.Options> {
    private static final String ID = "encoder/mobilenet";
    private static final String VERSION = "1.0.0";
    private static final String NETWORK = "/dev/interlace/plugins/encoders/mobilenet/mobilenetv2.onnx";
    private static final int VECTOR_WIDTH = 1280;
    private static final int REGION_WIDTH = 576;
    private static final int STRIDE = 16; // pixels per position of block 13

    /** What comes out. */
    public enum Kind {
        /** One vector per picture, {@code [n, 1280]}. */
        VECTOR,
        /** One vector per region, {@code [n, grid * grid, 576]}. */
        REGIONS
    }

    /**
     * How pictures are encoded.
     *
     * @param output one vector per picture (default), or one per region
     * @param size side in pixels at which the network sees a picture, in [32, 512], default 160; raising it shows more
     *     detail and costs time with its square
     * @param grid regions along one side, in [1, 32], default 5, at most size / 16; raising it costs memory with its
     *     square
     * @param threads threads, in [1, 64], default 2; the result does not depend on it
     */
    public record Options(
            @Param(doc = OptionDocs.PICTURE_OUTPUT, choice = "VECTOR")
            Kind output,

            @Param(
                    doc = OptionDocs.PICTURE_SIZE,
                    unit = "pixels",
                    min = 32,
                    max = 512,
                    init = 160,
                    scale = Param.Scale.LOG)
            int size,

            @Param(
                    doc = "regions along one side, at most size / 16; memory grows with its square",
                    unit = "regions",
                    min = 1,
                    max = 32,
                    init = 5)
            int grid,

            @Param(doc = OptionDocs.THREADS, unit = "threads", min = 1, max = 64, init = 2)
            int threads) {
        public Options {
            OptionsSchema.require(Options.class, output, size, grid, threads);
            if (output == Kind.REGIONS && !(grid <= size / STRIDE)) {
                throw new IllegalArgumentException("Options.grid must be at most size / 16 = " + size / STRIDE
                        + ", got " + grid + "; lower grid or raise size");
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        VERSION,
                        "MobileNetV2 picture encoder",
                        "Picture to a 1280-wide vector, or to a grid of 576-wide region vectors. Weights: the backbone of the object"
                                + " detector MediaPipe Objectron, trained on photographs (Open Images), Apache-2.0",
                        Options.class)
                .withFormula("v = \\frac{1}{|P|}\\sum_{p \\in P} f(x)_p")
                .withCapabilities(Capability.PRETRAINED, Capability.HANDLES_MISSING)
                .withUseCases("photographs and drawings of things", "region features for cross-attention")
                .withReferences(new Reference(
                        "Sandler et al.",
                        "MobileNetV2: Inverted Residuals and Linear Bottlenecks",
                        "CVPR",
                        2018,
                        "table 2"))
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
        int grid = options.output() == Kind.REGIONS ? options.grid() : 0;
        FeatureCache.Key key =
                new FeatureCache.Key().add(ID).add(VERSION).add(options.output() + " " + options.size() + " " + grid);
        for (Optional<Picture> picture : pictures.values()) {
            picture.ifPresentOrElse(present -> key.add(present.encoded()), key::addAbsent);
        }
        Block block = FeatureCache.ofUser().get(key.hex(), () -> encode(name, pictures, options, context));
        return EncodedRows.features(name, block, raw.presence());
    }

    private static Block encode(String name, Raw.Pictures pictures, Options options, FitContext context) {
        Map<Picture, Integer> places = new LinkedHashMap<>(); // equal pictures are encoded once
        List<Integer> firstRows = new ArrayList<>();
        int[] row = new int[pictures.rows()];
        for (int n = 0; n < row.length; n++) {
            Optional<Picture> picture = pictures.values().get(n);
            if (picture.isPresent() && places.putIfAbsent(picture.get(), places.size()) == null) {
                firstRows.add(n);
            }
            row[n] = picture.map(places::get).orElse(-1);
        }
        List<Picture> distinct = List.copyOf(places.keySet());
        float[][] encoded = new float[distinct.size()][];
        if (!distinct.isEmpty()) {
            try (OnnxModel network = OnnxModel.open(ID, NETWORK)) {
                new RowWorkers("encoding " + name, options.threads()).each(encoded.length, context, k -> {
                    float[] tensor = tensor(name, firstRows.get(k), distinct.get(k), options.size());
                    encoded[k] = options.output() == Kind.VECTOR
                            ? run(network, tensor, options.size(), "vector").values()
                            : regions(run(network, tensor, options.size(), "regions"), options.grid());
                });
            }
        }
        return options.output() == Kind.VECTOR
                ? EncodedRows.vectors(encoded, row, VECTOR_WIDTH)
                : EncodedRows.sequences(encoded, row, REGION_WIDTH);
    }

    private static float[] tensor(String name, int row, Picture picture, int size) {
        try {
            return PictureTensor.of(picture.decode(), size);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ID + ": row " + row + " of '" + name + "' cannot be read: " + e.getMessage()
                            + "; replace the picture, or make the row absent (Optional.empty())",
                    e);
        }
    }

    private static Output run(OnnxModel network, float[] tensor, int size, String output) {
        return network.run("image", tensor, new long[] {1, 3, size, size}, output);
    }

    /**
     * Means over a grid: [1, C, h, w] -> [G*G, C]. Cell i of G spans the positions from floor(i h / G) to ceil((i+1) h
     * / G).
     */
    private static float[] regions(Output map, int grid) {
        int channels = (int) map.shape()[1];
        int height = (int) map.shape()[2];
        int width = (int) map.shape()[3];
        float[] regions = new float[grid * grid * channels];
        for (int cell = 0; cell < grid * grid; cell++) {
            int top = cell / grid * height / grid;
            int bottom = ((cell / grid + 1) * height + grid - 1) / grid;
            int left = cell % grid * width / grid;
            int right = ((cell % grid + 1) * width + grid - 1) / grid;
            for (int channel = 0; channel < channels; channel++) {
                float sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        sum += map.values()[(channel * height + y) * width + x];
                    }
                }
                regions[cell * channels + channel] = sum / ((bottom - top) * (right - left));
            }
        }
        return regions;
    }
}
