package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.alignment.graph.GraphAlignment.Goal;
import dev.interlace.plugins.alignment.graph.GraphAlignment.Layer;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        TwoGraphs graphs = TwoGraphs.planted(5, 120, 1.0);
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
        double hits = graphs.hits(fit(new GraphAlignment(), graphs, options));
        assertTrue(hits > 0.1, layer + " with " + goal + ": hits at 1 are " + hits + ", chance is 0.01");
    }

    @Test
    void relationsTellMoreThanEdgesAlone() {
        // features say nothing of who is who among the unseen; each node's two relations lead to different nodes
        TwoGraphs graphs = TwoGraphs.planted(6, 120, 2.0);
        Map<String, Object> common = Map.of("width", 32, "layers", 2, "dropout", 0, "epochs", 80, "learningRate", 0.01);
        double blind = graphs.hits(fit(new GraphAlignment(), graphs, common));
        Map<String, Object> told = new java.util.HashMap<>(common);
        told.put("layer", "RGCN");
        double typed = graphs.hits(fit(new GraphAlignment(), graphs, told));
        assertTrue(typed > blind, "R-GCN " + typed + " against GCN " + blind);
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
                        2,
                        0.7,
                        fit(
                                method,
                                graphs,
                                Map.of("width", 32, "layers", 1, "dropout", 0.1, "epochs", 60, "learningRate", 0.01)),
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
        assertTrue(Bootstrapping.round(3, 2, 0.7, model, graphs.left(), graphs.right(), graphs.seeds())
                .isEmpty());
    }

    @Test
    void translationsFindPartnersWithoutFeatures() {
        TwoGraphs graphs = TwoGraphs.planted(8, 100, 1e6); // features are noise
        AlignmentModel model = fit(new TranslationAlignment(), graphs, Map.of("width", 24, "epochs", 300));
        double rank = graphs.meanRank(model);
        assertTrue(rank < 0.4, "the mean rank of an unseen partner is " + rank + " of all, chance is 0.5");
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
        assertEquals(
                "alignment/mtranse: the graph of 'left' has no edges, and facts are all that this method learns from",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new TranslationAlignment(), graphs.withoutEdges(), Map.of()))
                        .getMessage());
    }
}
