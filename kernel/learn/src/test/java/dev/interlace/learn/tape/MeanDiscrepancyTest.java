package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.MeanDiscrepancy.Estimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MeanDiscrepancyTest {
    /** Means of some hundred kernel values in double precision; distances lose digits to cancellation. */
    private static final double TOLERANCE = 1e-12;

    /**
     * Float distances of rows of size 10 are good to 1e-6 of their square; means over four million pairs even that out.
     */
    private static final double FLOAT_TOLERANCE = 2e-6;

    private static MeanDiscrepancy mmd(Estimator estimator, double... bandwidths) {
        return new MeanDiscrepancy(bandwidths, estimator);
    }

    @Test
    void twoPointsAgainstOneCanBeWorkedOutByHand() {
        // x = {0, 2}, y = {0}, sigma 1: k at distance 0 is 1, at distance 2 is e^-2 = q
        // biased: (2 + 2q)/4 + 1 - 2 (1 + q)/2 = (1 - q)/2
        double q = Math.exp(-2);
        assertEquals((1 - q) / 2, mmd(Estimator.BIASED, 1).value(matrix(row(0), row(2)), matrix(row(0))), TOLERANCE);
        // unbiased with y = {0, 0}: q + 1 - 2 (2 + 2q)/4 = 0
        assertEquals(0, mmd(Estimator.UNBIASED, 1).value(matrix(row(0), row(2)), matrix(row(0), row(0))), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSetHasNoBiasedDiscrepancyFromItselfAndANegativeUnbiasedOne(long seed) {
        INDArray x = Matrices.normal(seed, DataType.DOUBLE, 20, 3);
        assertEquals(0, mmd(Estimator.BIASED, 0.5, 2).value(x, x), TOLERANCE, "seed " + seed);
        assertTrue(mmd(Estimator.UNBIASED, 0.5, 2).value(x, x) < 0, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothEstimatorsAgreeWithASlowDoubleLoop(long seed) {
        INDArray x = Matrices.normal(seed, DataType.DOUBLE, 17, 4);
        INDArray y = Matrices.normal(seed + 100, DataType.DOUBLE, 23, 4).addi(0.5);
        double[] sigmas = {0.5, 1, 3};
        for (Estimator estimator : Estimator.values()) {
            boolean skips = estimator == Estimator.UNBIASED;
            double expected = mean(x, x, sigmas, skips) + mean(y, y, sigmas, skips) - 2 * mean(x, y, sigmas, false);
            assertEquals(expected, mmd(estimator, sigmas).value(x, y), TOLERANCE, estimator + ", seed " + seed);
        }
    }

    private static double mean(INDArray a, INDArray b, double[] sigmas, boolean skipsDiagonal) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < a.size(0); i++) {
            for (int j = 0; j < b.size(0); j++) {
                if (skipsDiagonal && i == j) {
                    continue;
                }
                pairs++;
                double squared = 0;
                for (int c = 0; c < a.size(1); c++) {
                    double d = a.getDouble(i, c) - b.getDouble(j, c);
                    squared += d * d;
                }
                for (double sigma : sigmas) {
                    sum += Math.exp(-squared / (2 * sigma * sigma)) / sigmas.length;
                }
            }
        }
        return sum / pairs;
    }

    @Test
    void floatAgreesWithDoubleOnTwoThousandRows() {
        INDArray x = Matrices.normal(1, DataType.DOUBLE, 2000, 8);
        INDArray y = Matrices.normal(2, DataType.DOUBLE, 2000, 8).addi(0.1);
        MeanDiscrepancy mmd = mmd(Estimator.UNBIASED, 4);
        double exact = mmd.value(x, y);
        assertEquals(
                exact,
                mmd.value(x.castTo(DataType.FLOAT), y.castTo(DataType.FLOAT)),
                FLOAT_TOLERANCE,
                "the value itself is " + exact);
    }

    @Test
    void theGramMatrixHoldsTheKernelOfEveryPair() {
        double q = Math.exp(-2);
        INDArray gram = mmd(Estimator.BIASED, 1).gram(matrix(row(0), row(2)), matrix(row(0), row(2), row(0)));
        requireClose(row(1, q, 1, q, 1, q), gram, TOLERANCE, "gram");
    }

    @Test
    void theMedianDistanceIsTheLowerMedianOfAllPairs() {
        // 0, 1, 3, 7: distances 1 2 3 4 6 7, lower median 3
        assertEquals(
                3, MeanDiscrepancy.medianDistance("a/b", matrix(row(0), row(3)), matrix(row(1), row(7))), TOLERANCE);
        requireMessage(
                "a/b: the median distance between rows is 0.0, so it is no bandwidth; set bandwidth above 0",
                () -> MeanDiscrepancy.medianDistance("a/b", matrix(row(1), row(1)), matrix(row(1), row(2))));
    }

    @Test
    void inputsStayAsTheyWere() {
        INDArray x = Matrices.normal(1, DataType.DOUBLE, 6, 2);
        INDArray y = Matrices.normal(2, DataType.DOUBLE, 5, 2);
        double[] before = Host.doubles(x);
        mmd(Estimator.BIASED, 1, 2).value(x, y);
        mmd(Estimator.BIASED, 1, 2).gradient(x, y);
        requireClose(before, x, 0, "x");
    }

    @Test
    void equalAndSingleRowsHaveADefinedValueAndGradient() {
        INDArray same = Nd4j.ones(DataType.DOUBLE, 5, 2);
        assertEquals(0, mmd(Estimator.UNBIASED, 1).value(same, same), TOLERANCE);
        requireClose(new double[10], mmd(Estimator.BIASED, 1).gradient(same, same), TOLERANCE, "gradient");
        // one row each at distance 1: 1 + 1 - 2 e^-1/2
        assertEquals(2 - 2 * Math.exp(-0.5), mmd(Estimator.BIASED, 1).value(matrix(row(0)), matrix(row(1))), TOLERANCE);
    }

    @Test
    void wrongSamplesAndBandwidthsAreRejected() {
        INDArray two = matrix(row(1, 2), row(3, 4));
        requireMessage(
                "mmd: left has 2 columns, right has 1 columns; both must be [rows, columns] with equal columns",
                () -> mmd(Estimator.BIASED, 1).value(two, matrix(row(1))));
        requireMessage(
                "mmd: the unbiased estimator needs at least 2 rows on each side, got 2 and 1",
                () -> mmd(Estimator.UNBIASED, 1).value(two, matrix(row(1, 2))));
        requireMessage(
                "mmd: the right rows must be finite; look for NaN or infinity",
                () -> mmd(Estimator.BIASED, 1).gradient(two, matrix(row(1, Double.NaN))));
        requireMessage(
                "MeanDiscrepancy.bandwidths must be in (0, inf), got [1.0, 0.0]", () -> mmd(Estimator.BIASED, 1, 0));
        requireMessage(
                "MeanDiscrepancy.bandwidths must be in (0, inf), got [NaN]", () -> mmd(Estimator.BIASED, Double.NaN));
        requireMessage(
                "MeanDiscrepancy.bandwidths needs at least one bandwidth, got none", () -> mmd(Estimator.BIASED));
    }
}
