package dev.interlace.plugins.alignment.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.alignment.distribution.CenteredAlignment.Estimator;
import dev.interlace.plugins.alignment.distribution.CenteredAlignment.Options;
import dev.interlace.testkit.DependenceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class CenteredAlignmentTest extends DependenceContract<Options> {
    private static final double ROUNDING = 1e-10;

    @Override
    protected CenteredAlignment method() {
        return new CenteredAlignment();
    }

    private static Options with(Estimator estimator, Similarity similarity) {
        return new Options(estimator, similarity, 1, RightSimilarity.AS_LEFT, 1);
    }

    @Test
    void eachSideHasAKernelFunctionOfItsOwn() {
        // by the criterion of each pair of kernel functions: HSIC(k, l) / sqrt(HSIC(k, k) HSIC(l, l))
        INDArray x = Rows.normal(1, 9, 3, 0);
        INDArray y = Rows.normal(2, 9, 2, 1).addColumnVector(x.mean(true, 1));
        double[][] k = Rows.gram(x, Rows.gaussian(MedianRule.within("m", x)));
        double[][] l = Rows.gram(y, Rows::dot);
        double expected = HilbertSchmidtTest.trace(k, l)
                / Math.sqrt(HilbertSchmidtTest.trace(k, k) * HilbertSchmidtTest.trace(l, l));
        Options options = new Options(Estimator.BIASED, Similarity.GAUSSIAN, 1, RightSimilarity.LINEAR, 1);
        assertEquals(expected, method().value(x, y, options), 1e-12);
    }

    @Test
    void twoColumnsGiveTheirSquaredCorrelation() {
        // centred x = {-1, 0, 1}, y = {-1, 1, 0}: correlation 1 / 2
        assertEquals(
                0.25,
                method().value(Rows.column(0, 1, 2), Rows.column(5, 7, 6), with(Estimator.BIASED, Similarity.LINEAR)),
                ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void turningMovingAndScalingChangeNothing(Similarity similarity) {
        INDArray x = Rows.normal(1, 30, 2, 0);
        INDArray y = Rows.normal(2, 30, 3, 0).addColumnVector(x.mean(true, 1));
        INDArray turn = Rows.of(new double[] {0.6, 0.8}, new double[] {-0.8, 0.6});
        INDArray turned = x.mmul(turn).mul(7).add(20);
        for (Estimator estimator : Estimator.values()) {
            Options options = with(estimator, similarity);
            assertEquals(1, method().value(x, turned, options), ROUNDING, "with its own turned copy");
            assertEquals(method().value(x, y, options), method().value(turned, y, options), ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void itIsTheRatioOfTheMatrixFormulas(Similarity similarity) {
        INDArray x = Rows.normal(3, 8, 3, 0);
        INDArray y = Rows.normal(4, 8, 2, 0).addColumnVector(x.mean(true, 1));
        double[][] k = gram(x, similarity);
        double[][] l = gram(y, similarity);
        assertEquals(
                HilbertSchmidtTest.trace(k, l)
                        / Math.sqrt(HilbertSchmidtTest.trace(k, k) * HilbertSchmidtTest.trace(l, l)),
                method().value(x, y, with(Estimator.BIASED, similarity)),
                ROUNDING);
        assertEquals(
                HilbertSchmidtTest.unbiased(k, l)
                        / Math.sqrt(HilbertSchmidtTest.unbiased(k, k) * HilbertSchmidtTest.unbiased(l, l)),
                method().value(x, y, with(Estimator.DEBIASED, similarity)),
                ROUNDING);
    }

    private static double[][] gram(INDArray x, Similarity similarity) {
        return Rows.gram(x, similarity == Similarity.LINEAR ? Rows::dot : Rows.gaussian(MedianRule.within("m", x)));
    }

    @Test
    void columnsBeyondTheRowsGiveTheSameAsTheirPairs() {
        // 6 rows of width 9: pairs, not columns, are walked; a column of zeros changes nothing
        INDArray wide = Rows.normal(5, 6, 9, 0);
        INDArray y = Rows.normal(6, 6, 2, 0);
        double[][] k = Rows.gram(wide, Rows::dot);
        double[][] l = Rows.gram(y, Rows::dot);
        assertEquals(
                HilbertSchmidtTest.trace(k, l)
                        / Math.sqrt(HilbertSchmidtTest.trace(k, k) * HilbertSchmidtTest.trace(l, l)),
                method().value(wide, y, with(Estimator.BIASED, Similarity.LINEAR)),
                ROUNDING);
    }

    @Test
    void unrelatedWideRowsLookAlikeToTheBiasedEstimatorOnly() {
        double biased = 0;
        double debiased = 0;
        for (int run = 0; run < 20; run++) {
            INDArray x = Rows.normal(run, 20, 100, 0);
            INDArray y = Rows.normal(run + 100, 20, 100, 0);
            biased += method().value(x, y, with(Estimator.BIASED, Similarity.LINEAR)) / 20;
            debiased += method().value(x, y, with(Estimator.DEBIASED, Similarity.LINEAR)) / 20;
        }
        assertTrue(biased > 0.7, "biased " + biased);
        assertEquals(0, debiased, 0.1, "debiased");
    }

    @Test
    void equalRowsAreRejected() {
        assertEquals(
                "dependence/cka: the right rows are all alike, so nothing can be compared with them",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method().value(
                                                Rows.column(1, 2, 3, 4),
                                                Rows.column(0.1, 0.1, 0.1, 0.1),
                                                with(Estimator.BIASED, Similarity.LINEAR)))
                        .getMessage());
    }

    @Test
    void aDebiasedRatioOfNothingIsRejected() {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> method().value(
                                        Rows.of(
                                                new double[] {1, 0, 0, 0},
                                                new double[] {0, 1, 0, 0},
                                                new double[] {0, 0, 1, 0},
                                                new double[] {0, 0, 0, 1}),
                                        Rows.column(1, 2, 3, 4),
                                        with(Estimator.DEBIASED, Similarity.LINEAR)))
                .getMessage());
        assertTrue(
                message.startsWith("dependence/cka: the left rows depend on themselves by ")
                        && message.endsWith(
                                ", which must be above 0 to be a measure; give more rows, or take the estimator BIASED"),
                message);
    }
}
