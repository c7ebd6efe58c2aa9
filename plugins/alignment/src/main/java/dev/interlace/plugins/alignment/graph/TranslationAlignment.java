package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.Graph;
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
 * Alignment of two knowledge graphs by translations: in each graph a relation is a vector that leads from head to tail,
 * and a linear map learned from seeds leads from the one graph's nodes to the other's.
 *
 * <p>Use it where facts with relations are all there is: features of nodes are not looked at. It fails where nodes have
 * few facts, with relations that join one node with many (they cannot all be in one place), and with fewer seeds than
 * columns. It is a baseline: graph networks usually find more.
 *
 * <p>For each fact {@code (h, r, t)} and facts with a wrong head or tail {@code max(0, margin + |h + r - t|_1 - |h' + r
 * - t'|_1)}, for each seed {@code (a, b)} {@code seedWeight |M a - b|^2}; nodes have length 1. A graph without
 * relations counts as one relation.
 *
 * <p>n nodes, R relations, D width.
 *
 * <p>Reference: Chen et al.: Multilingual Knowledge Graph Embeddings for Cross-lingual Knowledge Alignment, IJCAI 2017,
 * linear transforms (variant 4, for nodes); differs from the paper in the margin against wrong facts (Bordes et al.
 * 2013, eq. 1), without which all nodes may meet, and in the square of the seeds' distance.
 */
public final class TranslationAlignment implements TrainableAlignment<TranslationAlignment.Options> {
    private static final String ID = "alignment/mtranse";

    /** Options of {@link TranslationAlignment}. */
    public record Options(
            @Param(doc = "width of the space of nodes and relations", min = 1, max = 4096, init = 32)
            int width,

            @Param(doc = "distance by which wrong facts shall be longer", min = 0, max = 100, init = 2)
            double margin,

            @Param(doc = "wrong facts of each fact in a step", unit = "facts", min = 1, max = 1024, init = 2)
            int negatives,

            @Param(doc = "weight of the seeds beside the facts", min = 0, max = 1e6, init = 5)
            double seedWeight,

            Rounds additions,

            @Group(
                    defaults = {
                        "epochs=300",
                        "batchSize=4096",
                        "learningRate=0.02",
                        "weightDecay=1e-4",
                        "patience=50",
                        "holdout=0"
                    })
            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(Options.class, width, margin, negatives, seedWeight, additions, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Translations with a map (MTransE)",
                        "Relations are translations in each graph; seeds fit a linear map between the graphs",
                        Options.class)
                .withFormula(
                        "\\sum_{(h,r,t)} \\max(0, \\gamma + |h + r - t|_1 - |h' + r - t'|_1) + w \\sum_{(a,b)} \\|M a - b\\|^2")
                .withCapabilities(Capability.NEEDS_SEEDS, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It needs facts alone, no features of nodes",
                                "alignment/graph-facts",
                                "hits above twice chance on graphs whose nodes have no features"),
                        Claim.con(
                                "Facts alone say less than facts with features",
                                "alignment/graph-hits",
                                "fewer hits than alignment/graph where nodes have names"))
                .withUseCases("Knowledge graphs")
                .withReferences(
                        new Reference(
                                "Chen et al.",
                                "Multilingual Knowledge Graph Embeddings for Cross-lingual Knowledge Alignment",
                                "IJCAI",
                                2017,
                                "linear transforms, variant 4"),
                        new Reference(
                                "Bordes et al.",
                                "Translating Embeddings for Modeling Multi-relational Data",
                                "NeurIPS",
                                2013,
                                "eq. 1"),
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
        SeedChecks.graphsAndSeeds(ID, left, right, supervision, 2);
        requireFacts(left);
        requireFacts(right);
    }

    private static void requireFacts(Features features) {
        if (features.graph().orElseThrow().edges() == 0) {
            throw new IllegalArgumentException(ID + ": the graph of '"
                    + features.modality().name() + "' has no edges, and facts are all that this method learns from");
        }
    }

    @Override
    public Optional<Supervision> believed(
            int round, AlignmentModel fitted, Features left, Features right, Supervision given, Options options) {
        return Bootstrapping.round(round, options.additions(), fitted, left, right, given);
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        return mapped(layers, side, nodes(layers, side, input, options), options);
    }

    /** The nodes of one graph, of length 1: {@code [n, D]}. */
    private static Var nodes(Layers layers, Side side, Input input, Options options) {
        int n = input.adjacency().orElseThrow().graph().nodes();
        return layers.tape().normalize(layers.matrix(name(side) + ".nodes", n, options.width(), Start.GLOROT));
    }

    private static Var mapped(Layers layers, Side side, Var nodes, Options options) {
        return side == Side.RIGHT
                ? nodes
                : layers.tape()
                        .normalize(layers.tape()
                                .linear(nodes, layers.matrix("map", options.width(), options.width(), Start.GLOROT)));
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Tape tape = layers.tape();
        Var left = nodes(layers, Side.LEFT, pairs.left(), options); // [n, D]
        Var right = nodes(layers, Side.RIGHT, pairs.right(), options); // [m, D]
        Var map = layers.matrix("map", options.width(), options.width(), Start.GLOROT);
        Loss seeds = tape.squaredError(
                tape.linear(tape.take(left, pairs.leftRows()), map), tape.take(right, pairs.rightRows()));
        return facts(layers, Side.LEFT, pairs.left(), left, options)
                .plus(1, facts(layers, Side.RIGHT, pairs.right(), right, options))
                .plus(options.seedWeight(), seeds);
    }

    /** Every other wrong fact has a wrong head, the rest a wrong tail. */
    private static Loss facts(Layers layers, Side side, Input input, Var nodes, Options options) {
        Tape tape = layers.tape();
        Graph graph = input.adjacency().orElseThrow().graph();
        Var relations =
                layers.matrix(name(side) + ".relations", Math.max(1, graph.relations()), options.width(), Start.GLOROT);
        int facts = graph.edges();
        int k = options.negatives();
        int[] head = new int[facts];
        int[] relation = graph.isTyped() ? graph.relation() : new int[facts];
        int[] wrongHead = new int[facts * k];
        int[] wrongTail = new int[facts * k];
        int[] sameRelation = new int[facts * k];
        SplittableRandom random = tape.randomness().split(name(side) + " facts").generator();
        for (int i = 0; i < graph.nodes(); i++) {
            for (int edge = graph.rowStart()[i]; edge < graph.rowStart()[i + 1]; edge++) {
                head[edge] = i;
                for (int j = edge * k; j < (edge + 1) * k; j++) {
                    sameRelation[j] = relation[edge];
                    wrongHead[j] = j % 2 == 0 ? random.nextInt(graph.nodes()) : i;
                    wrongTail[j] = j % 2 == 1 ? random.nextInt(graph.nodes()) : graph.column()[edge];
                }
            }
        }
        return tape.record(new RowMargin(
                translated(tape, nodes, relations, head, relation, graph.column()), // [facts, D]
                translated(tape, nodes, relations, wrongHead, sameRelation, wrongTail), // [facts k, D]
                options.margin()));
    }

    /** {@code h + r - t} of each fact. */
    private static Var translated(Tape tape, Var nodes, Var relations, int[] head, int[] relation, int[] tail) {
        Var moved = tape.add(tape.take(nodes, head), tape.take(relations, relation));
        return tape.add(moved, tape.scale(tape.take(nodes, tail), -1));
    }

    private static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
