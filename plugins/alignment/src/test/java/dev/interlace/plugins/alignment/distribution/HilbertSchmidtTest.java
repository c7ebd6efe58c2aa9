package dev.interlace.plugins.alignment.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.alignment.distribution.HilbertSchmidt.Estimator;
import dev.interlace.plugins.alignment.distribution.HilbertSchmidt.Options;
import dev.interlace.plugins.alignment.distribution.PairedMoments.Views;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.SeedSource;
import dev.interlace.testkit.DependenceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HilbertSchmidtTest extends DependenceContract<Options> {
    private static final double ROUNDING = 1e-12;

    @Override
    protected HilbertSchmidt method() {
        return new HilbertSchmidt();
    }

    private static Options with(Estimator estimator, Similarity similarity) {
        return new Options(estimator, similarity, 1, RightSimilarity.AS_LEFT, 1);
    }

    @Test
    void twoLinearColumnsGiveTheirSquaredCovariance() {
        // x = {0, 2}, y = {0, 4}: covariance (with n) 2, squared 4
        assertEquals(
                4,
                method().value(Rows.column(0, 2), Rows.column(0, 4), with(Estimator.BIASED, Similarity.LINEAR)),
                ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void bothEstimatorsAgreeWithTheirMatrixFormulas(Similarity similarity) {
        INDArray x = Rows.normal(1, 9, 3, 0);
        INDArray y = Rows.normal(2, 9, 2, 1).addColumnVector(x.mean(true, 1));
        double[][] k = gram(x, similarity);
        double[][] l = gram(y, similarity);
        assertEquals(trace(k, l), method().value(x, y, with(Estimator.BIASED, similarity)), ROUNDING);
        assertEquals(unbiased(k, l), method().value(x, y, with(Estimator.UNBIASED, similarity)), ROUNDING);
    }

    @Test
    void eachSideHasAKernelFunctionOfItsOwn() {
        INDArray x = Rows.normal(1, 9, 3, 0);
        INDArray y = Rows.normal(2, 9, 2, 1).addColumnVector(x.mean(true, 1));
        double[][] k = gram(x, Similarity.GAUSSIAN);
        double[][] linear = gram(y, Similarity.LINEAR);
        double[][] narrow = Rows.gram(y, Rows.gaussian(0.3 * MedianRule.within("m", y)));
        for (Estimator estimator : Estimator.values()) {
            boolean biased = estimator == Estimator.BIASED;
            assertEquals(
                    biased ? trace(k, linear) : unbiased(k, linear),
                    method().value(x, y, new Options(estimator, Similarity.GAUSSIAN, 1, RightSimilarity.LINEAR, 1)),
                    ROUNDING);
            assertEquals(
                    biased ? trace(k, narrow) : unbiased(k, narrow),
                    method().value(x, y, new Options(estimator, Similarity.GAUSSIAN, 1, RightSimilarity.GAUSSIAN, 0.3)),
                    ROUNDING);
        }
    }

    private static double[][] gram(INDArray x, Similarity similarity) {
        return Rows.gram(x, similarity == Similarity.LINEAR ? Rows::dot : Rows.gaussian(MedianRule.within("m", x)));
    }

    /** {@code tr(K H L H) / n^2}, centring K alone, which is enough. */
    static double trace(double[][] k, double[][] l) {
        int n = k.length;
        double[] row = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                row[i] += k[i][j] / n;
                all += k[i][j] / n / n;
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += (k[i][j] - row[i] - row[j] + all) * l[i][j];
            }
        }
        return sum / n / n;
    }

    /** The mean over all ordered quadruples of different rows of {@code k_ij (l_ij + l_qr - 2 l_iq)}. */
    static double unbiased(double[][] k, double[][] l) {
        int n = k.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int q = 0; q < n; q++) {
                    for (int r = 0; r < n; r++) {
                        if (i != j && i != q && i != r && j != q && j != r && q != r) {
                            sum += k[i][j] * (l[i][j] + l[q][r] - 2 * l[i][q]);
                        }
                    }
                }
            }
        }
        return sum / ((double) n * (n - 1) * (n - 2) * (n - 3));
    }

    @Test
    void theLinearRouteWithoutPairsAgreesWithTheBlocksOfPairs() {
        // 530 rows need two blocks; a wrapped function is not known to be linear
        INDArray x = Rows.normal(3, 530, 4, 2);
        INDArray y = Rows.normal(4, 530, 3, 0).addColumnVector(x.mean(true, 1));
        PairFunction linear = KernelMixture.mean(KernelFunction.LINEAR, new double[] {1});
        PairedMoments narrow = PairedMoments.of(new Views(linear, x, linear, y), () -> {});
        PairedMoments blocks = PairedMoments.of(new Views(linear.times(1), x, linear.times(1), y), () -> {});
        assertEquals(blocks.biased(), narrow.biased(), 1e-10);
        assertEquals(blocks.unbiased(), narrow.unbiased(), 1e-10);
        assertTrue(narrow.biased() > 0.01, "there is something to compare: " + narrow.biased());
    }

    @Test
    void anOrderOfKeptPairsIsThatOfReorderedRows() {
        INDArray x = Rows.normal(5, 40, 3, 0);
        INDArray y = Rows.normal(6, 40, 2, 0);
        Views views = new Views(PairFunction.DISTANCE, x, PairFunction.DISTANCE, y);
        int[] order = new SeedSource(7).permutation(40);
        double[] kept = new ReorderedMoments(views, PairedMoments::unbiased, () -> {}).of(new int[][] {order});
        INDArray reordered = Nd4j.pullRows(y, 1, order).dup('c');
        assertEquals(
                PairedMoments.of(new Views(PairFunction.DISTANCE, x, PairFunction.DISTANCE, reordered), () -> {})
                        .unbiased(),
                kept[0],
                ROUNDING);
    }

    @Test
    void aCircleIsDependentThoughUncorrelated() {
        double[] cos = new double[150];
        double[] sin = new double[150];
        for (int i = 0; i < 150; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / 150);
            sin[i] = Math.sin(2 * Math.PI * i / 150);
        }
        INDArray x = Rows.column(cos);
        INDArray y = Rows.column(sin);
        FitContext context = FitContext.seeded(1);
        assertEquals(
                0.01,
                method().permutationTest(
                                x,
                                y,
                                new Options(Estimator.UNBIASED, Similarity.GAUSSIAN, 0.5, RightSimilarity.AS_LEFT, 1),
                                99,
                                context)
                        .pValue(),
                1e-12);
        assertTrue(
                method().permutationTest(x, y, with(Estimator.UNBIASED, Similarity.LINEAR), 99, context)
                                .pValue()
                        > 0.05,
                "the covariance is 0");
    }

    @Test
    void theUnbiasedValueIsZeroOnAverageUnderIndependence() {
        double sum = 0;
        double biased = 0;
        double squares = 0;
        for (int run = 0; run < 200; run++) {
            INDArray x = Rows.normal(run, 12, 2, 0);
            INDArray y = Rows.normal(run + 1000, 12, 2, 0);
            double value = method().value(x, y, with(Estimator.UNBIASED, Similarity.LINEAR));
            sum += value / 200;
            squares += value * value / 200;
            biased += method().value(x, y, with(Estimator.BIASED, Similarity.LINEAR)) / 200;
        }
        double deviation = Math.sqrt(squares / 200);
        assertEquals(0, sum, 4 * deviation, "deviation of the mean " + deviation);
        assertTrue(biased > 4 * deviation, "the biased one is not: " + biased);
    }

    @Test
    void aConstantColumnHasNoLinearDependence() {
        assertEquals(
                0,
                method().value(
                                Rows.column(5, 5, 5, 5, 5),
                                Rows.column(1, 2, 4, 7, 11),
                                with(Estimator.UNBIASED, Similarity.LINEAR)),
                ROUNDING);
    }

    @Test
    void whatCannotBeMeasuredIsRejected() {
        assertEquals(
                "dependence/hsic needs at least 4 rows on each side, got 3 and 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method().value(
                                                Rows.column(1, 2, 3),
                                                Rows.column(1, 2, 3),
                                                with(Estimator.UNBIASED, Similarity.LINEAR)))
                        .getMessage());
        assertEquals(
                "dependence/hsic: left has 3 rows, right has 2 rows; both must be [rows, columns] of the same rows in the same"
                        + " order",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method().value(
                                                Rows.column(1, 2, 3),
                                                Rows.column(1, 2),
                                                with(Estimator.BIASED, Similarity.LINEAR)))
                        .getMessage());
        assertEquals(
                "dependence/hsic: left: the median distance between rows is 0.0, so it is no bandwidth; set similarity"
                        + " to LINEAR, or leave repeated rows out",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method().value(
                                                Rows.column(1, 1, 1, 1),
                                                Rows.column(1, 2, 3, 4),
                                                with(Estimator.BIASED, Similarity.GAUSSIAN)))
                        .getMessage());
    }
}
