package dev.interlace.plugins.alignment.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.plugins.alignment.distribution.EnergyDistance.Estimator;
import dev.interlace.plugins.alignment.distribution.EnergyDistance.Options;
import dev.interlace.testkit.DiscrepancyContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class EnergyDistanceTest extends DiscrepancyContract<Options> {
    private static final double ROUNDING = 1e-11;

    @Override
    protected EnergyDistance method() {
        return new EnergyDistance();
    }

    @Test
    void pointsOnALineMatchTheArithmetic() {
        // x = {0, 2}, y = {3}: 2 (3 + 1) / 2 - (0 + 2 + 2 + 0) / 4 - 0 = 3; without a row with itself y needs two: {3,
        // 3}
        INDArray x = Rows.column(0, 2);
        assertEquals(3, method().value(x, Rows.column(3), new Options(Estimator.BIASED)), ROUNDING);
        // 4 - 2 - 0
        assertEquals(2, method().value(x, Rows.column(3, 3), new Options(Estimator.UNBIASED)), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsTwiceTheDiscrepancyOfTheInducedKernelFunction(long seed) {
        INDArray x = Rows.normal(seed, 13, 3, 0);
        INDArray y = Rows.normal(seed + 10, 17, 3, 0.5);
        double[] z = {0.3, -2, 1}; // any point
        double induced = Rows.distance(
                x, y, false, (a, b) -> (Rows.distance(a, z) + Rows.distance(b, z) - Rows.distance(a, b)) / 2);
        assertEquals(2 * induced, method().value(x, y, new Options(Estimator.BIASED)), ROUNDING, "seed " + seed);
    }

    @Test
    void onOneColumnItIsTwiceTheSquaredDistanceOfTheDistributionFunctions() {
        double[] x = {0, 1, 4};
        double[] y = {2, 3, 3.5, 7};
        double integral = 0;
        double[] ends = {0, 1, 2, 3, 3.5, 4, 7};
        for (int k = 0; k + 1 < ends.length; k++) {
            double at = ends[k];
            double f = Arrays.stream(x).filter(v -> v <= at).count() / 3.0;
            double g = Arrays.stream(y).filter(v -> v <= at).count() / 4.0;
            integral += (f - g) * (f - g) * (ends[k + 1] - at);
        }
        assertEquals(
                2 * integral, method().value(Rows.column(x), Rows.column(y), new Options(Estimator.BIASED)), ROUNDING);
    }

    @Test
    void itScalesWithTheFeaturesAndDoesNotMoveWithThem() {
        INDArray x = Rows.normal(4, 13, 3, 0);
        INDArray y = Rows.normal(5, 17, 3, 0.5);
        Options options = new Options(Estimator.UNBIASED);
        assertEquals(
                3 * method().value(x, y, options),
                method().value(x.mul(3).add(50), y.mul(3).add(50), options),
                1e-9);
    }

    @Test
    void theUnbiasedEstimatorNeedsTwoRows() {
        assertEquals(
                "discrepancy/energy needs at least 2 rows on each side, got 1 and 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method().value(
                                                Rows.column(1), Rows.column(1, 2), new Options(Estimator.UNBIASED)))
                        .getMessage());
    }
}
