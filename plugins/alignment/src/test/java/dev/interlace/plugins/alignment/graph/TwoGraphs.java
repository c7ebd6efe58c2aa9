package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Graph;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** A typed graph and the same facts with other numbers of nodes and disturbed features; every fourth pair is known. */
@SuppressWarnings("ArrayRecordComponent") // node numbers; never compared
record TwoGraphs(Features left, Features right, Supervision.Seeds seeds, int[] truth) {
    private static final int WIDTH = 6;

    /**
     * Each node has an edge of relation 0 and two of relation 1 to nodes drawn at random; right features carry that
     * much noise.
     */
    static TwoGraphs planted(long seed, int nodes, double noise) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] place = new SeedSource(seed).permutation(nodes);
        int[][] facts = new int[3 * nodes][];
        for (int i = 0; i < facts.length; i++) {
            facts[i] = new int[] {i / 3, i % 3 == 0 ? 0 : 1, random.nextInt(nodes)};
        }
        int[][] moved = Arrays.stream(facts)
                .map(f -> new int[] {place[f[0]], f[1], place[f[2]]})
                .toArray(int[][]::new);
        float[] x = new float[nodes * WIDTH];
        float[] y = new float[nodes * WIDTH];
        for (int i = 0; i < nodes; i++) {
            for (int c = 0; c < WIDTH; c++) {
                x[i * WIDTH + c] = (float) random.nextGaussian();
                y[place[i] * WIDTH + c] = (float) (x[i * WIDTH + c] + noise * random.nextGaussian());
            }
        }
        int[] known = IntStream.range(0, nodes).filter(i -> i % 4 == 0).toArray();
        return new TwoGraphs(
                Features.graph("left", Host.tensor(DataType.FLOAT, x, nodes, WIDTH), Graph.typed(nodes, facts)),
                Features.graph("right", Host.tensor(DataType.FLOAT, y, nodes, WIDTH), Graph.typed(nodes, moved)),
                new Supervision.Seeds(
                        known, Arrays.stream(known).map(i -> place[i]).toArray()),
                place);
    }

    TwoGraphs withoutEdges() {
        Graph none = Graph.undirected(left.rows(), new int[0][]);
        return new TwoGraphs(Features.graph("left", left.values(), none), right, seeds, truth);
    }

    /** The share of left nodes that are no seeds whose partner is the most similar right node. */
    double hits(AlignmentModel model) {
        return ranks(model).filter(rank -> rank == 0).count() / (0.75 * left.rows());
    }

    /** The mean over left nodes that are no seeds of the share of right nodes more similar than the partner. */
    double meanRank(AlignmentModel model) {
        return ranks(model).average().orElseThrow() / right.rows();
    }

    private IntStream ranks(AlignmentModel model) {
        float[] s = Host.floats(model.similarity(left, right));
        int m = right.rows();
        return IntStream.range(0, left.rows()).filter(i -> i % 4 != 0).map(i -> (int) IntStream.range(0, m)
                .filter(j -> j != truth[i] && s[i * m + j] >= s[i * m + truth[i]])
                .count());
    }
}
