package dev.interlace.workbench.experiments;

import dev.interlace.learn.NeighbourGraph;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Graph;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.display.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Two graphs some of whose nodes mean the same: the countries that ship, or the given pairs with the rows that look
 * alike as neighbours.
 *
 * @param name what they are
 * @param left nodes of the one graph
 * @param right nodes of the other
 * @param leftNode the left node of each item that both have, {@code [items]}
 * @param rightNode its right node, {@code [items]}
 * @param groups items that are drawn together
 * @param seeds how many items are known
 */
@SuppressWarnings("ArrayRecordComponent") // node numbers, handed on as they are; never compared
record TwoGraphs(
        String name, Features left, Features right, int[] leftNode, int[] rightNode, List<String> groups, int seeds) {
    private static final int COUNTRIES_KNOWN = 50;
    private static final int PAIRS_KNOWN = 150;
    private static final int NEIGHBOURS = 8;

    /** Countries, and the given pairs if there are any. */
    static List<TwoGraphs> of(AlignmentTrial trial) {
        TwoGraphs countries = countries(trial.lab());
        return trial.hasSplit() ? List.of(countries, neighbours(Pairs.of(trial))) : List.of(countries);
    }

    /** Both know their nodes by the letters of their names, in English and in German. */
    private static TwoGraphs countries(Lab lab) {
        LabData data = lab.data("data/countries");
        Raw.Nodes atlas = (Raw.Nodes) data.dataset().column("atlas");
        Raw.Nodes cldr = (Raw.Nodes) data.dataset().column("cldr");
        return new TwoGraphs(
                "countries",
                nodes(lab, "atlas", atlas.graph()),
                nodes(lab, "cldr", cldr.graph()),
                places(atlas),
                places(cldr),
                data.dataset().groups(),
                COUNTRIES_KNOWN);
    }

    /** The training rows of either side, each joined with those of the largest cosine. */
    private static TwoGraphs neighbours(Pairs pairs) {
        Features left = pairs.leftOf(pairs.train());
        Features right = pairs.rightOf(pairs.train());
        int[] all = IntStream.range(0, left.rows()).toArray();
        return new TwoGraphs(
                "neighbours in " + pairs.words(),
                Features.graph(pairs.left(), left.values(), NeighbourGraph.cosine(left.values(), NEIGHBOURS)),
                Features.graph(pairs.right(), right.values(), NeighbourGraph.cosine(right.values(), NEIGHBOURS)),
                all,
                all,
                pairs.train().groups(),
                Math.min(PAIRS_KNOWN, left.rows() / 2));
    }

    private static Features nodes(Lab lab, String name, KnowledgeGraph graph) {
        List<String> labels =
                graph.nodes().stream().map(KnowledgeGraph.Node::label).toList();
        return Features.graph(
                name, lab.encode(name, "encoder/char-ngrams", labels).values(), graph.undirected());
    }

    private static int[] places(Raw.Nodes nodes) {
        return nodes.values().stream().mapToInt(OptionalInt::orElseThrow).toArray();
    }

    /** The same graphs, whose nodes all look alike. */
    TwoGraphs withoutFeatures() {
        return new TwoGraphs(name, plain(left), plain(right), leftNode, rightNode, groups, seeds);
    }

    private static Features plain(Features side) {
        return Features.graph(
                side.modality().name(), Nd4j.ones(side.rows(), 1), side.graph().orElseThrow());
    }

    /** The same pairs, with so large a share of the left graph's edges led anywhere. */
    TwoGraphs rewired(double share, SplittableRandom random) {
        Graph graph = left.graph().orElseThrow();
        int[][] edges = IntStream.range(0, graph.nodes())
                .boxed()
                .flatMap(node -> Arrays.stream(graph.column(), graph.rowStart()[node], graph.rowStart()[node + 1])
                        .filter(other -> other > node)
                        .mapToObj(other -> new int[] {node, other}))
                .toArray(int[][]::new);
        for (int[] edge : edges) {
            if (random.nextDouble() < share) {
                edge[0] = random.nextInt(graph.nodes());
                edge[1] = (edge[0] + 1 + random.nextInt(graph.nodes() - 1)) % graph.nodes();
            }
        }
        Graph wrong = Graph.undirected(graph.nodes(), edges);
        return new TwoGraphs(
                name,
                Features.graph(left.modality().name(), left.values(), wrong),
                right,
                leftNode,
                rightNode,
                groups,
                seeds);
    }

    /**
     * Some items as known pairs, the others to be found.
     *
     * @param known which items are known
     * @param asked which are not
     */
    @SuppressWarnings("ArrayRecordComponent") // item numbers
    record Seeding(int[] known, int[] asked) {}

    Seeding seeding(AlignmentTrial trial, long seed) {
        int[] order = trial.random("seeds", seed).permutation(leftNode.length);
        return new Seeding(Arrays.copyOf(order, seeds), Arrays.copyOfRange(order, seeds, order.length));
    }

    Supervision supervision(Seeding seeding) {
        return Supervision.seeds(chosen(leftNode, seeding.known), chosen(rightNode, seeding.known));
    }

    /** Which of the items asked for find their node among the {@code k} nearest of the right graph. */
    double[] hits(AlignmentModel model, Seeding seeding, int k) {
        return hits(Rows.matrix(model.similarity(left, right)), seeding, k);
    }

    /** The same by a similarity of all nodes. */
    double[] hits(double[][] similarity, Seeding seeding, int k) {
        int[] asked = chosen(leftNode, seeding.asked);
        return Hits.of(Matrices.ordered(similarity, asked), chosen(rightNode, seeding.asked), k);
    }

    List<String> groups(Seeding seeding) {
        return Arrays.stream(seeding.asked).mapToObj(groups::get).toList();
    }

    static int[] chosen(int[] of, int[] places) {
        return Arrays.stream(places).map(place -> of[place]).toArray();
    }
}
