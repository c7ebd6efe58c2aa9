package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The contract of discrepancies.
 *
 * @param <O> the options record
 */
public abstract class DiscrepancyContract<O extends Record> extends MethodContract<O> {
    /** Double precision: sums of some hundred terms in another order. */
    private static final double ROUNDING = 1e-9;

    private static final double STEP = 1e-6;

    /** Central differences with step 1e-6 in double precision lose nine of fifteen digits. */
    private static final double GRADIENT_TOLERANCE = 1e-5;

    private static final int PERMUTATIONS = 19;
    private static final int NULL_RUNS = 40;

    @Override
    protected abstract Discrepancy<O> method();

    /** Options under which a set has discrepancy 0 from itself (the biased estimator); empty if there are none. */
    protected Optional<O> optionsOfZeroForEqualSets() {
        return Optional.of(options());
    }

    /**
     * Options under which the value is a smooth function of the sample, for the gradient: no bandwidth chosen from the
     * data, since that counts as a constant.
     */
    protected O optionsForGradient() {
        return options();
    }

    private INDArray sample(String purpose, int rows, double shift) {
        return new Problems(seed()).normal(purpose, rows, 3, shift);
    }

    private PermutationTest test(INDArray x, INDArray y, long testSeed) {
        return method().permutationTest(x, y, options(), PERMUTATIONS, FitContext.seeded(testSeed));
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        INDArray x = sample("x", 20, 0);
        INDArray y = sample("y", 24, 1);
        assertTrue(Double.isFinite(method().value(x, y, options)), options + ": the value must be finite");
        PermutationTest test = method().permutationTest(
                        x, y, options, 3, FitContext.seeded(seed()).with(cancellation));
        assertTrue(test.pValue() > 0 && test.pValue() <= 1, options + ": " + test);
    }

    @Test
    final void theOrderOfTheSamplesDoesNotMatter() {
        INDArray x = sample("x", 20, 0);
        INDArray y = sample("y", 30, 0.7);
        double value = method().value(x, y, options());
        assertEquals(value, method().value(y, x, options()), ROUNDING * Math.max(1, Math.abs(value)));
    }

    @Test
    final void theOrderOfRowsDoesNotMatter() {
        INDArray x = sample("x", 20, 0);
        INDArray y = sample("y", 30, 0.7);
        int[] reversed =
                java.util.stream.IntStream.range(0, 20).map(row -> 19 - row).toArray();
        double value = method().value(x, y, options());
        assertEquals(
                value,
                method().value(Nd4j.pullRows(x, 1, reversed).dup('c'), y, options()),
                ROUNDING * Math.max(1, Math.abs(value)));
    }

    @Test
    final void aSetHasNoDiscrepancyFromItself() {
        assumeTrue(optionsOfZeroForEqualSets().isPresent(), "no option gives zero for equal sets");
        INDArray x = sample("x", 25, 0);
        optionsOfZeroForEqualSets()
                .ifPresent(options -> assertEquals(0, method().value(x, x.dup('c'), options), ROUNDING));
    }

    @Test
    final void theValueGrowsWithTheDistanceOfTheDistributions() {
        INDArray x = sample("x", 60, 0);
        double near = method().value(x, sample("y", 60, 0), options());
        double apart = method().value(x, sample("y", 60, 1), options());
        double far = method().value(x, sample("y", 60, 2), options());
        assertTrue(near < apart && apart < far, "shifts of 0, 1 and 2 give " + near + ", " + apart + ", " + far);
    }

    @Test
    final void inputsStayUnchanged() {
        INDArray x = sample("x", 20, 0);
        INDArray y = sample("y", 30, 0.7);
        List<String> before = List.of(bits(x), bits(y));
        method().value(x, y, options());
        if (claims(Capability.GRADIENT)) {
            method().gradient(x, y, options());
        }
        test(x, y, seed());
        assertEquals(before, List.of(bits(x), bits(y)));
    }

    @Test
    final void floatAndDoubleAgree() {
        INDArray x = sample("x", 40, 0);
        INDArray y = sample("y", 50, 0.7);
        double exact = method().value(x, y, options());
        double single = method().value(
                        x.castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT),
                        y.castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT),
                        options());
        assertEquals(exact, single, 1e-4 * Math.max(1, Math.abs(exact)), "a float has 7 digits");
    }

    @Test
    final void theGradientAgreesWithCentralDifferences() {
        assumeTrue(claims(Capability.GRADIENT), "the method does not claim GRADIENT");
        INDArray x = sample("x", 6, 0);
        INDArray y = sample("y", 8, 0.7);
        O options = optionsForGradient();
        INDArray result = method().gradient(x, y, options);
        assertEquals(Arrays.toString(x.shape()), Arrays.toString(result.shape()), "shape of the gradient");
        double[] gradient = Host.doubles(result);
        double[] values = Host.doubles(x);
        for (int i = 0; i < values.length; i++) {
            double difference = (moved(values, i, STEP, y, options) - moved(values, i, -STEP, y, options)) / (2 * STEP);
            assertEquals(
                    difference,
                    gradient[i],
                    GRADIENT_TOLERANCE * Math.max(1, Math.abs(difference)),
                    "entry " + i + ", seed " + seed());
        }
    }

    private double moved(double[] values, int i, double step, INDArray y, O options) {
        double[] changed = values.clone();
        changed[i] += step;
        return method().value(Nd4j.createFromArray(changed).reshape('c', values.length / 3, 3), y, options);
    }

    @Test
    final void differentDistributionsGiveTheLeastPValueAndItIsNeverZero() {
        INDArray x = sample("x", 20, 0);
        INDArray y = sample("y", 30, 4);
        PermutationTest test = test(x, y, seed());
        assertEquals(1.0 / (1 + PERMUTATIONS), test.pValue(), 1e-12, "p = (1 + 0) / (1 + B)");
        assertEquals(PERMUTATIONS, test.permutations());
        double value = method().value(x, y, options());
        assertEquals(value, test.value(), ROUNDING * Math.max(1, Math.abs(value)), "the observed value");
    }

    @Test
    final void theSameSeedGivesTheSameTest() {
        INDArray x = sample("x", 20, 0);
        INDArray y = sample("y", 30, 0.2);
        assertEquals(test(x, y, seed()), test(x, y, seed()), "seed " + seed());
    }

    @Test
    final void pValuesAreUniformWhereNothingDiffers() {
        double sum = 0;
        int small = 0;
        for (int run = 0; run < NULL_RUNS; run++) {
            double p = test(sample("x" + run, 12, 0), sample("y" + run, 12, 0), seed() + run)
                    .pValue();
            double count = p * (1 + PERMUTATIONS);
            assertEquals(Math.rint(count), count, 1e-9, "p must be a whole number over 1 + B, got " + p);
            assertTrue(count > 0.5, "p is never 0");
            sum += p;
            small += p < 0.1001 ? 1 : 0;
        }
        // uniform on 1/20 ... 20/20: mean 0.525, deviation 0.288 / sqrt(60) = 0.037; P(p <= 0.1) = 0.1, 6 of 60,
        // deviation 2.3
        assertEquals(0.525, sum / NULL_RUNS, 4 * 0.046, "mean p of " + NULL_RUNS + " tests, seed " + seed());
        assertTrue(small <= 4 + 4 * 1.9, small + " of " + NULL_RUNS + " tests have p <= 0.1, seed " + seed());
    }

    @Test
    final void aCancelledTestStops() {
        Cancellation at = Cancellation.when(() -> true);
        assertThrows(
                CancellationException.class,
                () -> method().permutationTest(
                                sample("x", 20, 0),
                                sample("y", 30, 0),
                                options(),
                                PERMUTATIONS,
                                FitContext.seeded(seed()).with(at)));
    }

    @Test
    final void samplesThatDoNotFitAreRejected() {
        INDArray x = sample("x", 20, 0);
        INDArray narrow = new Problems(seed()).normal("y", 20, 2, 0);
        requireRejection(() -> method().value(x, narrow, options()), "2", "3");
        requireRejection(() -> method().value(x, Nd4j.ones(20), options()));
        requireRejection(() -> method().permutationTest(x, x, options(), 0, FitContext.seeded(seed())), "0");
    }

    @Test
    final void notANumberIsRejected() {
        INDArray x = sample("x", 20, 0);
        INDArray bad = x.dup('c');
        bad.getRow(4).assign(Double.NaN);
        requireRejection(() -> method().value(bad, x, options()), "finite");
        requireRejection(() -> method().value(x, bad, options()), "finite");
    }

    @Test
    final void aSingleRowHasADefinedValueOrIsRejected() {
        INDArray one = sample("x", 1, 0);
        INDArray y = sample("y", 20, 0);
        try {
            assertTrue(Double.isFinite(method().value(one, y, options())), "one row gives a number");
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("row"), "the message must speak of rows: " + e);
        }
    }
}
