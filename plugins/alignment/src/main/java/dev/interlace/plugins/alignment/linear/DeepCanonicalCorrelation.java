package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Group;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deep canonical correlation analysis: a network on each side, trained so that what they make of pairs correlates most
 * in total.
 *
 * <p>Use it where many pairs are known and the relation is curved: {@code alignment/kernel-cca} keeps all pairs, this
 * keeps two networks. It fails with few pairs, where networks correlate with anything; and each step must hold more
 * pairs than the common space has columns, since correlations are those of the step.
 *
 * <p>{@code f(x) = relu(...relu(x W_1 + b_1)...) W + b} on each side, loss {@code -sum_k d_k} with the singular values
 * d of {@code S11^-1/2 S12 S22^-1/2} ({@link CorrelationLoss}). That loss is the same for every linear map of an
 * output, so after training {@link CanonicalCorrelation} of the outputs over all pairs gives the last layers their
 * directions, each times its correlation. Similarity is the cosine. The history holds {@code canonical correlation} by
 * component.
 *
 * <p>B pairs of a step, o columns of the common space.
 *
 * <p>Reference: Andrew, Arora, Bilmes, Livescu: Deep Canonical Correlation Analysis, ICML 2013, eq. 10-13; differs in
 * that it is trained by steps on many pairs each, as in Wang, Arora, Livescu, Bilmes: On Deep Multi-View Representation
 * Learning, ICML 2015, section 3.1, and without pretraining.
 */
public final class DeepCanonicalCorrelation implements TrainableAlignment<DeepCanonicalCorrelation.Options> {
    private static final String ID = "alignment/deep-cca";

    /** The last layer of each network. */
    private static final String LAST = ".project";

    /** Options of {@link DeepCanonicalCorrelation}. */
    public record Options(
            @Param(
                    doc = "columns of the common space; each is a correlation that is trained",
                    min = 1,
                    max = 512,
                    init = 10)
            int width,

            @Param(doc = "units of each hidden layer", min = 1, max = 8192, init = 128)
            int hidden,

            @Param(doc = "hidden layers of each network", min = 1, max = 8, init = 2)
            int layers,

            @Param(
                    doc = "share of the hidden units of each network that a step leaves out; more regularises",
                    min = 0,
                    max = 0.9,
                    init = 0.1)
            double dropout,

            @Param(
                    doc = "added to the variance of every output; more trusts small steps less",
                    min = 0,
                    max = 1e6,
                    init = 1e-2,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double ridge,

            @Group(defaults = {"batchSize=256", "learningRate=1e-3", "patience=10", "holdout=0.15"})
            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(Options.class, width, hidden, layers, dropout, ridge, training);
            training.requireBatch(2);
            if (training.batchSize() <= width) {
                throw new IllegalArgumentException("Options.batchSize must be above width, since correlations are those"
                        + " of a step; got " + training.batchSize() + " with " + width);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Deep canonical correlation analysis",
                        "Two networks whose outputs of pairs correlate most",
                        Options.class)
                .withFormula("\\max_{f, g}\\; \\left\\lVert C_{ff}^{-1/2}\\, C_{fg}\\, C_{gg}^{-1/2} \\right\\rVert_*")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.VARIABLE_LENGTH)
                .withClaims(
                        Claim.pro(
                                "It finds curved relations",
                                "alignment/curved",
                                "more recall than CCA where one side is rolled up"),
                        Claim.con(
                                "With few pairs everything correlates",
                                "alignment/pairs-needed",
                                "fitted pairs are found, unseen ones at least half less often"))
                .withUseCases("Many pairs whose relation is curved, such as speech with articulation")
                .withReferences(
                        new Reference(
                                "Andrew, Arora, Bilmes, Livescu",
                                "Deep Canonical Correlation Analysis",
                                "ICML",
                                2013,
                                "eq. 10-13"),
                        new Reference(
                                "Wang, Arora, Livescu, Bilmes",
                                "On Deep Multi-View Representation Learning",
                                "ICML",
                                2015,
                                "section 3.1"))
                .withLesson("alignment/linear");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        Checks.noGraph(ID, left);
        Checks.noGraph(ID, right);
        PairChecks.needsPairs(ID, left, right, supervision, 2);
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        Tape tape = layers.tape();
        String name = name(side);
        Var x = input.isSequence() ? tape.meanTokens(input.features(), input.lengths()) : input.features(); // [B, d]
        for (int layer = 1; layer <= options.layers(); layer++) {
            x = tape.dropout(layers.dense(name + ".hidden" + layer, x, options.hidden()), options.dropout());
        }
        return layers.linear(name + LAST, x, options.width()); // [B, o]
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Var left = embed(layers, Side.LEFT, pairs.left(), options);
        Var right = embed(layers, Side.RIGHT, pairs.right(), options);
        return layers.tape()
                .record(new CorrelationLoss(
                        layers.tape().take(left, pairs.leftRows()),
                        layers.tape().take(right, pairs.rightRows()),
                        options.ridge()));
    }

    @Override
    public Var similarity(Layers layers, Input left, Input right, Options options) {
        Tape tape = layers.tape();
        return tape.similarity(
                tape.normalize(embed(layers, Side.LEFT, left, options)),
                tape.normalize(embed(layers, Side.RIGHT, right, options)));
    }

    @Override
    public AlignmentModel fit(
            Features left, Features right, Supervision supervision, Options options, FitContext context) {
        AlignmentModel trained = TrainableAlignment.super.fit(left, right, supervision, options, context);
        Optional<Supervision.Seeds> seeds =
                supervision instanceof Supervision.Seeds some ? Optional.of(some) : Optional.empty();
        INDArray x = outputs(trained.embed(Side.LEFT, left), seeds.map(Supervision.Seeds::left));
        INDArray y = outputs(trained.embed(Side.RIGHT, right), seeds.map(Supervision.Seeds::right));
        Optional<Side> dead =
                constant(x) ? Optional.of(Side.LEFT) : constant(y) ? Optional.of(Side.RIGHT) : Optional.empty();
        ModelFile file = file(trained);
        if (dead.isPresent()) {
            String warning = "the " + name(dead.get()) + " network answers all " + x.size(0)
                    + " pairs alike, so nothing correlates: its inputs do not vary, or its units died (choose a larger"
                    + " hidden, fewer layers or a smaller learningRate)";
            return load(
                    file, new History(Map.of("canonical correlation", List.of(0.0)), List.of(warning)), file.arrays());
        }
        INDArray meanX = PairedColumns.means(x);
        INDArray meanY = PairedColumns.means(y);
        CanonicalVariates found = CanonicalVariates.of(x.sub(meanX), y.sub(meanY), options.ridge(), context);
        Map<String, INDArray> arrays = new LinkedHashMap<>(file.arrays());
        turn(arrays, Side.LEFT, meanX, found.left(), found.correlations());
        turn(arrays, Side.RIGHT, meanY, found.right(), found.correlations());
        List<Double> rho = Arrays.stream(found.correlations()).boxed().toList();
        return load(file, new History(Map.of("canonical correlation", rho), List.of()), arrays);
    }

    private static ModelFile file(AlignmentModel trained) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            trained.save(bytes);
            return ModelFile.load(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The trained model with these arrays, and with what was found after training added to its history. */
    private AlignmentModel load(ModelFile file, History found, Map<String, INDArray> arrays) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ModelFile(file.provenance(), file.history().and("", found), file.notes(), arrays).save(bytes);
            return load(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether every row is the first, as where all units of a layer are 0. */
    private static boolean constant(INDArray rows) {
        return rows.eq(rows.getRow(0, true).broadcast(rows.shape())).all();
    }

    /** The outputs of the pairs' rows, {@code [pairs, o]}. */
    private static INDArray outputs(INDArray embeddings, Optional<int[]> rows) {
        double[] all = Host.doubles(embeddings);
        INDArray values = Nd4j.createFromArray(all).reshape('c', embeddings.shape());
        return rows.map(values::getRows).orElse(values);
    }

    /**
     * The last layer of a side followed by {@code (z - mean) A diag(rho)}: {@code W A', (b - mean) A'}; columns that do
     * not exist become 0.
     */
    private static void turn(
            Map<String, INDArray> arrays, Side side, INDArray mean, INDArray directions, double[] rho) {
        String layer = "parameter/" + name(side) + LAST;
        INDArray weight = Optional.ofNullable(arrays.get(layer + ".weight")).orElseThrow();
        INDArray bias = Optional.ofNullable(arrays.get(layer + ".bias")).orElseThrow();
        int width = (int) weight.size(1);
        INDArray scaled = Spectral.first(directions, rho.length).mul(Spectral.row(rho)); // [o, k]
        INDArray turn = rho.length == width
                ? scaled
                : Nd4j.hstack(scaled, Nd4j.zeros(DataType.DOUBLE, width, width - rho.length)); // [o, o]
        arrays.put(layer + ".weight", product(weight.castTo(DataType.DOUBLE), turn));
        arrays.put(layer + ".bias", product(bias.castTo(DataType.DOUBLE).sub(mean), turn));
    }

    private static INDArray product(INDArray a, INDArray b) {
        return a.mmul(b).castTo(DataType.FLOAT).dup('c');
    }

    private static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
