package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.graph.GraphAlignment.Goal;
import dev.interlace.plugins.alignment.graph.GraphAlignment.Layer;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the layers, goals and rounds of graph methods find of planted partners. */
class GraphAlignmentTest {
    private static <O extends Record> AlignmentModel fit(
            AlignmentMethod<O> method, TwoGraphs graphs, Map<String, ?> options) {
        return method.fit(
                graphs.left(),
                graphs.right(),
                graphs.seeds(),
                method.descriptor().schema().parse(options),
                FitContext.seeded(3));
    }

    @ParameterizedTest
    @CsvSource({"GCN, INFONCE", "SAGE, INFONCE", "GAT, INFONCE", "RGCN, INFONCE", "GCN, MARGIN", "RGCN, MARGIN"})
    void everyLayerFindsUnseenPartners(Layer layer, Goal goal) {
        TwoGraphs graphs = TwoGraphs.planted(5, 120, 0.3);
        Map<String, Object> options = Map.of(
                "layer",
                layer,
                "goal",
                goal,
                "width",
                32,
                "layers",
                1,
                "dropout",
                0.1,
                "epochs",
                60,
                "learningRate",
                0.01);
        double rank = graphs.meanRank(fit(new GraphAlignment(), graphs, options));
        assertTrue(rank < 0.2, layer + " with " + goal + ": the mean rank is " + rank + " of all, chance is 0.5");
    }

    @Test
    void relationsTellNodesApartThatEdgesDoNot() {
        // nodes 1 and 2 have equal features and the same neighbour 0, by different relations
        INDArray x = Nd4j.createFromArray(new float[][] {{3, 1}, {1, 2}, {1, 2}, {0, 5}});
        Features side = Features.graph("left", x, Graph.typed(4, new int[][] {{0, 0, 1}, {0, 1, 2}, {3, 0, 0}}));
        TwoGraphs graphs = new TwoGraphs(
                side, side.named("right"), new Supervision.Seeds(new int[] {0, 3, 1}, new int[] {0, 3, 1}), new int[] {
                    0, 1, 2, 3
                });
        Map<String, Object> common = Map.of("width", 8, "layers", 1, "dropout", 0, "epochs", 3, "holdout", 0);
        assertEquals(0, apart(fit(new GraphAlignment(), graphs, common), side), 1e-6, "GCN");
        Map<String, Object> told = new HashMap<>(common);
        told.put("layer", "RGCN");
        double apart = apart(fit(new GraphAlignment(), graphs, told), side);
        assertTrue(apart > 0.01, "R-GCN: " + apart);
    }

    private static double apart(AlignmentModel model, Features side) {
        float[] z = Host.floats(model.embed(Side.LEFT, side));
        double sum = 0;
        for (int c = 0; c < 8; c++) {
            sum += Math.abs(z[8 + c] - z[16 + c]);
        }
        return sum;
    }

    @Test
    void oneProjectionKeepsWhatIsNearAlreadyNear() {
        TwoGraphs graphs = TwoGraphs.planted(6, 120, 0.5);
        Supervision.Seeds few = new Supervision.Seeds(
                Arrays.copyOf(graphs.seeds().left(), 4),
                Arrays.copyOf(graphs.seeds().right(), 4));
        TwoGraphs told = new TwoGraphs(graphs.left(), graphs.right(), few, graphs.truth());
        Map<String, Object> options = Map.of("width", 32, "layers", 1, "epochs", 20, "holdout", 0);
        Map<String, Object> shared = new HashMap<>(options);
        shared.put("projection", "SHARED");
        double own = told.meanRank(fit(new GraphAlignment(), told, options));
        double both = told.meanRank(fit(new GraphAlignment(), told, shared));
        assertTrue(both < own / 2, "with four seeds the mean rank is " + own + ", and " + both + " by one projection");
    }

    @Test
    void oneProjectionNeedsSidesOfOneWidth() {
        TwoGraphs graphs = TwoGraphs.planted(6, 12, 0.5);
        Features wider = Features.graph(
                "right",
                Nd4j.concat(1, graphs.right().values(), graphs.right().values()),
                graphs.right().graph().orElseThrow());
        TwoGraphs unequal = new TwoGraphs(graphs.left(), wider, graphs.seeds(), graphs.truth());
        assertEquals(
                "alignment/graph: a SHARED projection needs sides of equal width, left has 6 columns, right has 12; choose OWN",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new GraphAlignment(), unequal, Map.of("projection", "SHARED")))
                        .getMessage());
    }

    @Test
    void roundsAddPairsThatAreMostlyRight() {
        TwoGraphs graphs = TwoGraphs.planted(7, 120, 0.7);
        Map<String, Object> options = Map.of(
                "width",
                32,
                "layers",
                1,
                "dropout",
                0.1,
                "epochs",
                60,
                "learningRate",
                0.01,
                "holdout",
                0,
                "rounds",
                2,
                "threshold",
                0.7);
        GraphAlignment method = new GraphAlignment();
        AlignmentModel model = fit(method, graphs, options);
        List<Double> seeds = model.history().get("seeds");
        assertEquals(3, seeds.size(), "the given ones, and those of two rounds: " + seeds);
        assertEquals(graphs.seeds().left().length, seeds.get(0), 0);
        assertTrue(seeds.get(1) > seeds.get(0), "pairs were added: " + seeds);
        assertTrue(model.history().series().containsKey("round 2: training loss"), "each round's losses are kept");
        Supervision.Seeds next = (Supervision.Seeds) Bootstrapping.round(
                        1,
                        new Rounds(2, 0.7),
                        fit(
                                method,
                                graphs,
                                Map.of(
                                        "width",
                                        32,
                                        "layers",
                                        1,
                                        "dropout",
                                        0.1,
                                        "epochs",
                                        60,
                                        "learningRate",
                                        0.01,
                                        "holdout",
                                        0)),
                        graphs.left(),
                        graphs.right(),
                        graphs.seeds())
                .orElseThrow();
        int given = graphs.seeds().left().length;
        int right = 0;
        for (int i = given; i < next.left().length; i++) {
            right += graphs.truth()[next.left()[i]] == next.right()[i] ? 1 : 0;
        }
        assertEquals(seeds.get(1), next.left().length, 0, "the round's seeds are those of the first model");
        assertTrue(
                right > 0.6 * (next.left().length - given),
                right + " of " + (next.left().length - given) + " new pairs are right");
        assertTrue(Bootstrapping.round(3, new Rounds(2, 0.7), model, graphs.left(), graphs.right(), graphs.seeds())
                .isEmpty());
    }

    @Test
    void whatDoesNotFitIsRejected() {
        TwoGraphs graphs = TwoGraphs.planted(9, 20, 1);
        assertEquals(
                "alignment/graph: width 10 must be a multiple of heads 4 for the layer GAT",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new GraphAlignment(), graphs, Map.of("layer", "GAT", "width", 10)))
                        .getMessage());
        GraphAlignment method = new GraphAlignment();
        assertEquals(
                "alignment/graph needs seeds: give Supervision.seeds(left nodes, right nodes), got Unpaired",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method.fit(
                                        graphs.left(),
                                        graphs.right(),
                                        Supervision.unpaired(),
                                        method.descriptor().schema().defaults(),
                                        FitContext.seeded(1)))
                        .getMessage());
    }
}
