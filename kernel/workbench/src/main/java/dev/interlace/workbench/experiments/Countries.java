package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Graph;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.LabData;
import dev.interlace.workbench.evaluation.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The countries that ship: two knowledge graphs whose nodes are known by the letters of their names, in English and in German.
 *
 * @param left nodes of the atlas
 * @param right nodes of the other graph
 * @param leftNode the left node of each country, {@code [countries]}
 * @param rightNode the right node of each country, {@code [countries]}
 * @param groups countries of one flag or name, which are drawn together
 */
@SuppressWarnings("ArrayRecordComponent") // node numbers, handed on as they are; never compared
record Countries(Features left, Features right, int[] leftNode, int[] rightNode, List<String> groups) {
    /** Known pairs. */
    static final int SEEDS = 50;

    static Countries of(Lab lab) {
        LabData data = lab.data("data/countries");
        Raw.Nodes atlas = (Raw.Nodes) data.dataset().column("atlas");
        Raw.Nodes cldr = (Raw.Nodes) data.dataset().column("cldr");
        return new Countries(
                nodes(lab, "atlas", atlas.graph()),
                nodes(lab, "cldr", cldr.graph()),
                places(atlas),
                places(cldr),
                data.dataset().groups());
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
    Countries withoutFeatures() {
        return new Countries(plain(left), plain(right), leftNode, rightNode, groups);
    }

    private static Features plain(Features side) {
        return Features.graph(
                side.modality().name(), Nd4j.ones(side.rows(), 1), side.graph().orElseThrow());
    }

    /** The same pairs, with so large a share of the left graph's edges led anywhere. */
    Countries rewired(double share, SplittableRandom random) {
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
        return new Countries(
                Features.graph(left.modality().name(), left.values(), wrong), right, leftNode, rightNode, groups);
    }

    /**
     * Some countries as known pairs, the others to be found.
     *
     * @param known which countries are known
     * @param asked which are not
     */
    @SuppressWarnings("ArrayRecordComponent") // country numbers
    record Seeding(int[] known, int[] asked) {}

    Seeding seeding(AlignmentTrial trial, long seed) {
        int[] order = trial.random("seeds", seed).permutation(leftNode.length);
        return new Seeding(Arrays.copyOf(order, SEEDS), Arrays.copyOfRange(order, SEEDS, order.length));
    }

    Supervision supervision(Seeding seeding) {
        return Supervision.seeds(chosen(leftNode, seeding.known), chosen(rightNode, seeding.known));
    }

    /** Which of the countries asked for find their node among the {@code k} nearest of the right graph. */
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
