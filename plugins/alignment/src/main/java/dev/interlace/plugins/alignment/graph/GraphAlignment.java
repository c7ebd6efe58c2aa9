package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.networks.GraphLayers;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Adjacency;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.plugins.alignment.CommonSpace;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Graph alignment: two graphs whose nodes mean the same things are embedded by one graph network, so that a few known
 * pairs (seeds) drag their neighbours along.
 *
 * <p>Use it when few pairs are known but each side knows who is near whom. It fails when the two graphs disagree, and
 * without seeds it has nothing to hold on to. With a projection per side ({@code OWN}), learned from the seeds,
 * features that are comparable already, such as names in one alphabet, are not seen to be so: of 250 countries with 50
 * seeds it finds fewer by the letters of their names than label propagation does without them, and far fewer than the
 * cosine of the names. Features of one space want one projection ({@code SHARED}).
 *
 * <p>{@code H_0 = X W_side} or {@code X W}, {@code H_l = relu(layer_l(H_{l-1}))} with the weights of the layers shared
 * by both sides, {@code z = norm(H_0 + H_L V)}. A layer hears all neighbours alike (GCN), beside itself (SAGE), by
 * attention (GAT), or by the relation that joins them (RGCN, for typed graphs; the shares of the relations belong to
 * the side, the bases to both). The loss is either the cross-entropy of each seed's partner among all nodes of the
 * other graph, in both directions, at temperature tau; or the margin by which a seed's partner is nearer than nodes
 * drawn at random: {@code max(0, margin + |z_a - z_b|_1 - |z_a' - z_b'|_1)}. With {@code rounds > 0} confident new
 * pairs become seeds of the next fit.
 *
 * <p>n nodes, d features, D width.
 *
 * <p>Reference: Kipf and Welling: Semi-Supervised Classification with Graph Convolutional Networks, ICLR 2017, eq. 2;
 * aligned as in Wang et al.: Cross-lingual Knowledge Graph Alignment via Graph Convolutional Networks, EMNLP 2018, eq.
 * 5 (MARGIN); differs from the papers in the projection per side unless it is shared, since modalities differ in width,
 * in the connection past the layers, in rows of length 1, and by default in the loss (softmax over all nodes instead of
 * a margin). The other layers are those of {@link GraphLayers}, bootstrapping is {@link Bootstrapping}'s.
 */
public final class GraphAlignment implements TrainableAlignment<GraphAlignment.Options> {
    /** How a node hears its neighbours. */
    public enum Layer {
        GCN,
        SAGE,
        GAT,
        RGCN
    }

    /** How features come into the common space. */
    public enum Projection {
        /** Each side by a matrix of its own; sides may differ in width. */
        OWN,
        /** Both sides by one matrix: what was near before stays near; sides must be of one space. */
        SHARED
    }

    /** What the seeds are asked for. */
    public enum Goal {
        INFONCE,
        MARGIN
    }

    /** Options of {@link GraphAlignment}. */
    public record Options(
            CommonSpace space,

            @Param(
                    doc = "a projection for each side, or one for both, which keeps features comparable that are so",
                    choice = "OWN")
            Projection projection,

            @Param(doc = "graph layers; each looks one edge further, many blur everything", min = 0, max = 8, init = 2)
            int layers,

            @Param(doc = "kind of the layers; RGCN tells relations apart", choice = "GCN")
            Layer layer,

            @Param(doc = "attention heads of GAT; must divide width", min = 1, max = 64, init = 4)
            int heads,

            @Param(
                    doc = "bases that the relations of RGCN share; more tells relations further apart",
                    min = 1,
                    max = 64,
                    init = 4)
            int bases,

            @Param(doc = "cross-entropy among all nodes, or a margin against drawn ones", choice = "INFONCE")
            Goal goal,

            @Param(doc = "temperature of INFONCE", min = 0.001, max = 10, init = 0.05, scale = Param.Scale.LOG)
            double temperature,

            @Param(doc = "distance by which MARGIN wants wrong pairs further apart", min = 0, max = 100, init = 3)
            double margin,

            @Param(doc = "wrong pairs of each seed in a step of MARGIN", unit = "pairs", min = 1, max = 1024, init = 10)
            int negatives,

            Rounds additions,

            @Group(defaults = {"epochs=80", "batchSize=4096", "learningRate=3e-3", "weightDecay=0.05", "patience=15"})
            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    space,
                    projection,
                    layers,
                    layer,
                    heads,
                    bases,
                    goal,
                    temperature,
                    margin,
                    negatives,
                    additions,
                    training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/graph",
                        "1.2.0",
                        "Graph alignment (GCN, GraphSAGE, GAT or R-GCN with seeds)",
                        "One graph network embeds two graphs; seed pairs drag their neighbours along",
                        Options.class)
                .withFormula(
                        "H_l = \\mathrm{relu}\\left(\\mathrm{layer}_l(H_{l-1})\\right),\\quad z = \\mathrm{norm}(H_0 + H_L V)")
                .withCapabilities(Capability.NEEDS_SEEDS, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It catches relations that no map of single rows can",
                                "alignment/graph-hits",
                                "more hits than a map fitted on the same seeds, and than the names alone"),
                        Claim.con(
                                "Without agreeing neighbours it has nothing to go by",
                                "alignment/graph-noise",
                                "hits fall to those of a map as edges are rewired"),
                        Claim.pro(
                                "Pairs that it is sure of help as seeds",
                                "alignment/graph-bootstrap",
                                "more hits with rounds than without, from the same seeds"),
                        Claim.con(
                                "A wrong pair that it is sure of misleads the next fit",
                                "alignment/graph-new-pairs",
                                "the share of right ones among new pairs falls with the threshold"))
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
                                "eq. 5"),
                        new Reference(
                                "Hamilton et al.",
                                "Inductive Representation Learning on Large Graphs",
                                "NeurIPS",
                                2017,
                                "algorithm 1"),
                        new Reference("Velickovic et al.", "Graph Attention Networks", "ICLR", 2018, "eq. 3 and 5"),
                        new Reference(
                                "Schlichtkrull et al.",
                                "Modeling Relational Data with Graph Convolutional Networks",
                                "ESWC",
                                2018,
                                "eq. 2 and 3"),
                        new Reference(
                                "Sun et al.",
                                "Bootstrapping Entity Alignment with Knowledge Graph Embedding",
                                "IJCAI",
                                2018,
                                "section 3.3"))
                .withLesson("alignment/graph");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        SeedChecks.graphsAndSeeds("alignment/graph", left, right, supervision, 2);
        if (options.layer() == Layer.GAT && options.space().width() % options.heads() != 0) {
            throw new IllegalArgumentException(
                    "alignment/graph: width " + options.space().width() + " must be a multiple of heads "
                            + options.heads() + " for the layer GAT");
        }
        if (options.projection() == Projection.SHARED && left.width() != right.width()) {
            throw new IllegalArgumentException(
                    "alignment/graph: a SHARED projection needs sides of equal width, left has " + left.width()
                            + " columns, right has " + right.width() + "; choose OWN");
        }
    }

    @Override
    public Optional<Supervision> believed(
            int round, AlignmentModel fitted, Features left, Features right, Supervision given, Options options) {
        return Bootstrapping.round(round, options.additions(), fitted, left, right, given);
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        Tape tape = layers.tape();
        Var x = tape.dropout(input.features(), options.space().dropout()); // [n, d]
        String own = side.name().toLowerCase(Locale.ROOT);
        String projection = options.projection() == Projection.SHARED ? "project" : own + ".project";
        Var start = layers.linear(projection, x, options.space().width()); // [n, D]
        Var h = start;
        for (int layer = 1; layer <= options.layers(); layer++) {
            h = layer(layers, "convolution" + layer, own, input, h, options);
        }
        if (options.layers() > 0) {
            h = tape.add(
                    start,
                    tape.linear(
                            h,
                            layers.matrix(
                                    "output",
                                    options.space().width(),
                                    options.space().width(),
                                    Start.GLOROT)));
        }
        return tape.normalize(h); // [n, D]
    }

    private static Var layer(Layers layers, String name, String side, Input input, Var h, Options options) {
        Adjacency edges = input.adjacency().orElseThrow();
        Tape tape = layers.tape();
        return switch (options.layer()) {
            case GCN ->
                GraphLayers.rectifiedConvolution(
                        layers, name, edges, h, options.space().width());
            case SAGE ->
                tape.relu(
                        GraphLayers.sage(layers, name, edges, h, options.space().width()));
            case GAT ->
                tape.relu(GraphLayers.attention(
                        layers, name, edges, h, options.space().width(), options.heads()));
            case RGCN ->
                tape.relu(GraphLayers.relational(
                        layers, name, side, edges, h, options.space().width(), options.bases()));
        };
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Var left = embed(layers, Side.LEFT, pairs.left(), options); // [n, D]
        Var right = embed(layers, Side.RIGHT, pairs.right(), options); // [m, D]
        return options.goal() == Goal.MARGIN
                ? margin(layers.tape(), left, right, pairs, options)
                : crossEntropy(layers.tape(), left, right, pairs, 1 / options.temperature());
    }

    private static Loss crossEntropy(Tape tape, Var left, Var right, Pairs pairs, double scale) {
        Var forward = tape.scale(tape.similarity(tape.take(left, pairs.leftRows()), right), scale); // [S, m]
        Var back = tape.scale(tape.similarity(tape.take(right, pairs.rightRows()), left), scale); // [S, n]
        return tape.softmaxCrossEntropy(forward, pairs.rightRows())
                .plus(1, tape.softmaxCrossEntropy(back, pairs.leftRows()));
    }

    /** Every other wrong pair keeps the seed's left node and draws the right one, the rest the other way round. */
    private static Loss margin(Tape tape, Var left, Var right, Pairs pairs, Options options) {
        SplittableRandom random = tape.randomness().split("wrong pairs").generator();
        int k = options.negatives();
        int[] wrongLeft = new int[pairs.leftRows().length * k];
        int[] wrongRight = new int[wrongLeft.length];
        for (int j = 0; j < wrongLeft.length; j++) {
            wrongLeft[j] = j % 2 == 0 ? pairs.leftRows()[j / k] : random.nextInt(left.size(0));
            wrongRight[j] = j % 2 == 1 ? pairs.rightRows()[j / k] : random.nextInt(right.size(0));
        }
        return tape.record(new RowMargin(
                difference(tape, left, pairs.leftRows(), right, pairs.rightRows()), // [S, D]
                difference(tape, left, wrongLeft, right, wrongRight), // [S k, D]
                options.margin()));
    }

    private static Var difference(Tape tape, Var left, int[] leftRows, Var right, int[] rightRows) {
        return tape.add(tape.take(left, leftRows), tape.scale(tape.take(right, rightRows), -1));
    }
}
