package dev.interlace.plugins.alignment.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.distribution.JointDiscrepancy.Estimator;
import dev.interlace.plugins.alignment.distribution.JointDiscrepancy.Options;
import dev.interlace.spi.FitContext;
import dev.interlace.testkit.DiscrepancyContract;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class JointDiscrepancyTest extends DiscrepancyContract<Options> {
    private static final double ROUNDING = 1e-11;

    @Override
    protected JointDiscrepancy method() {
        return new JointDiscrepancy();
    }

    @Override
    protected Options options() {
        return with("2,1", Estimator.UNBIASED, 1);
    }

    @Override
    protected Optional<Options> optionsOfZeroForEqualSets() {
        return Optional.of(with("2,1", Estimator.BIASED, 1));
    }

    @Override
    protected Options optionsForGradient() {
        return new Options("2,1", Estimator.UNBIASED, 1.5, 3, MedianRule.ALL_PAIRS_LOWER);
    }

    private static Options with(String widths, Estimator estimator, int bandwidths) {
        return new Options(widths, estimator, 0, bandwidths, MedianRule.ALL_PAIRS_LOWER);
    }

    @Test
    void twoPartsOfOneColumnMatchTheArithmetic() {
        // x = (0, 0), y = (1, 3): the only distance is the median, 1 and 3: k = exp(-1/2) exp(-1/2) across
        assertEquals(
                2 - 2 * Math.exp(-1),
                method().value(
                                Rows.of(new double[] {0, 0}),
                                Rows.of(new double[] {1, 3}),
                                with("1,1", Estimator.BIASED, 1)),
                ROUNDING);
    }

    @Test
    void onePartIsThePlainDiscrepancy() {
        INDArray x = Rows.normal(1, 9, 3, 0);
        INDArray y = Rows.normal(2, 12, 3, 1);
        assertEquals(
                new MaximumMeanDiscrepancy()
                        .value(x, y, new MaximumMeanDiscrepancy.Options(MmdEstimator.UNBIASED, 0, 3)),
                method().value(x, y, with("", Estimator.UNBIASED, 3)),
                ROUNDING);
    }

    @Test
    void gaussianPartsAreThePlainDiscrepancyOfScaledColumns() {
        INDArray x = Rows.normal(3, 9, 3, 0);
        INDArray y = Rows.normal(4, 12, 3, 1);
        double[] sigmas = MedianRule.ALL_PAIRS_LOWER.bandwidths("m", x, y, new int[] {2, 1});
        INDArray scale = Rows.of(new double[] {1 / sigmas[0], 1 / sigmas[0], 1 / sigmas[1]});
        MaximumMeanDiscrepancy plain = new MaximumMeanDiscrepancy();
        MaximumMeanDiscrepancy.Options one = new MaximumMeanDiscrepancy.Options(MmdEstimator.BIASED, 1, 1);
        INDArray scaledX = x.mulRowVector(scale);
        INDArray scaledY = y.mulRowVector(scale);
        Options options = with("2,1", Estimator.BIASED, 1);
        assertEquals(plain.value(scaledX, scaledY, one), method().value(x, y, options), ROUNDING);
        double[] chained = Host.doubles(plain.gradient(scaledX, scaledY, one).mulRowVector(scale));
        double[] gradient = Host.doubles(method().gradient(x, y, options));
        for (int i = 0; i < gradient.length; i++) {
            assertEquals(chained[i], gradient[i], ROUNDING, "entry " + i);
        }
    }

    @Test
    void severalBandwidthsAreAveragedWithinEachPartBeforeTheProduct() {
        INDArray x = Rows.normal(5, 6, 2, 0);
        INDArray y = Rows.normal(6, 7, 2, 1);
        double[] sigmas = MedianRule.ALL_PAIRS_LOWER.bandwidths("m", x, y, new int[] {1, 1});
        double expected = Rows.distance(x, y, false, (a, b) -> {
            double product = 1;
            for (int part = 0; part < 2; part++) {
                double mean = 0;
                for (double factor : new double[] {0.5, 1, 2}) {
                    mean += Math.exp(-Math.pow((a[part] - b[part]) / (factor * sigmas[part]), 2) / 2) / 3;
                }
                product *= mean;
            }
            return product;
        });
        assertEquals(expected, method().value(x, y, with("1,1", Estimator.BIASED, 3)), ROUNDING);
    }

    @Test
    void aPairingThatDiffersIsSeenThoughEachPartIsDistributedAlike() {
        SplittableRandom random = new SplittableRandom(7);
        double[][] x = new double[60][];
        double[][] y = new double[60][];
        for (int i = 0; i < 60; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            x[i] = new double[] {a, a + 0.3 * random.nextGaussian()};
            y[i] = new double[] {b, -b + 0.3 * random.nextGaussian()};
        }
        double p = method().permutationTest(
                        Rows.of(x), Rows.of(y), with("1,1", Estimator.UNBIASED, 1), 99, FitContext.seeded(1))
                .pValue();
        assertEquals(0.01, p, 1e-12, "correlation 0.96 against -0.96");
        assertTrue(marginal(x, y, 0) > 0.05 && marginal(x, y, 1) > 0.05, "each column alone");
    }

    private static double marginal(double[][] x, double[][] y, int column) {
        return new MaximumMeanDiscrepancy()
                .permutationTest(
                        column(x, column),
                        column(y, column),
                        new MaximumMeanDiscrepancy.Options(MmdEstimator.UNBIASED, 0, 1),
                        99,
                        FitContext.seeded(1))
                .pValue();
    }

    private static INDArray column(double[][] rows, int column) {
        return Rows.column(
                java.util.Arrays.stream(rows).mapToDouble(row -> row[column]).toArray());
    }

    @Test
    void widthsThatDoNotFitAreRejected() {
        INDArray x = Rows.normal(8, 5, 3, 0);
        for (String widths : new String[] {"2,2", "3,0", "two"}) {
            assertEquals(
                    "discrepancy/jmmd: widths must be whole numbers of at least 1 with commas between them whose sum is the 3"
                            + " columns of the samples, got '" + widths + "'",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> method().value(x, x, with(widths, Estimator.BIASED, 1)))
                            .getMessage());
        }
    }
}
