package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Supervision;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class LabelPropagationTest {
    private static final LabelPropagation METHOD = new LabelPropagation();

    private static Features graph(String name, Graph graph) {
        return Features.graph(name, Nd4j.ones(graph.nodes(), 1), graph);
    }

    private static AlignmentModel fit(Graph left, Graph right, Supervision seeds, LabelPropagation.Options options) {
        return METHOD.fit(graph("left", left), graph("right", right), seeds, options, FitContext.seeded(1));
    }

    private static LabelPropagation.Options usual() {
        return METHOD.descriptor().schema().defaults();
    }

    @Test
    void thePropagationOnAPathIsThatOfTheInverse() {
        // path 0 - 1 - 2 with seeds 0 and 2 and alpha 1/2: F = (1 - a) (I - a S)^-1 Y; S_01 = S_12 = 1 / sqrt 2 = s, so
        // with f = F's column of seed 0: f0 = a s f1 + (1 - a), f1 = a s (f0 + f2), f2 = a s f1; 1 - a = 1/2
        // f1 = a s (2 a s f1 + 1/2) -> f1 (1 - 2 a^2 s^2) = a s / 2; a^2 s^2 = 1/8 -> f1 = (2 / 3) a s = sqrt 2 / 6
        // f2 = a s f1 = (sqrt 2 / 4) (sqrt 2 / 6) = 1 / 12, f0 = 1 / 12 + 1 / 2 = 7 / 12
        Graph path = Graph.undirected(3, new int[][] {{0, 1}, {1, 2}});
        AlignmentModel model = fit(
                path,
                path,
                Supervision.seeds(new int[] {0, 2}, new int[] {2, 0}),
                new LabelPropagation.Options(0.5, 1000, 1e-9));
        double[] f = Host.doubles(model.embed(Side.LEFT, graph("left", path)));
        double length = Math.sqrt(7 * 7 + 1) / 12;
        double[] expected = {
            7 / 12.0 / length, 1 / 12.0 / length, Math.sqrt(0.5), Math.sqrt(0.5), 1 / 12.0 / length, 7 / 12.0 / length
        };
        assertArrayEquals(expected, f, 1e-6);
        // node 0 of left is node 2 of right
        double[] s = Host.doubles(model.similarity(graph("left", path), graph("right", path)));
        assertEquals(1, s[2], 1e-6);
        assertEquals(14 / 50.0, s[0], 1e-6);
    }

    @Test
    void whatNoSeedReachesStaysZero() {
        Graph parts = Graph.undirected(5, new int[][] {{0, 1}, {2, 3}}); // node 4 alone, 2 and 3 without a seed
        AlignmentModel model = fit(parts, parts, Supervision.seeds(new int[] {0}, new int[] {1}), usual());
        assertArrayEquals(
                new double[] {1, 1, 0, 0, 0}, Host.doubles(model.embed(Side.LEFT, graph("left", parts))), 1e-6);
    }

    @Test
    void aGraphWithoutEdgesKnowsItsSeedsAlone() {
        Graph none = Graph.undirected(2, new int[0][]);
        AlignmentModel model = fit(none, none, Supervision.seeds(new int[] {1}, new int[] {0}), usual());
        assertArrayEquals(new double[] {0, 1}, Host.doubles(model.embed(Side.LEFT, graph("left", none))), 0);
    }

    @Test
    void tooFewRoundsAreAWarning() {
        Graph path = Graph.undirected(3, new int[][] {{0, 1}, {1, 2}});
        AlignmentModel model = fit(
                path,
                path,
                Supervision.seeds(new int[] {0}, new int[] {0}),
                new LabelPropagation.Options(0.9, 1, 1e-9));
        assertEquals(2, model.history().warnings().size());
        assertTrue(
                model.history().warnings().get(0).startsWith("labels still moved by")
                        && model.history().warnings().get(0).endsWith("in 'left' after 1 rounds; more rounds may help"),
                model.history().warnings().toString());
    }

    @Test
    void anotherGraphThanTheFittedOneIsRejected() {
        Graph path = Graph.undirected(3, new int[][] {{0, 1}, {1, 2}});
        AlignmentModel model = fit(path, path, Supervision.seeds(new int[] {0}, new int[] {0}), usual());
        assertEquals(
                "alignment/label-propagation: the fitted graph has 3 nodes, got 4; this method embeds the graph that it was"
                        + " fitted on",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> model.embed(Side.LEFT, graph("left", Graph.undirected(4, new int[0][]))))
                        .getMessage());
        Graph negative = new Graph(2, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {-1, -1});
        assertEquals(
                "alignment/label-propagation: edge weights must be 0 or more, got -1.0 at edge 0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(negative, path, Supervision.seeds(new int[] {0}, new int[] {0}), usual()))
                        .getMessage());
    }
}
