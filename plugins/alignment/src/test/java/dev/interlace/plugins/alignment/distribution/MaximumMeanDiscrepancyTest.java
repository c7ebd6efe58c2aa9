package dev.interlace.plugins.alignment.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MeanDiscrepancy;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy.Estimate;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy.Options;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy.Witness;
import dev.interlace.plugins.alignment.distribution.PairFunction.Argument;
import dev.interlace.plugins.alignment.distribution.PairSums.Diagonal;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MaximumMeanDiscrepancyTest {
    /** Single precision over means of terms of size 1. */
    private static final double SINGLE = 1e-6;

    /** Double precision over some hundred terms. */
    private static final double ROUNDING = 1e-11;

    private static final double STEP = 1e-6;

    /** Central differences with step 1e-6 lose nine of fifteen digits. */
    private static final double GRADIENT = 1e-7;

    private final MaximumMeanDiscrepancy mmd = new MaximumMeanDiscrepancy();

    private Options options(Map<String, ?> given) {
        return mmd.descriptor().schema().parse(given);
    }

    private static ToDoubleBiFunction<double[], double[]> slow(KernelFunction function, double sigma) {
        return switch (function) {
            case GAUSSIAN -> Rows.gaussian(sigma);
            case LAPLACE -> (a, b) -> Math.exp(-Rows.distance(a, b) / sigma);
            case POLYNOMIAL -> (a, b) -> Math.pow(1 + Rows.dot(a, b) / (sigma * sigma), 3);
            case LINEAR -> Rows::dot;
        };
    }

    @Test
    void twoPointsAgainstTwoPointsMatchTheArithmetic() {
        // sigma 1: k(0,1) = exp(-1/2) = e1, k(0,2) = exp(-2) = e4, k(1,2) = e1, k(x,x) = 1
        // x = {0, 1}, y = {2, 2}
        double e1 = Math.exp(-0.5);
        double e4 = Math.exp(-2);
        INDArray x = Rows.column(0, 1);
        INDArray y = Rows.column(2, 2);
        double cross = (2 * e4 + 2 * e1) / 4;
        double biased = (2 + 2 * e1) / 4 + 1 - 2 * cross; // all four pairs
        double unbiased = e1 + 1 - 2 * cross; // the pair of a row with itself left out
        double linear = e1 + 1 - e4 - e1; // h of the only two rows: k(0,1) + k(2,2) - k(0,2) - k(1,2)
        assertEquals(biased, mmd.value(x, y, new Options(MmdEstimator.BIASED, 1, 1)), ROUNDING);
        assertEquals(unbiased, mmd.value(x, y, new Options(MmdEstimator.UNBIASED, 1, 1)), ROUNDING);
        assertEquals(unbiased, mmd.value(x, y, new Options(MmdEstimator.BLOCK, 1, 1)), ROUNDING);
        assertEquals(linear, mmd.value(x, y, new Options(MmdEstimator.LINEAR, 1, 1)), ROUNDING);
        assertEquals(linear, mmd.value(x, y, new Options(MmdEstimator.INCOMPLETE, 1, 1)), ROUNDING);
        assertEquals(biased, mmd.value(Rows.single(x), Rows.single(y), new Options(MmdEstimator.BIASED, 1, 1)), SINGLE);
    }

    @Test
    void medianRulesAreNamed() {
        // x = {0, 1}, y = {3, 7}: all distances 1 2 3 4 6 7, across 2 3 6 7
        INDArray x = Rows.column(0, 1);
        INDArray y = Rows.column(3, 7);
        assertEquals(3, MedianRule.ALL_PAIRS_LOWER.bandwidth("m", x, y), ROUNDING);
        assertEquals(3.5, MedianRule.ALL_PAIRS_MID.bandwidth("m", x, y), ROUNDING);
        assertEquals(3, MedianRule.CROSS_PAIRS_LOWER.bandwidth("m", x, y), ROUNDING);
        assertEquals(4.5, MedianRule.CROSS_PAIRS_MID.bandwidth("m", x, y), ROUNDING);
        INDArray many = Rows.normal(1, 900, 3, 0);
        INDArray more = Rows.normal(2, 1400, 3, 1);
        assertEquals(
                MeanDiscrepancy.medianDistance("a/b", many, more),
                MedianRule.ALL_PAIRS_LOWER.bandwidth("m", many, more),
                1e-9,
                "of 2,300 rows every third, as the loss does");
        assertEquals(3, MedianRule.within("m", Rows.column(0, 1, 3, 7)), ROUNDING);
    }

    @Test
    void severalBandwidthsAreAveragedOrWeighed() {
        INDArray x = Rows.normal(1, 12, 3, 0);
        INDArray y = Rows.normal(2, 9, 3, 1);
        double mean = 0;
        double weighed = 0;
        double[] sigmas = {0.5, 1, 2};
        double[] weights = {0.2, 0.3, 0.5};
        for (int s = 0; s < 3; s++) {
            double alone = mmd.value(x, y, new Options(MmdEstimator.BIASED, sigmas[s], 1));
            mean += alone / 3;
            weighed += weights[s] * alone;
        }
        Map<String, ?> given = Map.of("estimator", "BIASED", "bandwidth", 1, "bandwidths", 3);
        assertEquals(mean, mmd.value(x, y, options(given)), ROUNDING);
        assertEquals(mean, mmd.value(Rows.single(x), Rows.single(y), options(given)), SINGLE);
        Options unequal =
                options(Map.of("estimator", "BIASED", "bandwidth", 1, "bandwidths", 3, "weights", "0.2, 0.3, 0.5"));
        assertEquals(weighed, mmd.value(x, y, unequal), ROUNDING);
        assertEquals(weighed, mmd.value(Rows.single(x), Rows.single(y), unequal), SINGLE);
    }

    @ParameterizedTest
    @EnumSource(KernelFunction.class)
    void theBiasedValueOfASetWithItselfIsExactlyZero(KernelFunction function) {
        INDArray x = Rows.normal(3, 50, 4, 0);
        Options options = options(Map.of("estimator", "BIASED", "kernelFunction", function));
        assertEquals(0.0, mmd.value(x, x.dup(), options));
        assertEquals(0.0, mmd.value(Rows.single(x), Rows.single(x), options));
    }

    @Test
    void theBiasedValueOfASetAndItsReverseIsAtLeastZeroInEitherPrecision() {
        // the exact value is 0; sums in two orders leave a rounding of either sign, which the squared norm cannot have
        Options biased = new Options(MmdEstimator.BIASED, 1, 1);
        Options unbiased = new Options(MmdEstimator.UNBIASED, 1, 1);
        for (int seed = 0; seed < 40; seed++) {
            INDArray x = Rows.normal(seed, 20, 2, 0);
            INDArray reversed =
                    Nd4j.pullRows(x, 1, IntStream.range(0, 20).map(i -> 19 - i).toArray());
            for (boolean single : new boolean[] {false, true}) {
                INDArray left = single ? Rows.single(x) : x;
                INDArray right = single ? Rows.single(reversed) : reversed;
                double value = mmd.value(left, right, biased);
                assertTrue(value >= 0 && value < SINGLE, "seed " + seed + ", single " + single + ": " + value);
                assertTrue(
                        mmd.value(left, right, unbiased) < 0, "unbiased: the diagonal of 1 across is missing within");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KernelFunction.class)
    void everyFunctionAgreesWithTwoLoopsAlsoAcrossBlocks(KernelFunction function) {
        // 530 and 620 rows need two blocks of 512 on each side
        INDArray x = Rows.normal(4, 530, 2, 0);
        INDArray y = Rows.normal(5, 620, 2, 0.5);
        double sigma = function == KernelFunction.LINEAR ? 0 : 1.5;
        for (MmdEstimator estimator : new MmdEstimator[] {MmdEstimator.BIASED, MmdEstimator.UNBIASED}) {
            Options options = options(Map.of("estimator", estimator, "kernelFunction", function, "bandwidth", sigma));
            double expected = Rows.distance(x, y, estimator == MmdEstimator.UNBIASED, slow(function, sigma));
            assertEquals(expected, mmd.value(x, y, options), 1e-9, estimator + ": a million terms, some of size 100");
            double scale = Math.max(1, Math.abs(expected));
            assertEquals(
                    expected, mmd.value(Rows.single(x), Rows.single(y), options), 1e-5 * scale, "single precision");
        }
    }

    @Test
    void theLinearFunctionGivesTheSquaredDistanceOfTheMeans() {
        INDArray x = Rows.normal(6, 7, 3, 0);
        INDArray y = Rows.normal(7, 11, 3, 2);
        double[] difference = Host.doubles(x.mean(0).sub(y.mean(0)));
        Options options = options(Map.of("estimator", "BIASED", "kernelFunction", "LINEAR"));
        assertEquals(Rows.dot(difference, difference), mmd.value(x, y, options), ROUNDING);
    }

    @Test
    void theIncompleteEstimatorOfAllOffsetsIsTheMeanOfAllTerms() {
        double[][] x = Rows.rows(Rows.normal(8, 9, 2, 0));
        double[][] y = Rows.rows(Rows.normal(9, 9, 2, 1));
        ToDoubleBiFunction<double[], double[]> k = Rows.gaussian(1);
        double sum = 0;
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 9; j++) {
                sum += i == j
                        ? 0
                        : k.applyAsDouble(x[i], x[j])
                                + k.applyAsDouble(y[i], y[j])
                                - k.applyAsDouble(x[i], y[j])
                                - k.applyAsDouble(x[j], y[i]);
            }
        }
        Map<String, ?> given = Map.of("estimator", "INCOMPLETE", "bandwidth", 1, "offsets", 8);
        assertEquals(sum / 72, mmd.value(Rows.of(x), Rows.of(y), options(given)), ROUNDING);
    }

    @Test
    void blocksAreAveragedAndCoverAllRows() {
        INDArray x = Rows.normal(10, 7, 2, 0);
        INDArray y = Rows.normal(11, 10, 2, 1);
        Options unbiased = new Options(MmdEstimator.UNBIASED, 1, 1);
        // three rows in a block: 7 / 3 = 2 blocks, rows 0-2 and 3-6 of x, 0-4 and 5-9 of y
        double first = mmd.value(rows(x, 0, 3), rows(y, 0, 5), unbiased);
        double second = mmd.value(rows(x, 3, 7), rows(y, 5, 10), unbiased);
        Options blocks = options(Map.of("estimator", "BLOCK", "bandwidth", 1, "blockSize", 3));
        assertEquals((first + second) / 2, mmd.value(x, y, blocks), ROUNDING);
        Options one = options(Map.of("estimator", "BLOCK", "bandwidth", 1, "blockSize", 7));
        assertEquals(mmd.value(x, y, unbiased), mmd.value(x, y, one), ROUNDING);
    }

    private static INDArray rows(INDArray x, int from, int to) {
        return Nd4j.pullRows(x, 1, IntStream.range(from, to).toArray()).dup('c');
    }

    @ParameterizedTest
    @EnumSource(MmdEstimator.class)
    void gradientsAgreeWithCentralDifferences(MmdEstimator estimator) {
        INDArray x = Rows.normal(12, 6, 2, 0);
        INDArray y = Rows.normal(13, 5, 2, 0.5);
        for (KernelFunction function : KernelFunction.values()) {
            double sigma = function == KernelFunction.LINEAR ? 0 : 1.3;
            Options options = options(
                    Map.of("estimator", estimator, "kernelFunction", function, "bandwidth", sigma, "offsets", 2));
            double[] gradient = Host.doubles(mmd.gradient(x, y, options));
            double[] values = Host.doubles(x);
            for (int i = 0; i < values.length; i++) {
                double difference =
                        (moved(values, i, STEP, y, options) - moved(values, i, -STEP, y, options)) / (2 * STEP);
                assertEquals(difference, gradient[i], GRADIENT, estimator + ", " + function + ", entry " + i);
            }
        }
    }

    private double moved(double[] values, int i, double step, INDArray y, Options options) {
        double[] changed = values.clone();
        changed[i] += step;
        return mmd.value(Nd4j.createFromArray(changed).reshape('c', values.length / 2, 2), y, options);
    }

    @ParameterizedTest
    @EnumSource(
            value = MmdEstimator.class,
            names = {"BIASED", "UNBIASED"})
    void gradientsAcrossBlocksAgreeWithSinglePrecision(MmdEstimator estimator) {
        INDArray x = Rows.normal(14, 530, 3, 0);
        INDArray y = Rows.normal(15, 620, 3, 1);
        Options options = new Options(estimator, 1.5, 3);
        double[] exact = Host.doubles(mmd.gradient(x, y, options));
        double[] single = Host.doubles(mmd.gradient(Rows.single(x), Rows.single(y), options));
        assertArrayEquals(exact, single, 1e-7, "entries are of size 1 / 530");
    }

    @Test
    void theWitnessIsHighWhereTheLeftSampleIs() {
        // x = {0}, y = {2}, sigma 1: f(t) = exp(-t^2/2) - exp(-(t-2)^2/2)
        Options options = new Options(MmdEstimator.BIASED, 1, 1);
        double[] f = mmd.witness(Rows.column(0), Rows.column(2), Rows.column(0, 1, 2, 5), options);
        double q = Math.exp(-2);
        assertArrayEquals(new double[] {1 - q, 0, q - 1, Math.exp(-12.5) - Math.exp(-4.5)}, f, ROUNDING);
        INDArray x = Rows.normal(16, 20, 3, 0);
        INDArray y = Rows.normal(17, 30, 3, 1);
        Witness both = mmd.witness(x, y, options);
        assertEquals(
                mmd.value(x, y, options),
                Arrays.stream(both.left()).average().orElseThrow()
                        - Arrays.stream(both.right()).average().orElseThrow(),
                ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(
            value = MmdEstimator.class,
            names = {"UNBIASED", "LINEAR", "BLOCK"})
    void theVarianceIsThatOverSamples(MmdEstimator estimator) {
        int runs = 300;
        double[] values = new double[runs];
        double variance = 0;
        for (int run = 0; run < runs; run++) {
            Estimate estimate = mmd.estimate(
                    Rows.normal(1000 + run, 40, 2, 0),
                    Rows.normal(5000 + run, 60, 2, 1.5),
                    new Options(estimator, 1.5, 1));
            values[run] = estimate.value();
            variance += estimate.variance() / runs;
        }
        // the variance of 300 values is good to sqrt(2 / 300) = 8 %; the first order leaves out terms of order 1 / n
        double ratio = variance / EmbeddingDistance.variance(values);
        assertTrue(ratio > 0.6 && ratio < 1.5, "stated over seen variance " + ratio);
    }

    @ParameterizedTest
    @EnumSource(Diagonal.class)
    void relabelledValuesAreThoseOfRelabelledSamples(Diagonal diagonal) {
        Sample[] both = Sample.of(Argument.SQUARED_DISTANCE, Rows.normal(18, 300, 2, 0), Rows.normal(19, 400, 2, 1));
        Sample pooled = both[0].with(both[1]);
        EmbeddingDistance distance = new EmbeddingDistance(
                RowKernel.of(KernelMixture.mean(KernelFunction.LAPLACE, new double[] {1, 2})), diagonal);
        int[][] orders = new int[3][];
        for (int p = 0; p < 3; p++) {
            orders[p] = new SeedSource(p).permutation(700);
        }
        double[] values = new RelabelledDistances(distance, pooled, 300, () -> {}).of(orders);
        for (int p = 0; p < 3; p++) {
            double expected = distance.value(
                    pooled.rows(Arrays.copyOf(orders[p], 300)), pooled.rows(Arrays.copyOfRange(orders[p], 300, 700)));
            assertEquals(expected, values[p], 1e-12);
        }
    }

    @Test
    void theExactTestTriesEveryLabellingOnce() {
        // 3 and 3 rows: 20 labellings, each as large as its mirror image; only those two are as far apart: p = 2 / 20
        INDArray x = Rows.column(0, 1, 2);
        INDArray y = Rows.column(10, 11, 12);
        Options exact = options(Map.of("estimator", "BIASED", "bandwidth", 3, "relabelling", "EXACT"));
        assertEquals(
                new PermutationTest(mmd.value(x, y, exact), 2.0 / 20, 19),
                mmd.permutationTest(x, y, exact, 7, FitContext.seeded(1)));
        INDArray same = Rows.column(1, 1, 1, 1);
        assertEquals(
                1.0,
                mmd.permutationTest(same, same, exact, 7, FitContext.seeded(1)).pValue(),
                "all 70 labellings tie, and ties count against the finding");
        assertEquals(70, Labelling.count("m", 4, 4));
    }

    @ParameterizedTest
    @EnumSource(MmdEstimator.class)
    void theObservedLabelsOfFarSamplesAreTheLargest(MmdEstimator estimator) {
        INDArray x = Rows.normal(20, 20, 2, 0);
        INDArray y = Rows.normal(21, 30, 2, 3);
        Options options = new Options(estimator, 1, 1);
        PermutationTest test = mmd.permutationTest(x, y, options, 199, FitContext.seeded(7));
        assertEquals(1.0 / 200, test.pValue(), 1e-15);
        assertEquals(mmd.value(x, y, options), test.value(), ROUNDING);
    }

    @Test
    void equalDistributionsAreRejectedAboutAsOftenAsTheLevelSays() {
        // 60 tests at level 0.1: the count is binomial with mean 6 and deviation 2.3; 15 is four deviations off
        int rejected = 0;
        for (int seed = 0; seed < 60; seed++) {
            INDArray x = Rows.normal(100 + seed, 20, 2, 0);
            INDArray y = Rows.normal(900 + seed, 20, 2, 0);
            PermutationTest test =
                    mmd.permutationTest(x, y, new Options(MmdEstimator.UNBIASED, 0, 1), 99, FitContext.seeded(seed));
            rejected += test.pValue() <= 0.1 ? 1 : 0;
        }
        assertTrue(rejected >= 1 && rejected <= 15, "rejected " + rejected + " of 60 at level 0.1");
    }

    @ParameterizedTest
    @EnumSource(
            value = MmdEstimator.class,
            names = {"UNBIASED", "INCOMPLETE", "LINEAR", "BLOCK"})
    void whatMayBeNegativeIsAboutHalfOfTheTimeUnderEquality(MmdEstimator estimator) {
        int negative = 0;
        for (int seed = 0; seed < 40; seed++) {
            negative += mmd.value(
                                    Rows.normal(seed, 20, 2, 0),
                                    Rows.normal(seed + 500, 20, 2, 0),
                                    new Options(estimator, 1, 1))
                            < 0
                    ? 1
                    : 0;
        }
        assertTrue(negative >= 10 && negative <= 34, negative + " of 40 negative");
    }

    @Test
    void samplesFarFromTheOriginLoseNoDigits() {
        INDArray x = Rows.normal(22, 200, 8, 0);
        INDArray y = Rows.normal(23, 200, 8, 0.3);
        Options options = new Options(MmdEstimator.BIASED, 2, 1);
        double near = mmd.value(x, y, options);
        double far = mmd.value(Rows.single(x.add(1000)), Rows.single(y.add(1000)), options);
        assertEquals(near, far, 1e-4, "floats near 1000 lie 6e-5 apart; uncentred distances would be off by 0.5");
    }

    @Test
    void aSingleRowOnEachSideHasABiasedValue() {
        // 2 - 2 exp(-d^2/2) with d = 2
        assertEquals(
                2 - 2 * Math.exp(-2),
                mmd.value(Rows.column(0), Rows.column(2), new Options(MmdEstimator.BIASED, 1, 1)),
                ROUNDING);
    }

    @Test
    void whatCannotBeMeasuredIsRejected() {
        INDArray x = Rows.column(1, 1, 1, 1);
        INDArray one = Rows.column(1);
        requireMessage(
                "discrepancy/mmd: the median distance between rows is 0.0, so it is no bandwidth; set bandwidth"
                        + " above 0",
                () -> mmd.value(x, Rows.column(1, 2), new Options(MmdEstimator.BIASED, 0, 1)));
        requireMessage(
                "discrepancy/mmd: the estimator UNBIASED needs at least 2 rows on each side, got 1 and 1; BIASED takes single"
                        + " rows",
                () -> mmd.value(one, one, new Options(MmdEstimator.UNBIASED, 1, 1)));
        requireMessage(
                "discrepancy/mmd: left has 1 columns, right has 2 columns; both must be [rows, columns] with equal columns",
                () -> mmd.value(x, Rows.normal(1, 3, 2, 0), new Options(MmdEstimator.UNBIASED, 1, 1)));
        requireMessage(
                "discrepancy/mmd: the left rows must be finite; look for NaN or infinity",
                () -> mmd.value(Rows.column(Double.NaN, 1), x, new Options(MmdEstimator.UNBIASED, 1, 1)));
        requireMessage(
                "Options: weights must be 2 numbers of at least 0 that sum to 1, with commas between them, or empty for equal"
                        + " ones, got '0.5,0.6'",
                () -> options(Map.of("bandwidths", 2, "weights", "0.5,0.6")));
        requireMessage(
                "Options.kernelFunction LINEAR has no bandwidth, got bandwidth 1.0 and bandwidths 1; leave both out",
                () -> options(Map.of("kernelFunction", "LINEAR", "bandwidth", 1)));
        requireMessage("Options.blockSize must be 0 or at least 2, got 1", () -> options(Map.of("blockSize", 1)));
        requireMessage(
                "discrepancy/mmd: relabelling EXACT would try 1.38e+11 labellings of 20 and 20 rows, at most 200000 are tried;"
                        + " use relabelling RANDOM",
                () -> mmd.permutationTest(
                        Rows.normal(1, 20, 1, 0),
                        Rows.normal(2, 20, 1, 0),
                        options(Map.of("relabelling", "EXACT")),
                        9,
                        FitContext.seeded(1)));
        requireMessage(
                "discrepancy/mmd: the terms of estimator INCOMPLETE share rows, so their spread is not the variance of their"
                        + " mean; use LINEAR, BLOCK or UNBIASED",
                () -> mmd.estimate(x, x, new Options(MmdEstimator.INCOMPLETE, 1, 1)));
        requireMessage(
                "discrepancy/mmd: a variance needs at least 2 pairs of rows, got 1; give more rows",
                () -> mmd.estimate(Rows.column(1, 2), Rows.column(1, 3), new Options(MmdEstimator.LINEAR, 1, 1)));
        requireMessage(
                "discrepancy/mmd: permutations must be at least 1, got 0",
                () -> mmd.permutationTest(x, x, new Options(MmdEstimator.BIASED, 1, 1), 0, FitContext.seeded(1)));
    }

    private static void requireMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
