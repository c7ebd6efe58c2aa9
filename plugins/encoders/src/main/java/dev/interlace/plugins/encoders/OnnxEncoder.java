package dev.interlace.plugins.encoders;

import dev.interlace.plugins.encoders.FeatureCache.Block;
import dev.interlace.plugins.encoders.OnnxModel.Output;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Names;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Sound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Pictures, sounds or vectors through a network in a file of the user's, in the ONNX format.
 *
 * <p>Use it for a better encoder than the ones that ship. It cannot know how a network wants its input: scaled as its
 * authors scaled it, or the features are poor without any message. A network has one input of 32-bit floats here; texts
 * need a tokenizer and are not read.
 *
 * <pre>
 *   picture  on white, letterboxed to S x S, (x - mean) / std per channel, x in [0, 255]
 *            [1, 3, S, S] (NCHW) or [1, S, S, 3] (NHWC)
 *   sound    samples in [-1, 1) at the wanted rate               [1, samples] or [1, 1, samples]
 *   vector   as it is                                             [1, d]
 *   output   [1, d] a vector; [1, t, d] tokens; [1, c, h, w] or [1, h, w, c] (as the layout says) h w tokens of width c
 * </pre>
 *
 * <p>One row per call, so a row does not depend on the others. Features are kept on disk by the content of the file and
 * of the rows.
 *
 * <p>Reference: ONNX, Open Neural Network Exchange, onnx.ai, 2017, operator sets as ONNX Runtime reads them.
 */
public final class OnnxEncoder implements Encoder<OnnxEncoder.Options> {
    private static final String ID = "encoder/onnx";
    private static final String VERSION = "1.0.0";
    private static final int CHANNELS = 3;
    private static final Pattern GAP = Pattern.compile("[\\s,;]+");

    /** In which order a picture's tensor holds its dimensions. */
    public enum Layout {
        /** Channels first, as PyTorch writes them. */
        NCHW,
        /** Channels last, as TensorFlow writes them. */
        NHWC
    }

    /**
     * Which network, and what it is given.
     *
     * @param path the file
     * @param input name of the input; empty for the only one
     * @param output name of the output; empty for the first
     * @param layout order of the dimensions of pictures and feature maps, default channels first
     * @param size side of a picture in pixels, in [1, 2048], default 224
     * @param mean what is subtracted from values in [0, 255]: one number, or three for red, green and blue; default
     *     127.5
     * @param std by what they are divided then: one number above 0, or three; default 127.5
     * @param rate samples per second of a sound, in hertz, in [1000, 192000], default 16000; others are resampled
     * @param threads threads, in [1, 64], default 2; the result does not depend on it
     */
    public record Options(
            @Param(doc = "the ONNX file") String path,

            @Param(doc = "name of the network's input; empty for the only one")
            String input,

            @Param(doc = "name of the network's output; empty for the first")
            String output,

            @Param(doc = "order of the dimensions of pictures and feature maps", choice = "NCHW")
            Layout layout,

            @Param(
                    doc = "side of a picture; raising it shows more detail",
                    unit = "pixels",
                    min = 1,
                    max = 2048,
                    init = 224,
                    scale = Param.Scale.LOG)
            int size,

            @Param(
                    doc = "what is subtracted from values in [0, 255]: one number, or three for red, green and blue",
                    choice = "127.5")
            String mean,

            @Param(doc = "by what they are divided then: one number above 0, or three", choice = "127.5")
            String std,

            @Param(
                    doc = "samples per second of a sound; others are resampled",
                    unit = "Hz",
                    min = 1000,
                    max = 192_000,
                    init = 16_000,
                    scale = Param.Scale.LOG)
            int rate,

            @Param(doc = OptionDocs.THREADS, unit = "threads", min = 1, max = 64, init = 2)
            int threads) {
        public Options {
            OptionsSchema.require(Options.class, path, input, output, layout, size, mean, std, rate, threads);
            numbers("mean", mean);
            for (double value : numbers("std", std)) {
                if (!(value > 0)) {
                    throw new IllegalArgumentException("Options.std must be above 0, got '" + std + "'");
                }
            }
        }
    }

    /** One number per channel. */
    private static double[] numbers(String option, String text) {
        try {
            double[] numbers = GAP.splitAsStream(text.strip())
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            if (numbers.length == 1 && Double.isFinite(numbers[0])) {
                return new double[] {numbers[0], numbers[0], numbers[0]};
            }
            if (numbers.length == CHANNELS && Arrays.stream(numbers).allMatch(Double::isFinite)) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            // reported below, with the other mistakes
        }
        throw new IllegalArgumentException(
                "Options." + option + " must be one number or three, such as '123.7 116.3 103.5', got '" + text + "'");
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        VERSION,
                        "Network from an ONNX file",
                        "Pictures, sounds or vectors through a network of yours, to vectors or tokens",
                        Options.class)
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH)
                .withUseCases("a pretrained encoder of your own choice")
                .withReferences(new Reference("ONNX contributors", "Open Neural Network Exchange", "onnx.ai", 2017, ""))
                .withLesson("encoders/image");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Pictures
                || raw instanceof Raw.Sounds
                || (raw instanceof Raw.Numbers numbers
                        && numbers.features().modality().kind() == Modality.Kind.VECTOR);
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        if (!accepts(raw)) {
            throw new IllegalArgumentException(ID + " reads pictures, sounds and vectors, but '" + name + "' holds "
                    + raw.words() + "; choose an encoder whose accepts() is true for it");
        }
        byte[] network = file(options.path());
        FeatureCache.Key key = new FeatureCache.Key()
                .add(ID)
                .add(VERSION)
                .add(network)
                .add(options.input())
                .add(options.output())
                .add(options.layout() + " " + options.size() + " " + options.rate())
                .add(options.mean())
                .add(options.std());
        float[][] vectors = raw instanceof Raw.Numbers numbers ? vectors(numbers.features()) : new float[0][];
        for (int row = 0; row < raw.rows(); row++) {
            content(raw, vectors, row).ifPresentOrElse(key::add, key::addAbsent);
        }
        Block block = FeatureCache.ofUser()
                .get(key.hex(), () -> encode(new Column(name, raw, vectors), network, options, context));
        return EncodedRows.features(name, block, raw.presence());
    }

    private static byte[] file(String path) {
        if (path.isBlank()) {
            throw new IllegalArgumentException(ID
                    + ": Options.path must name an ONNX file, for instance Map.of(\"path\", \"networks/mine.onnx\")");
        }
        Path file = Path.of(path);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(ID + ": Options.path: there is no file " + file.toAbsolutePath());
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    ID + ": Options.path: " + file.toAbsolutePath() + " cannot be read: " + e, e);
        }
    }

    private static Optional<byte[]> content(Raw raw, float[][] vectors, int row) {
        if (raw instanceof Raw.Pictures pictures) {
            return pictures.values().get(row).map(Picture::encoded);
        }
        if (raw instanceof Raw.Sounds sounds) {
            return sounds.values().get(row).map(sound -> shorts(sound.rate(), sound.pcm()));
        }
        return raw.presence().has(row) ? Optional.of(floats(vectors[row])) : Optional.empty();
    }

    private static byte[] shorts(int rate, short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 2 * pcm.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(rate);
        bytes.asShortBuffer().put(pcm);
        return bytes.array();
    }

    private static byte[] floats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** [n, d] as arrays. */
    private static float[][] vectors(Features features) {
        float[] all = features.values().dup('c').data().asFloat();
        int width = features.width();
        return IntStream.range(0, features.rows())
                .mapToObj(row -> Arrays.copyOfRange(all, row * width, (row + 1) * width))
                .toArray(float[][]::new);
    }

    /** The column at work. */
    private static final class Column {
        private final String name;
        private final Raw raw;
        private final float[][] vectors;

        Column(String name, Raw raw, float[][] vectors) {
            this.name = name;
            this.raw = raw;
            this.vectors = vectors;
        }
    }

    private static Block encode(Column column, byte[] network, Options options, FitContext context) {
        int[] rows = column.raw.presence().rowsPresent();
        float[][] encoded = new float[column.raw.rows()][];
        int[] widths = new int[column.raw.rows()];
        boolean[] tokens = new boolean[1];
        String file = String.valueOf(Path.of(options.path()).getFileName());
        try (OnnxModel model = OnnxModel.open(ID, file, network)) {
            String input = input(model, file, options.input());
            String output = output(model, file, options.output());
            long[] shape = model.inputShape(input)
                    .orElseThrow(() -> new IllegalArgumentException(
                            ID + ": input '" + input + "' of " + file + " is no tensor of 32-bit floats"));
            requireRank(column.raw, input, file, shape, options);
            new RowWorkers("encoding " + column.name, options.threads()).each(rows.length, context, k -> {
                int row = rows[k];
                float[] tensor = tensor(column, row, options);
                Output found = model.run(input, tensor, shape(column.raw, tensor, shape, options), output);
                encoded[row] = rowOf(found, output, file, options.layout());
                widths[row] = width(found, options.layout());
                if (k == 0) {
                    tokens[0] = found.shape().length > 2;
                }
            });
        }
        int width = rows.length == 0 ? 1 : widths[rows[0]];
        for (int row : rows) {
            if (widths[row] != width) {
                throw new IllegalArgumentException(ID + ": row " + rows[0] + " of '" + column.name + "' gives " + width
                        + " numbers, row " + row + " " + widths[row] + "; choose an output whose width is fixed");
            }
        }
        int[] places = IntStream.range(0, encoded.length)
                .map(row -> column.raw.presence().has(row) ? row : -1)
                .toArray();
        return tokens[0] ? EncodedRows.sequences(encoded, places, width) : EncodedRows.vectors(encoded, places, width);
    }

    private static String input(OnnxModel model, String file, String wanted) {
        List<String> inputs = model.inputs();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(
                    ID + ": " + file + " has the inputs " + inputs + "; only networks of one input are run");
        }
        if (!wanted.isEmpty() && !inputs.contains(wanted)) {
            throw new IllegalArgumentException(
                    ID + ": Options.input: " + Names.unknown("input of " + file, wanted, inputs));
        }
        return inputs.get(0);
    }

    private static String output(OnnxModel model, String file, String wanted) {
        List<String> outputs = model.outputs();
        if (!wanted.isEmpty() && !outputs.contains(wanted)) {
            throw new IllegalArgumentException(
                    ID + ": Options.output: " + Names.unknown("output of " + file, wanted, outputs));
        }
        return wanted.isEmpty() ? outputs.get(0) : wanted;
    }

    /** That the network's input is of the rank of this kind of row, and of its sizes where they are fixed. */
    private static void requireRank(Raw raw, String input, String file, long[] shape, Options options) {
        boolean fits = raw instanceof Raw.Pictures
                ? shape.length == 4
                : raw instanceof Raw.Sounds ? shape.length == 2 || shape.length == 3 : shape.length == 2;
        if (!fits) {
            throw new IllegalArgumentException(ID + ": input '" + input + "' of " + file + " has shape "
                    + Arrays.toString(shape) + ", but " + rank(raw) + "; choose another column or network");
        }
        if (raw instanceof Raw.Pictures) {
            long[] given = picture(options);
            for (int k = 1; k < 4; k++) {
                if (shape[k] >= 0 && shape[k] != given[k]) {
                    throw new IllegalArgumentException(ID + ": input '" + input + "' of " + file + " has shape "
                            + Arrays.toString(shape) + ", but pictures have shape " + Arrays.toString(given)
                            + "; set size or layout");
                }
            }
        }
    }

    private static String rank(Raw raw) {
        return raw instanceof Raw.Pictures
                ? "pictures need rank 4"
                : raw instanceof Raw.Sounds ? "sounds need rank 2 or 3" : "vectors need rank 2";
    }

    private static long[] picture(Options options) {
        return options.layout() == Layout.NCHW
                ? new long[] {1, CHANNELS, options.size(), options.size()}
                : new long[] {1, options.size(), options.size(), CHANNELS};
    }

    private static long[] shape(Raw raw, float[] tensor, long[] wanted, Options options) {
        if (raw instanceof Raw.Pictures) {
            return picture(options);
        }
        return wanted.length == 3 ? new long[] {1, 1, tensor.length} : new long[] {1, tensor.length};
    }

    private static float[] tensor(Column column, int row, Options options) {
        if (column.raw instanceof Raw.Pictures pictures) {
            try {
                return scaled(
                        PictureTensor.pixels(
                                pictures.values().get(row).orElseThrow().decode(), options.size()),
                        options);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        ID + ": row " + row + " of '" + column.name + "' cannot be read: " + e.getMessage()
                                + "; replace the picture, or make the row absent (Optional.empty())",
                        e);
            }
        }
        return column.raw instanceof Raw.Sounds sounds
                ? resampled(sounds.values().get(row).orElseThrow(), options.rate())
                : column.vectors[row];
    }

    /** [3, S, S] in [0, 255] -> [3, S, S] or [S, S, 3], shifted and scaled. */
    private static float[] scaled(float[] pixels, Options options) {
        double[] mean = numbers("mean", options.mean());
        double[] std = numbers("std", options.std());
        int plane = pixels.length / CHANNELS;
        float[] tensor = new float[pixels.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int k = 0; k < plane; k++) {
                int at = options.layout() == Layout.NCHW ? channel * plane + k : k * CHANNELS + channel;
                tensor[at] = (float) ((pixels[channel * plane + k] - mean[channel]) / std[channel]);
            }
        }
        return tensor;
    }

    private static float[] resampled(Sound sound, int rate) {
        if (sound.rate() == rate) {
            return sound.samples();
        }
        double[] samples = Resampler.between(sound.rate(), rate).of(sound.samples());
        float[] resampled = new float[samples.length];
        for (int k = 0; k < resampled.length; k++) {
            resampled[k] = (float) samples[k];
        }
        return resampled;
    }

    private static int width(Output output, Layout layout) {
        long[] shape = output.shape();
        return (int) (shape.length == 4 && layout == Layout.NCHW ? shape[1] : shape[shape.length - 1]);
    }

    /** What one row gives, {@code [d]} or {@code [t, d]} in row-major order. */
    private static float[] rowOf(Output output, String name, String file, Layout layout) {
        long[] shape = output.shape();
        if (!(shape.length >= 2 && shape.length <= 4 && shape[0] == 1)) {
            throw new IllegalArgumentException(ID + ": output '" + name + "' of " + file + " has shape "
                    + Arrays.toString(shape) + "; it must be [1, d], [1, t, d] or a feature map [1, c, h, w]");
        }
        if (shape.length < 4 || layout == Layout.NHWC) {
            return output.values();
        }
        int channels = (int) shape[1];
        int positions = (int) (shape[2] * shape[3]);
        float[] tokens = new float[output.values().length];
        for (int channel = 0; channel < channels; channel++) {
            for (int k = 0; k < positions; k++) {
                tokens[k * channels + channel] = output.values()[channel * positions + k]; // [c, h, w] -> [h w, c]
            }
        }
        return tokens;
    }
}
