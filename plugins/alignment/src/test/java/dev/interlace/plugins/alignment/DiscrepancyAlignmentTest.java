package dev.interlace.plugins.alignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy;
import dev.interlace.plugins.alignment.distribution.MmdEstimator;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class DiscrepancyAlignmentTest {
    private static final int ROWS = 300;

    /** Two columns, the second bent by the square of the first. */
    private static INDArray sample(long seed, double bend) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 * ROWS];
        for (int row = 0; row < ROWS; row++) {
            double first = random.nextGaussian();
            values[2 * row] = (float) first;
            values[2 * row + 1] = (float) (0.3 * random.nextGaussian() + bend * first * first);
        }
        return Host.tensor(DataType.FLOAT, values, ROWS, 2);
    }

    private static double left(Map<String, ?> options, Features left, Features right) {
        DiscrepancyAlignment method = new DiscrepancyAlignment();
        Map<String, Object> all = new LinkedHashMap<>(Map.of("epochs", 150, "learningRate", 0.01, "holdout", 0));
        all.putAll(options);
        AlignmentModel model = method.fit(
                left,
                right,
                Supervision.unpaired(),
                method.descriptor().schema().parse(all),
                FitContext.seeded(1));
        return new MaximumMeanDiscrepancy()
                .value(
                        model.embed(Side.LEFT, left),
                        model.embed(Side.RIGHT, right),
                        new MaximumMeanDiscrepancy.Options(MmdEstimator.BIASED, 1, 1));
    }

    @Test
    void aNetworkBendsWhatALinearMapCannot() {
        Features straight = Features.vector("straight", sample(1, 0));
        Features bent = Features.vector("bent", sample(2, 1));
        double linear = left(Map.of("rank", 0), straight, bent);
        double network = left(Map.of("hidden", 16), straight, bent);
        assertTrue(network < linear / 2, "MMD^2 after a linear map " + linear + ", after a network " + network);
    }

    private static final int[] KNOWN = {0, 7, 20};

    private static AlignmentModel fit(Supervision supervision, Features left, Features right, Map<String, ?> options) {
        DiscrepancyAlignment method = new DiscrepancyAlignment();
        Map<String, Object> all = new LinkedHashMap<>(Map.of("epochs", 3, "batchSize", 64, "learningRate", 0.01));
        all.putAll(options);
        return method.fit(left, right, supervision, method.descriptor().schema().parse(all), FitContext.seeded(1));
    }

    private static float[] embedded(AlignmentModel model, Features left) {
        return Host.floats(model.embed(Side.LEFT, left));
    }

    private static double firstLoss(AlignmentModel model) {
        return model.history().get("training loss").get(0);
    }

    @Test
    void seedsAddTheirDistanceToTheDiscrepancyOfAllRows() {
        Features left = Features.vector("left", sample(1, 0));
        Features right = Features.vector("right", sample(2, 1));
        Supervision seeds = Supervision.seeds(KNOWN, KNOWN);
        // one step over all rows, from the identity: what a weight of 2 adds is 2 mean |x_i - y_i|^2 / d over the three
        // seeds
        Map<String, Object> oneStep = Map.of("epochs", 1, "batchSize", ROWS, "holdout", 0);
        Map<String, Object> weighted = new LinkedHashMap<>(oneStep);
        weighted.put("pairWeight", 2);
        Map<String, Object> unweighted = new LinkedHashMap<>(oneStep);
        unweighted.put("pairWeight", 0);
        float[] x = Host.floats(Standardizer.fit(left).apply(left).values());
        float[] y = Host.floats(Standardizer.fit(right).apply(right).values());
        double apart = 0;
        for (int row : KNOWN) {
            for (int c = 0; c < 2; c++) {
                double difference = x[2 * row + c] - y[2 * row + c];
                apart += difference * difference / 3 / 2;
            }
        }
        AlignmentModel without = fit(seeds, left, right, unweighted);
        assertEquals(firstLoss(without) + 2 * apart, firstLoss(fit(seeds, left, right, weighted)), 1e-5);
        assertArrayEquals(
                embedded(fit(Supervision.unpaired(), left, right, unweighted), left),
                embedded(without, left),
                "seeds without a weight say nothing");
    }

    @Test
    void theRowsThatNoSeedNamesCount() {
        Features left = Features.vector("left", sample(1, 0));
        Features right = Features.vector("right", sample(2, 1));
        int[] known = IntStream.range(0, 40).toArray();
        AlignmentModel all = fit(Supervision.seeds(known, known), left, right, Map.of());
        AlignmentModel seedsOnly = fit(Supervision.paired(), left.rows(known), right.rows(known), Map.of());
        assertFalse(
                Arrays.equals(embedded(all, left.rows(known)), embedded(seedsOnly, left.rows(known))),
                "260 more rows on each side change the map");
        assertNotEquals(
                firstLoss(seedsOnly), firstLoss(all), "the discrepancy is that of all rows, not of the 40 with a seed");
    }

    @Test
    void seedsOfAllRowsArePairs() {
        Features left = Features.vector("left", sample(1, 0));
        Features right = Features.vector("right", sample(2, 1));
        int[] all = IntStream.range(0, ROWS).toArray();
        assertArrayEquals(
                embedded(fit(Supervision.paired(), left, right, Map.of()), left),
                embedded(fit(Supervision.seeds(all, all), left, right, Map.of()), left));
        int[] reversed = IntStream.range(0, ROWS).map(row -> ROWS - 1 - row).toArray();
        assertArrayEquals(
                embedded(fit(Supervision.paired(), left, right, Map.of()), left),
                embedded(fit(Supervision.seeds(all, reversed), left, right.rows(reversed), Map.of()), left),
                "the right rows in another order");
    }
}
