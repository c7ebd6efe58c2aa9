package dev.interlace.plugins.alignment;

import static dev.interlace.plugins.alignment.PlantedViews.ROWS;
import static dev.interlace.plugins.alignment.PlantedViews.fit;
import static dev.interlace.plugins.alignment.PlantedViews.latent;
import static dev.interlace.plugins.alignment.PlantedViews.recallAt1;
import static dev.interlace.plugins.alignment.PlantedViews.test;
import static dev.interlace.plugins.alignment.PlantedViews.train;
import static dev.interlace.plugins.alignment.PlantedViews.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.NeighbourGraph;
import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.contrastive.ContrastiveAlignment;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy;
import dev.interlace.plugins.alignment.distribution.MmdEstimator;
import dev.interlace.plugins.alignment.graph.GraphAlignment;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each method finds what was planted: two noisy linear views of one latent vector. */
class AlignmentQualityTest {
    @Test
    void contrastiveLearningFindsUnseenPartners() {
        float[] z = latent(1);
        Features left = Features.vector("left", view(z, 2, 20, 0.1));
        Features right = Features.vector("right", view(z, 3, 12, 0.1));
        AlignmentModel model = fit(
                new ContrastiveAlignment(),
                Map.of("hidden", 0, "width", 16, "dropout", 0, "learningRate", 0.01),
                left.rows(train()),
                right.rows(train()),
                Supervision.paired());
        double recall = recallAt1(model.similarity(left.rows(test()), right.rows(test())), 0);
        assertTrue(recall > 0.6, "recall at 1 among 100 is " + recall + ", chance is 0.01");
    }

    @Test
    void discrepancyFallsWithoutPairsButPartnersAreFoundOnlyWithThem() {
        float[] z = latent(8);
        Features left = Features.vector("left", view(z, 9, 6, 0.1));
        Features right = Features.vector("right", view(z, 10, 6, 0.1));
        DiscrepancyAlignment method = new DiscrepancyAlignment();
        AlignmentModel blind = fit(
                method,
                Map.of("rank", 0, "learningRate", 5e-3, "epochs", 100, "holdout", 0),
                left,
                right,
                Supervision.unpaired());
        AlignmentModel told = fit(
                method,
                Map.of("rank", 0, "learningRate", 5e-3, "epochs", 400, "holdout", 0, "pairWeight", 10),
                left,
                right,
                Supervision.paired());
        MaximumMeanDiscrepancy mmd = new MaximumMeanDiscrepancy();
        MaximumMeanDiscrepancy.Options options = new MaximumMeanDiscrepancy.Options(MmdEstimator.BIASED, 2, 1);
        double before =
                mmd.value(blind.embed(Side.RIGHT, left.named("right")), blind.embed(Side.RIGHT, right), options);
        double after = mmd.value(blind.embed(Side.LEFT, left), blind.embed(Side.RIGHT, right), options);
        assertTrue(after < before / 3, "MMD^2 went from " + before + " to " + after);
        assertTrue(
                nearest(told, left, right) > nearest(blind, left, right) + 0.2,
                nearest(told, left, right) + " against " + nearest(blind, left, right));
    }

    /** Share of left rows whose nearest right row by distance is their partner. */
    private static double nearest(AlignmentModel model, Features left, Features right) {
        double[] a = Host.doubles(model.embed(Side.LEFT, left));
        double[] b = Host.doubles(model.embed(Side.RIGHT, right));
        int d = a.length / ROWS;
        int hits = 0;
        for (int i = 0; i < ROWS; i++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < ROWS; j++) {
                double distance = 0;
                for (int c = 0; c < d; c++) {
                    double difference = a[i * d + c] - b[j * d + c];
                    distance += difference * difference;
                }
                if (distance < least) {
                    least = distance;
                    best = j;
                }
            }
            hits += best == i ? 1 : 0;
        }
        return (double) hits / ROWS;
    }

    @Test
    void graphAlignmentFindsUnseenPartnersFromAFewSeeds() {
        float[] z = latent(11);
        INDArray x = view(z, 12, 20, 0.3);
        INDArray y = view(z, 13, 12, 0.3);
        Features left = Features.graph("left", x, NeighbourGraph.cosine(x, 6));
        Features right = Features.graph("right", y, NeighbourGraph.cosine(y, 6));
        int[] seeds = IntStream.range(0, 60).toArray();
        AlignmentModel model = fit(
                new GraphAlignment(),
                Map.of("width", 32, "layers", 1, "dropout", 0.1),
                left,
                right,
                Supervision.seeds(seeds, seeds));
        double recall = recallAt1(model.similarity(left, right), 60);
        assertTrue(recall > 0.1, "hits at 1 among 340 is " + recall + ", chance is 0.003");
    }

    @Test
    void methodsSayWhatTheyNeed() {
        float[] z = latent(14);
        Features left = Features.vector("left", view(z, 15, 5, 0.1));
        Features right = Features.vector("right", view(z, 16, 4, 0.1)).rows(train());
        assertEquals(
                "alignment/contrastive needs pairs: give Supervision.paired() or seeds; without pairs use alignment/mmd",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new ContrastiveAlignment(), Map.of(), left, right, Supervision.unpaired()))
                        .getMessage());
        assertEquals(
                "alignment/contrastive: paired rows need equal row counts, left has 400, right has 300; give"
                        + " Supervision.seeds where only some pairs are known",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new ContrastiveAlignment(), Map.of(), left, right, Supervision.paired()))
                        .getMessage());
        assertEquals(
                "alignment/graph: 'left' must be of kind GRAPH, got VECTOR; make one with Features.graph, for instance over"
                        + " NeighbourGraph.cosine",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new GraphAlignment(), Map.of(), left, right, Supervision.unpaired()))
                        .getMessage());
    }
}
