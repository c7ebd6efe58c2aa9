package dev.interlace.plugins.alignment;

import dev.interlace.learn.Inputs.Input;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Loss;
import dev.interlace.learn.Parameters.Start;
import dev.interlace.learn.Tape;
import dev.interlace.learn.TrainableAlignment;
import dev.interlace.learn.TrainingOptions;
import dev.interlace.learn.Var;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Locale;

/**
 * Graph alignment: two graphs whose nodes mean the same things are embedded by one graph convolutional network, so that a few known
 * pairs (seeds) drag their neighbours along.
 *
 * <p>Use it when few pairs are known but each side knows who is near whom. It fails when the two graphs disagree, and without seeds it
 * has nothing to hold on to.
 *
 * <p>{@code H_0 = X W_side}, {@code H_l = relu(A H_{l-1} W_l)} with {@code A = D^-1/2 (adjacency + I) D^-1/2} and the weights {@code W_l}
 * shared by both sides, {@code z = norm(H_0 + H_L V)}. The loss is the cross-entropy of each seed's partner among all nodes of the other
 * graph, in both directions, at temperature tau.
 *
 * <p>n nodes, d features, D width.
 *
 * <p>Reference: Kipf and Welling: Semi-Supervised Classification with Graph Convolutional Networks, ICLR 2017, eq. 2; aligned as in Wang et
 * al.: Cross-lingual Knowledge Graph Alignment via Graph Convolutional Networks, EMNLP 2018, section 4; differs from the papers in the
 * loss (softmax over all nodes instead of a margin), in the projection per side, since modalities differ in width, and in the
 * connection past the convolutions.
 */
public final class GraphAlignment implements TrainableAlignment<GraphAlignment.Options> {
    /** Options of {@link GraphAlignment}. */
    public record Options(
            @Param(doc = "width of the common space", min = 1, max = 4096, init = 128)
            int width,

            @Param(
                    doc = "graph convolutions; each looks one edge further, many blur everything",
                    min = 0,
                    max = 8,
                    init = 2)
            int layers,

            @Param(doc = "temperature of the loss", min = 0.001, max = 10, init = 0.05, scale = Param.Scale.LOG)
            double temperature,

            @Param(doc = "share of features dropped in training; more regularises", min = 0, max = 0.9, init = 0.3)
            double dropout,

            @Param(
                    doc = "passes over the seeds at most; each pass computes both graphs",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 80)
            int epochs,

            @Param(doc = "seeds in a step", unit = "pairs", min = 1, max = 1048576, init = 4096)
            int batchSize,

            @Param(
                    doc = "step size of Adam",
                    min = 0,
                    max = 1,
                    init = 3e-3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double learningRate,

            @Param(doc = "decoupled weight decay; more regularises", min = 0, max = 10, init = 0.05)
            double weightDecay,

            @Param(
                    doc = "epochs without a better validation loss before training stops",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 15)
            int patience,

            @Param(doc = "share of seeds held out for early stopping", min = 0, max = 0.5, init = 0.15)
            double holdout)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    width,
                    layers,
                    temperature,
                    dropout,
                    epochs,
                    batchSize,
                    learningRate,
                    weightDecay,
                    patience,
                    holdout);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/graph",
                        "1.0.0",
                        "Graph alignment (GCN with seeds)",
                        "One graph convolutional network embeds two graphs; seed pairs drag their neighbours along",
                        Options.class)
                .withFormula(
                        "H_l = \\mathrm{relu}\\left(D^{-1/2}(A + I)D^{-1/2} H_{l-1} W_l\\right),\\quad z = \\mathrm{norm}(H_0 + H_L V)")
                .withCapabilities(Capability.NEEDS_SEEDS, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It catches relations that no map of single rows can",
                                "alignment/graph-seeds",
                                "more hits than a map fitted on the same seeds"),
                        Claim.con(
                                "Without agreeing neighbours it has nothing to go by",
                                "alignment/graph-noise",
                                "hits fall to those of a map as edges are rewired"))
                .withUseCases("Knowledge graphs, video understanding")
                .withReferences(
                        new Reference(
                                "Kipf and Welling",
                                "Semi-Supervised Classification with Graph Convolutional Networks",
                                "ICLR",
                                2017,
                                "eq. 2"),
                        new Reference(
                                "Wang et al.",
                                "Cross-lingual Knowledge Graph Alignment via Graph Convolutional Networks",
                                "EMNLP",
                                2018,
                                "section 4"))
                .withLesson("alignment/graph");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        requireGraph(left);
        requireGraph(right);
        if (!(supervision instanceof Supervision.Seeds)) {
            throw new IllegalArgumentException(
                    "alignment/graph needs seeds: give Supervision.seeds(left nodes, right nodes), got "
                            + supervision.getClass().getSimpleName());
        }
        PairChecks.needsPairs("alignment/graph", left, right, supervision, 2);
    }

    private static void requireGraph(Features features) {
        if (features.modality().kind() != Modality.Kind.GRAPH) {
            throw new IllegalArgumentException(
                    "alignment/graph: '" + features.modality().name() + "' must be of kind GRAPH, got "
                            + features.modality().kind()
                            + "; make one with Features.graph, for instance over NeighbourGraph.cosine");
        }
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        Tape tape = layers.tape();
        Var x = tape.dropout(input.features(), options.dropout()); // [n, d]
        Var start = layers.linear(side.name().toLowerCase(Locale.ROOT) + ".project", x, options.width()); // [n, D]
        Var h = start;
        for (int layer = 1; layer <= options.layers(); layer++) {
            Var w = layers.matrix("convolution" + layer, options.width(), options.width(), Start.GLOROT);
            h = tape.relu(tape.propagate(input.propagation().orElseThrow(), tape.linear(h, w))); // A (H W)
        }
        if (options.layers() > 0) {
            h = tape.add(
                    start, tape.linear(h, layers.matrix("output", options.width(), options.width(), Start.GLOROT)));
        }
        return tape.normalize(h); // [n, D]
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Tape tape = layers.tape();
        Var left = embed(layers, Side.LEFT, pairs.left(), options); // [n, D]
        Var right = embed(layers, Side.RIGHT, pairs.right(), options); // [m, D]
        double scale = 1 / options.temperature();
        Var forward = tape.scale(tape.similarity(tape.take(left, pairs.leftRows()), right), scale); // [S, m]
        Var back = tape.scale(tape.similarity(tape.take(right, pairs.rightRows()), left), scale); // [S, n]
        return tape.softmaxCrossEntropy(forward, pairs.rightRows())
                .plus(1, tape.softmaxCrossEntropy(back, pairs.leftRows()));
    }
}
