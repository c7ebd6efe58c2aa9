package dev.interlace.plugins.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.Host;
import dev.interlace.learn.MeanDiscrepancy.Estimator;
import dev.interlace.plugins.alignment.GaussianDiscrepancy.Options;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GaussianDiscrepancyTest {
    /** Single precision over a handful of terms of size 1. */
    private static final double SINGLE = 1e-6;

    private final GaussianDiscrepancy mmd = new GaussianDiscrepancy();

    private static INDArray sample(long seed, int rows, int columns, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + shift);
        }
        return Host.tensor(DataType.FLOAT, values, rows, columns);
    }

    @Test
    void twoPointsAgainstTwoPointsMatchTheArithmetic() {
        // sigma 1: k(0,1) = exp(-1/2) = e1, k(0,2) = exp(-2) = e4, k(1,2) = e1, k(x,x) = 1
        // x = {0, 1}, y = {2, 2}
        double e1 = Math.exp(-0.5);
        double e4 = Math.exp(-2);
        INDArray x = Host.tensor(DataType.FLOAT, new float[] {0, 1}, 2, 1);
        INDArray y = Host.tensor(DataType.FLOAT, new float[] {2, 2}, 2, 1);
        double cross = (2 * e4 + 2 * e1) / 4;
        double biased = (2 + 2 * e1) / 4 + 1 - 2 * cross; // all four pairs
        double unbiased = e1 + 1 - 2 * cross; // the pair of a row with itself left out
        assertEquals(biased, mmd.value(x, y, new Options(Estimator.BIASED, 1, 1)), SINGLE);
        assertEquals(unbiased, mmd.value(x, y, new Options(Estimator.UNBIASED, 1, 1)), SINGLE);
    }

    @Test
    void theThreeBandwidthsAreHalfOneAndTwo() {
        INDArray x = sample(1, 12, 3, 0);
        INDArray y = sample(2, 9, 3, 1);
        double mean = 0;
        for (double sigma : new double[] {0.5, 1, 2}) {
            mean += mmd.value(x, y, new Options(Estimator.BIASED, sigma, 1)) / 3;
        }
        assertEquals(mean, mmd.value(x, y, new Options(Estimator.BIASED, 1, 3)), SINGLE);
    }

    @Test
    void theBiasedValueOfASetWithItselfIsZero() {
        INDArray x = sample(3, 50, 4, 0);
        assertEquals(0, mmd.value(x, x.dup(), new Options(Estimator.BIASED, 0, 5)), 1e-7);
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void thePermutationStatisticIsTheValue(Estimator estimator) {
        // a relabelling that is as large as the observed value only for the observed labels: p = (1 + 0) / (1 + B)
        INDArray x = sample(4, 20, 2, 0);
        INDArray y = sample(5, 30, 2, 3);
        PermutationTest test = mmd.permutationTest(x, y, new Options(estimator, 1, 1), 199, FitContext.seeded(7));
        assertEquals(1.0 / 200, test.pValue(), 1e-15);
        assertEquals(mmd.value(x, y, new Options(estimator, 1, 1)), test.value(), SINGLE);
    }

    @Test
    void equalDistributionsAreRejectedAboutAsOftenAsTheLevelSays() {
        // 60 tests at level 0.1: the count is binomial with mean 6 and deviation 2.3; 15 is four deviations off
        int rejected = 0;
        for (int seed = 0; seed < 60; seed++) {
            INDArray x = sample(100 + seed, 15, 2, 0);
            INDArray y = sample(900 + seed, 20, 2, 0);
            PermutationTest test =
                    mmd.permutationTest(x, y, new Options(Estimator.UNBIASED, 0, 1), 99, FitContext.seeded(seed));
            rejected += test.pValue() <= 0.1 ? 1 : 0;
        }
        assertTrue(rejected >= 1 && rejected <= 15, "rejected " + rejected + " of 60 at level 0.1");
    }

    @Test
    void theUnbiasedValueIsNegativeAboutHalfOfTheTimeUnderEquality() {
        int negative = 0;
        for (int seed = 0; seed < 40; seed++) {
            negative += mmd.value(
                                    sample(seed, 20, 2, 0),
                                    sample(seed + 500, 20, 2, 0),
                                    new Options(Estimator.UNBIASED, 1, 1))
                            < 0
                    ? 1
                    : 0;
        }
        assertTrue(negative >= 10 && negative <= 34, negative + " of 40 negative");
    }

    @Test
    void identicalRowsHaveNoMedianBandwidth() {
        INDArray x = Host.tensor(DataType.FLOAT, new float[] {1, 1, 1, 1}, 4, 1);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> mmd.value(x, x, new Options(Estimator.BIASED, 0, 1)));
        assertEquals(
                "mmd: the median distance between rows is 0.0, so it is no bandwidth; give one in the options",
                e.getMessage());
    }

    @Test
    void oneRowIsTooFewForTheUnbiasedEstimator() {
        INDArray x = sample(1, 1, 2, 0);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> mmd.value(x, x, new Options(Estimator.UNBIASED, 1, 1)));
        assertEquals("mmd: the unbiased estimator needs at least 2 rows on each side, got 1 and 1", e.getMessage());
    }
}
