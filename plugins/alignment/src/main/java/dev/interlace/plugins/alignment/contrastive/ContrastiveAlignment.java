package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.plugins.alignment.CommonSpace;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Locale;
import java.util.Optional;

/**
 * Contrastive alignment with two towers: each modality is brought to a common sphere, where pairs are pulled together
 * and, by most losses, all other combinations of a batch are pushed apart.
 *
 * <p>Use it for retrieval between modalities when pairs are known. It fails with small batches (few negatives: a queue
 * of past embeddings gives more), with captions that occur twice (a true match counts as a negative: mask it), and it
 * needs pairs.
 *
 * <p>{@code z = f(x) / |f(x)|}. The tower f of a vector is linear with {@code hidden = 0}, else a network with one
 * hidden layer; that of a sequence is the same on the mean of its tokens, padding left out; that of a picture begins
 * with a small convolutional network ({@link dev.interlace.learn.networks.ConvNet}), which is trained with the rest. A
 * picture that a pretrained encoder has made a vector of is a vector: then the encoder stays as it is. Training it
 * wants many pairs; with a thousand, features of a pretrained network that stands still find more (measured in the
 * package's lesson).
 *
 * <p>The loss is any plugin {@code loss/...} of the registry, on the projections {@code f(x)}; each says whether it
 * brings rows to length 1. By default, symmetric InfoNCE: {@code s_ij = exp(logScale) z_i . z'_j}, loss = mean of the
 * cross-entropies of rows and columns with the diagonal as truth. The temperature {@code 1 / exp(logScale)} is trained
 * and kept in {@code [1 / maxScale, 1]}.
 *
 * <p>B batch, D width.
 *
 * <p>Reference: Radford et al.: Learning Transferable Visual Models From Natural Language Supervision, ICML 2021,
 * figure 3; differs from the paper in its encoders: given features with a projection, or a small network. Those of the
 * other losses stand with them, that of the queue with {@link QueuedInfoNce}.
 */
public final class ContrastiveAlignment implements TrainableAlignment<ContrastiveAlignment.Options> {
    private static final String INFONCE = "loss/infonce";

    /** The loss of a fit; before a fit the options name it. */
    private final Optional<AlignmentLoss<?>> given;

    /** For {@link java.util.ServiceLoader}. */
    public ContrastiveAlignment() {
        this(Optional.empty());
    }

    private ContrastiveAlignment(Optional<AlignmentLoss<?>> given) {
        this.given = given;
    }

    /** Which other pairs are no negatives of a pair. */
    public enum FalseNegatives {
        /** None: all other pairs are negatives. */
        NONE,
        /** Those of the same group, {@link dev.interlace.spi.FitContext#groups}. */
        GROUPS,
        /** Those whose left features are equal: one text, several pictures. */
        SAME_LEFT,
        /** Those whose right features are equal. */
        SAME_RIGHT
    }

    /** Options of {@link ContrastiveAlignment}. */
    public record Options(
            @Param(
                    doc = "id of the loss that trains the towers, for instance loss/triplet; its name alone will do",
                    choice = INFONCE)
            String loss,

            @Param(
                    doc = "pairs that are no negatives of each other; with loss/supcon they are positives",
                    choice = "NONE")
            FalseNegatives falseNegatives,

            @Param(
                    doc = "past embeddings kept as further negatives; 0 is off, above 0 needs loss/infonce",
                    unit = "pairs",
                    min = 0,
                    max = 1048576,
                    init = 0)
            int queue,

            CommonSpace space,

            @Param(doc = "hidden units of each tower; 0 is a linear projection", min = 0, max = 8192, init = 256)
            int hidden,

            @Param(
                    doc = "temperature of a loss that has one: where it starts, or its fixed value",
                    min = 0.01,
                    max = 1,
                    init = 0.07,
                    scale = Param.Scale.LOG)
            double temperature,

            @Param(doc = InfoNceLoss.MAX_SCALE, min = 2, max = 10000, init = 100, scale = Param.Scale.LOG)
            double maxScale,

            @Param(
                    doc = "margin of a loss that has one: squared distance of loss/triplet, cosine of loss/vse",
                    min = 0,
                    max = 2,
                    init = 0.2)
            double margin,

            @Param(doc = "further options of the loss, such as invariance=10, variance=10; empty leaves its defaults")
            String lossOptions,

            @Group(
                    defaults = {
                        "epochs=40",
                        "batchSize=256",
                        "learningRate=1e-3",
                        "weightDecay=0.1",
                        "patience=10",
                        "holdout=0"
                    })
            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    loss,
                    falseNegatives,
                    queue,
                    space,
                    hidden,
                    temperature,
                    maxScale,
                    margin,
                    lossOptions,
                    training);
            training.requireBatch(2);
            if (queue > 0 && !id(loss).equals(INFONCE)) {
                throw new IllegalArgumentException("Options.queue must be 0 unless Options.loss is " + INFONCE
                        + ", got queue = " + queue + " with " + loss);
            }
            if (LossOptions.of(lossOptions).containsKey("smoothing") && queue > 0) { // a wrong text is told here
                throw new IllegalArgumentException("Options.lossOptions: smoothing spreads the target over the pairs of"
                        + " a batch; set queue to 0, got " + queue);
            }
            if (temperature < 1 / maxScale) {
                throw new IllegalArgumentException(
                        "Options.temperature must be at least 1 / maxScale = " + 1 / maxScale + ", got " + temperature);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/contrastive",
                        "1.3.0",
                        "Contrastive alignment",
                        "Two towers to one sphere; pairs together, all other combinations apart",
                        Options.class)
                .withFormula(
                        "L = -\\frac{1}{2B}\\sum_i \\log\\frac{e^{s_{ii}}}{\\sum_j e^{s_{ij}}} + \\log\\frac{e^{s_{ii}}}{\\sum_j e^{s_{ji}}},\\quad s_{ij} = z_i \\cdot z'_j / \\tau")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.VARIABLE_LENGTH)
                .withClaims(
                        Claim.pro(
                                "Pairs alone, without labels, give embeddings that serve retrieval",
                                "alignment/retrieval",
                                "recall above twice chance on unseen pairs"),
                        Claim.pro(
                                "It works with few labels",
                                "alignment/label-efficiency",
                                "above raw features at the same number of labels"),
                        Claim.con(
                                "Look-alikes in a batch count as negatives",
                                "alignment/false-negatives",
                                "masking them raises recall"))
                .withUseCases("Search of pictures by text and of text by pictures")
                .withReferences(
                        new Reference(
                                "Radford et al.",
                                "Learning Transferable Visual Models From Natural Language Supervision",
                                "ICML",
                                2021,
                                "figure 3"),
                        new Reference(
                                "Wang et al.",
                                "Cross-Batch Memory for Embedding Learning",
                                "CVPR",
                                2020,
                                "algorithm 1 (the queue)"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        Checks.noGraph("alignment/contrastive", left);
        Checks.noGraph("alignment/contrastive", right);
        PairChecks.needsPairs("alignment/contrastive", left, right, supervision, 2);
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        return layers.tape().normalize(project(layers, side, input, options)); // [B, D]
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Sides sides = new Sides(
                project(layers, Side.LEFT, pairs.left(), options),
                project(layers, Side.RIGHT, pairs.right(), options),
                labels(pairs, options));
        return options.queue() > 0
                ? QueuedInfoNce.of(layers, sides, options.queue(), options.temperature(), options.maxScale())
                : loss(given.orElseGet(() -> loss(FitContext.seeded(0), options)), layers, sides, options);
    }

    private static <P extends Record> Loss loss(AlignmentLoss<P> loss, Layers layers, Sides sides, Options options) {
        return loss.loss(layers, sides, LossOptions.parse(loss, options));
    }

    private static AlignmentLoss<?> loss(FitContext context, Options options) {
        return context.method(AlignmentLoss.class, id(options.loss()));
    }

    /** The id of a loss by its id, its name, or the name of a constant, as options of earlier models hold it. */
    private static String id(String loss) {
        return loss.contains("/")
                ? loss
                : "loss/" + loss.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public AlignmentModel fit(
            Features left, Features right, Supervision supervision, Options options, FitContext context) {
        if (given.isPresent()) {
            return TrainableAlignment.super.fit(left, right, supervision, options, context);
        }
        AlignmentLoss<?> loss = loss(context, options);
        LossOptions.parse(loss, options); // a wrong option is told before training
        return new ContrastiveAlignment(Optional.of(loss)).fit(left, right, supervision, options, context);
    }

    /** What each pair shows, by a number that is the same in every step; empty where that is only itself. */
    private static int[] labels(Pairs pairs, Options options) {
        return switch (options.falseNegatives()) {
            case NONE -> options.queue() > 0 ? pairs.numbers() : new int[0];
            case GROUPS -> pairs.groups();
            case SAME_LEFT -> pairs.leftContents();
            case SAME_RIGHT -> pairs.rightContents();
        };
    }

    /** A side before it is brought to length 1: {@code [B, d]} or {@code [B, T, d] -> [B, D]}. */
    private static Var project(Layers layers, Side side, Input input, Options options) {
        Tape tape = layers.tape();
        String name = side.name().toLowerCase(Locale.ROOT);
        Var x = input.isSequence() ? tape.meanTokens(input.features(), input.lengths()) : input.features(); // [B, d]
        x = tape.dropout(x, options.space().dropout());
        if (options.hidden() > 0) {
            x = tape.dropout(
                    layers.dense(name + ".hidden", x, options.hidden()),
                    options.space().dropout());
        }
        return layers.linear(name + ".project", x, options.space().width()); // [B, D]
    }
}
