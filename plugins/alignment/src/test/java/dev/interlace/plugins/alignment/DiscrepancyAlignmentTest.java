package dev.interlace.plugins.alignment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.Host;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy;
import dev.interlace.plugins.alignment.distribution.MmdEstimator;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
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
}
