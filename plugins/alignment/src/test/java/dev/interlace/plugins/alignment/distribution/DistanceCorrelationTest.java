package dev.interlace.plugins.alignment.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.plugins.alignment.distribution.DistanceCorrelation.Estimator;
import dev.interlace.plugins.alignment.distribution.DistanceCorrelation.Options;
import dev.interlace.testkit.DependenceContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class DistanceCorrelationTest extends DependenceContract<Options> {
    private static final double ROUNDING = 1e-10;

    @Override
    protected DistanceCorrelation method() {
        return new DistanceCorrelation();
    }

    @Test
    void threePointsMatchTheArithmetic() {
        // x = {0, 1, 2}: distances 0 1 2 / 1 0 1 / 2 1 0, row means 1, 2/3, 1, all 8/9; centred
        //   A = -10/9 2/9 8/9 / 2/9 -4/9 2/9 / 8/9 2/9 -10/9
        // y = {0, 0, 1}: distances 0 0 1 / 0 0 1 / 1 1 0, row means 1/3, 1/3, 2/3, all 4/9; centred
        //   B = -2/9 -2/9 4/9 / -2/9 -2/9 4/9 / 4/9 4/9 -8/9
        // sum A B = (20 - 4 + 32 - 4 + 8 + 8 + 32 + 8 + 80) / 81 = 180/81
        // sum A A = (100 + 4 + 64 + 4 + 16 + 4 + 64 + 4 + 100) / 81 = 360/81, sum B B = (4 * 4 + 4 * 16 + 64) / 81 =
        // 144/81
        double squared = 180 / Math.sqrt(360.0 * 144);
        assertEquals(
                Math.sqrt(squared),
                method().value(Rows.column(0, 1, 2), Rows.column(0, 0, 1), new Options(Estimator.BIASED)),
                ROUNDING);
    }

    @Test
    void aTurnedAndScaledCopyHasCorrelationOne() {
        INDArray x = Rows.normal(1, 20, 2, 0);
        INDArray copy = x.mmul(Rows.of(new double[] {0.6, 0.8}, new double[] {-0.8, 0.6}))
                .mul(5)
                .add(3);
        for (Estimator estimator : Estimator.values()) {
            assertEquals(1, method().value(x, copy, new Options(estimator)), ROUNDING);
        }
    }

    @Test
    void itIsTheRatioOfTheMatrixFormulas() {
        INDArray x = Rows.normal(2, 8, 3, 0);
        INDArray y = Rows.normal(3, 8, 2, 0);
        double[][] a = Rows.gram(x, Rows::distance);
        double[][] b = Rows.gram(y, Rows::distance);
        assertEquals(
                Math.sqrt(HilbertSchmidtTest.trace(a, b)
                        / Math.sqrt(HilbertSchmidtTest.trace(a, a) * HilbertSchmidtTest.trace(b, b))),
                method().value(x, y, new Options(Estimator.BIASED)),
                ROUNDING);
        assertEquals(
                HilbertSchmidtTest.unbiased(a, b)
                        / Math.sqrt(HilbertSchmidtTest.unbiased(a, a) * HilbertSchmidtTest.unbiased(b, b)),
                method().value(x, y, new Options(Estimator.UNBIASED)),
                ROUNDING);
    }

    @Test
    void equalRowsAreRejected() {
        assertEquals(
                "dependence/distance-correlation: the left rows are all alike, so nothing can be compared with them",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method().value(
                                                Rows.column(2, 2, 2),
                                                Rows.column(1, 2, 3),
                                                new Options(Estimator.BIASED)))
                        .getMessage());
    }
}
