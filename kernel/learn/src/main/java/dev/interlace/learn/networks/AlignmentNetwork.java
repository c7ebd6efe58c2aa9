package dev.interlace.learn.networks;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.TrainableAlignment.Pairs;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.CheckpointFile;
import dev.interlace.learn.training.ClassBalance;
import dev.interlace.learn.training.Holdout;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.TrainingLoop;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.learn.training.Watch;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The model of a {@link TrainableAlignment}: standardisation of both sides, the encoder of pictures, and the author's
 * network.
 */
final class AlignmentNetwork<O extends Record & TrainingOptions> implements AlignmentModel {
    private static final int BLOCK = 256;
    private static final String FRAME = "frame";

    private final TrainableAlignment<O> method;
    private final O options;
    private final FittedModality left;
    private final FittedModality right;
    private final Parameters parameters;
    private final Provenance provenance;
    private final History history;

    private AlignmentNetwork(
            TrainableAlignment<O> method,
            O options,
            FittedModality left,
            FittedModality right,
            Parameters parameters,
            Provenance provenance,
            History history) {
        this.method = method;
        this.options = options;
        this.left = left;
        this.right = right;
        this.parameters = parameters;
        this.provenance = provenance;
        this.history = history;
    }

    /**
     * Fits, and again with what the method believes of the pairs; the series {@code seeds} tells how many each round
     * was told.
     */
    static <O extends Record & TrainingOptions> AlignmentModel fit(
            TrainableAlignment<O> method,
            Features left,
            Features right,
            Supervision given,
            O options,
            FitContext context) {
        requireNoClasses(method.descriptor().id(), options);
        AlignmentNetwork<O> model = once(method, left, right, given, options, context);
        Provenance provenance = model.provenance;
        History history = model.history;
        Supervision told = given;
        List<Double> seeds = new ArrayList<>(List.of(pairs(given, left)));
        for (int round = 1; ; round++) {
            Supervision next =
                    method.believed(round, model, left, right, given, options).orElse(told);
            if (next.equals(told)) {
                break;
            }
            told = next;
            seeds.add(pairs(told, left));
            model = once(method, left, right, told, options, context.split("round " + round));
            history = history.and("round " + round + ": ", model.history);
        }
        return seeds.size() == 1
                ? model
                : new AlignmentNetwork<>(
                        method,
                        model.options,
                        model.left,
                        model.right,
                        model.parameters,
                        provenance,
                        history.and("", new History(Map.of("seeds", seeds), List.of())));
    }

    /** An alignment has no classes; an option that would do nothing is refused. */
    private static void requireNoClasses(String id, TrainingOptions options) {
        if (options.classBalance() != ClassBalance.NONE
                || !options.counting().classWeights().isBlank()) {
            throw new IllegalArgumentException(id + ": classBalance weighs the classes of a classifier, which an"
                    + " alignment does not have; leave it at NONE, got " + options.classBalance());
        }
        if (options.watch() != Watch.LOSS) {
            throw new IllegalArgumentException(id + ": early stopping of an alignment watches its loss; leave watch at"
                    + " LOSS, got " + options.watch());
        }
    }

    private static double pairs(Supervision supervision, Features left) {
        return supervision instanceof Supervision.Seeds pairs ? pairs.left().length : left.rows();
    }

    private static <O extends Record & TrainingOptions> AlignmentNetwork<O> once(
            TrainableAlignment<O> method,
            Features leftFeatures,
            Features rightFeatures,
            Supervision supervision,
            O given,
            FitContext context) {
        String id = method.descriptor().id();
        Checks.present(id, leftFeatures);
        Checks.present(id, rightFeatures);
        FittedModality left = FittedModality.fit(id, leftFeatures, method.pictures(), Preparation.STANDARD);
        FittedModality right = FittedModality.fit(id, rightFeatures, method.pictures(), Preparation.STANDARD);
        Features scaledLeft = left.apply(id, leftFeatures);
        Features scaledRight = right.apply(id, rightFeatures);
        O options = method.resolve(scaledLeft, scaledRight, given);
        Parameters parameters = new Parameters(DataType.FLOAT, context.seeds().split("parameters"));
        AlignmentSteps steps = AlignmentSteps.of(
                scaledLeft,
                scaledRight,
                supervision,
                context.groups(),
                method.descriptor().capabilities(),
                context.seeds().split("unpaired"));
        Holdout rows = steps.holdout(options.holdout(), context.seeds().split("holdout"));
        Provenance provenance = Provenance.of(
                method.descriptor(),
                options,
                context,
                Nd4j.getBackend().getClass().getSimpleName());
        History history = new TrainingLoop(id, parameters, options, context)
                .run(
                        (tape, chosen) -> {
                            Layers layers = new Layers(tape, parameters);
                            return method.loss(
                                    layers, seen(layers, left, right, steps.step(tape, chosen, rows)), options);
                        },
                        rows,
                        List.of(),
                        CheckpointFile.of(context, provenance, steps.fingerprint(rows)));
        return new AlignmentNetwork<>(method, options, left, right, parameters, provenance, history);
    }

    private static Pairs seen(Layers layers, FittedModality left, FittedModality right, Pairs pairs) {
        return new Pairs(
                seen(layers, Side.LEFT, left, pairs.left()),
                seen(layers, Side.RIGHT, right, pairs.right()),
                pairs.leftDrawn(),
                pairs.rightDrawn(),
                pairs.leftRows(),
                pairs.rightRows(),
                pairs.numbers(),
                pairs.groups(),
                pairs.leftContents(),
                pairs.rightContents());
    }

    private static Input seen(Layers layers, Side side, FittedModality fitted, Input input) {
        return fitted.seen(layers, name(side) + ".picture", input);
    }

    /** Rows of what {@link #scale} gave. */
    private Input input(Layers layers, Side side, Features scaled, int[] rows) {
        Input input = AlignmentSteps.input(layers.tape(), scaled, rows);
        return new Input(of(side).modality(), input.features(), input.lengths(), input.presence(), input.adjacency());
    }

    private static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    static <O extends Record & TrainingOptions> AlignmentModel load(TrainableAlignment<O> method, ModelFile file)
            throws IOException {
        if (!file.provenance().methodId().equals(method.descriptor().id())) {
            throw new IOException(method.descriptor().id() + " cannot load a model of "
                    + file.provenance().methodId());
        }
        Parameters parameters = new Parameters(DataType.FLOAT, new SeedSource(0));
        parameters.restore(file.arrays("parameter/"));
        return new AlignmentNetwork<>(
                method,
                method.descriptor().schema().parse(file.provenance().options()),
                fitted(method, file, "left"),
                fitted(method, file, "right"),
                parameters,
                file.provenance(),
                file.history());
    }

    private static FittedModality fitted(TrainableAlignment<?> method, ModelFile file, String side) throws IOException {
        String[] parts = file.note(side).split(" ", 2);
        Map<String, INDArray> arrays = file.arrays(side + "/");
        Modality modality = new Modality(parts[1], Modality.Kind.valueOf(parts[0]));
        Optional<Frame> frame = Optional.empty();
        if (Frame.isPicture(modality)) {
            double[] size = Host.doubles(Checks.require(arrays, FRAME));
            frame = Optional.of(new Frame((int) size[0], (int) size[1], (int) size[2]));
        }
        return new FittedModality(
                modality,
                method.pictures(),
                frame,
                new Prepared(
                        Preparation.Kind.STANDARD,
                        new Standardizer(Checks.require(arrays, "mean"), Checks.require(arrays, "inverse")),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Override
    public Modality modality(Side side) {
        return of(side).modality();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public long parameterCount() {
        return parameters.count();
    }

    @Override
    public INDArray embed(Side side, Features features) {
        Features scaled = scale(side, features);
        Tape tape = new Tape(DataType.FLOAT);
        if (scaled.graph().isPresent()) {
            tape.begin();
            Layers layers = new Layers(tape, parameters);
            return method.embed(layers, side, input(layers, side, scaled, AlignmentSteps.all(scaled)), options)
                    .value()
                    .dup('c');
        }
        float[][] blocks = new float[(scaled.rows() + BLOCK - 1) / BLOCK][];
        for (int block = 0; block < blocks.length; block++) {
            tape.begin();
            Layers layers = new Layers(tape, parameters);
            Input input = input(layers, side, scaled, block(block, scaled.rows()));
            blocks[block] =
                    Host.floats(method.embed(layers, side, input, options).value());
        }
        return stack(blocks, scaled.rows());
    }

    @Override
    public INDArray similarity(Features leftFeatures, Features rightFeatures) {
        Features scaledLeft = scale(Side.LEFT, leftFeatures);
        Features scaledRight = scale(Side.RIGHT, rightFeatures);
        Tape tape = new Tape(DataType.FLOAT);
        if (scaledLeft.graph().isPresent()) {
            tape.begin();
            Layers layers = new Layers(tape, parameters);
            return method.similarity(
                            layers,
                            input(layers, Side.LEFT, scaledLeft, AlignmentSteps.all(scaledLeft)),
                            input(layers, Side.RIGHT, scaledRight, AlignmentSteps.all(scaledRight)),
                            options)
                    .value()
                    .dup('c');
        }
        int columns = scaledRight.rows();
        float[] all = new float[Math.multiplyExact(scaledLeft.rows(), columns)];
        int step = scaledLeft.modality().kind() == Modality.Kind.TOKENS ? BLOCK / 4 : BLOCK;
        for (int i = 0; i < scaledLeft.rows(); i += step) {
            int[] leftRows =
                    IntStream.range(i, Math.min(scaledLeft.rows(), i + step)).toArray();
            for (int j = 0; j < columns; j += step) {
                int[] rightRows =
                        IntStream.range(j, Math.min(columns, j + step)).toArray();
                tape.begin();
                Layers layers = new Layers(tape, parameters);
                Var similarity = method.similarity(
                        layers,
                        input(layers, Side.LEFT, scaledLeft, leftRows),
                        input(layers, Side.RIGHT, scaledRight, rightRows),
                        options);
                float[] block = Host.floats(similarity.value());
                for (int r = 0; r < leftRows.length; r++) {
                    System.arraycopy(block, r * rightRows.length, all, (i + r) * columns + j, rightRows.length);
                }
            }
        }
        return Host.tensor(DataType.FLOAT, all, scaledLeft.rows(), columns);
    }

    @Override
    public Map<String, INDArray> explain(Features leftFeatures, Features rightFeatures) {
        Tape tape = new Tape(DataType.FLOAT);
        tape.begin();
        Layers layers = new Layers(tape, parameters);
        Features scaledLeft = scale(Side.LEFT, leftFeatures);
        Features scaledRight = scale(Side.RIGHT, rightFeatures);
        method.similarity(
                layers,
                input(layers, Side.LEFT, scaledLeft, AlignmentSteps.all(scaledLeft)),
                input(layers, Side.RIGHT, scaledRight, AlignmentSteps.all(scaledRight)),
                options);
        return layers.explanations();
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        for (Side side : Side.values()) {
            String prefix = name(side) + "/";
            of(side).prepared().arrays().forEach((part, array) -> arrays.put(prefix + part, array));
            of(side).frame()
                    .ifPresent(frame -> arrays.put(
                            prefix + FRAME,
                            Nd4j.createFromArray(
                                    (double) frame.channels(), (double) frame.height(), (double) frame.width())));
        }
        parameters.snapshot().forEach((name, value) -> arrays.put("parameter/" + name, value));
        Map<String, String> notes = Map.of("left", text(left.modality()), "right", text(right.modality()));
        new ModelFile(provenance, history, notes, arrays).save(out);
    }

    private static String text(Modality modality) {
        return modality.kind() + " " + modality.name();
    }

    private FittedModality of(Side side) {
        return side == Side.LEFT ? left : right;
    }

    private Features scale(Side side, Features features) {
        FittedModality fitted = of(side);
        if (features.rows() == 0) {
            throw new IllegalArgumentException(provenance.methodId() + ": there are no rows to embed");
        }
        if (features.modality().kind() != fitted.modality().kind()) {
            throw new IllegalArgumentException(provenance.methodId() + ": the "
                    + name(side) + " side was fitted as " + fitted.modality().kind() + ", got "
                    + features.modality().kind());
        }
        Checks.present(provenance.methodId(), features);
        Features scaled = fitted.apply(provenance.methodId(), features);
        return fitted.encodes() ? encoded(side, scaled) : scaled;
    }

    /** The pictures as the method sees them, encoded once for all that is asked of them. */
    private Features encoded(Side side, Features pixels) {
        FittedModality fitted = of(side);
        Tape tape = new Tape(DataType.FLOAT);
        float[][] blocks = new float[(pixels.rows() + BLOCK - 1) / BLOCK][];
        long[] shape = {};
        for (int block = 0; block < blocks.length; block++) {
            tape.begin();
            Layers layers = new Layers(tape, parameters);
            Input input = AlignmentSteps.input(tape, pixels, block(block, pixels.rows()));
            Var seen = seen(layers, side, fitted, input).features();
            shape = seen.shape().clone();
            blocks[block] = Host.floats(seen.value());
        }
        shape[0] = pixels.rows();
        INDArray all = stack(blocks, pixels.rows()).reshape('c', shape);
        String name = fitted.modality().name();
        if (shape.length == 2) {
            return Features.vector(name, all);
        }
        int[] lengths = new int[pixels.rows()];
        Arrays.fill(lengths, Math.toIntExact(shape[1]));
        return Features.tokens(name, all, lengths, pixels.presence());
    }

    private static int[] block(int block, int rows) {
        return IntStream.range(block * BLOCK, Math.min(rows, (block + 1) * BLOCK))
                .toArray();
    }

    private static INDArray stack(float[][] blocks, int rows) {
        int length = Arrays.stream(blocks).mapToInt(block -> block.length).sum();
        float[] all = new float[length];
        int at = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        return Host.tensor(DataType.FLOAT, all, rows, length / rows);
    }
}
