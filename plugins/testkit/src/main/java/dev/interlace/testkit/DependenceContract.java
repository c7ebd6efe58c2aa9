package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.SeedSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The contract of measures of dependence.
 *
 * @param <O> the options record
 */
public abstract class DependenceContract<O extends Record> extends MethodContract<O> {
    /** Double precision: sums of some hundred terms in another order. */
    private static final double ROUNDING = 1e-9;

    private static final int PERMUTATIONS = 19;
    private static final int NULL_RUNS = 40;

    @Override
    protected abstract Dependence<O> method();

    private INDArray sample(String purpose, int rows, int width) {
        return new Problems(seed()).normal(purpose, rows, width, 0);
    }

    /** Two columns of variance 1 that follow the first two of x, with noise: {@code [n, 2]}. */
    private INDArray follower(INDArray x, double noise) {
        int rows = (int) x.size(0);
        INDArray own = Nd4j.pullRows(x.transpose().dup('c'), 1, new int[] {0, 1})
                .transpose()
                .dup('c');
        return own.add(sample("noise", rows, 2).mul(noise)).div(Math.sqrt(1 + noise * noise));
    }

    private PermutationTest test(INDArray x, INDArray y, long testSeed) {
        return method().permutationTest(x, y, options(), PERMUTATIONS, FitContext.seeded(testSeed));
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        INDArray x = sample("x", 20, 3);
        INDArray y = follower(x, 0.5);
        assertTrue(Double.isFinite(method().value(x, y, options)), options + ": the value must be finite");
        PermutationTest test = method().permutationTest(
                        x, y, options, 3, FitContext.seeded(seed()).with(cancellation));
        assertTrue(test.pValue() > 0 && test.pValue() <= 1, options + ": " + test);
    }

    @Test
    final void theOrderOfTheSidesDoesNotMatter() {
        INDArray x = sample("x", 30, 3);
        INDArray y = follower(x, 1);
        double value = method().value(x, y, options());
        assertEquals(value, method().value(y, x, options()), ROUNDING * Math.max(1, Math.abs(value)));
    }

    @Test
    final void theOrderOfPairsDoesNotMatter() {
        INDArray x = sample("x", 30, 3);
        INDArray y = follower(x, 1);
        int[] order = new SeedSource(seed()).permutation(30);
        double value = method().value(x, y, options());
        assertEquals(
                value,
                method().value(
                                Nd4j.pullRows(x, 1, order).dup('c'),
                                Nd4j.pullRows(y, 1, order).dup('c'),
                                options()),
                ROUNDING * Math.max(1, Math.abs(value)),
                "seed " + seed());
    }

    @Test
    final void theValueGrowsWithTheDependence() {
        INDArray x = sample("x", 60, 3);
        double none = method().value(x, sample("other", 60, 2), options());
        double some = method().value(x, follower(x, 1.5), options());
        double much = method().value(x, follower(x, 0.2), options());
        assertTrue(none < some && some < much, "independent, noisy and close give " + none + ", " + some + ", " + much);
    }

    @Test
    final void inputsStayUnchanged() {
        INDArray x = sample("x", 20, 3);
        INDArray y = follower(x, 1);
        List<String> before = List.of(bits(x), bits(y));
        method().value(x, y, options());
        test(x, y, seed());
        assertEquals(before, List.of(bits(x), bits(y)));
    }

    @Test
    final void floatAndDoubleAgree() {
        INDArray x = sample("x", 40, 3);
        INDArray y = follower(x, 1);
        double exact = method().value(x, y, options());
        double single = method().value(x.castTo(DataType.FLOAT), y.castTo(DataType.FLOAT), options());
        assertEquals(exact, single, 1e-4 * Math.max(1, Math.abs(exact)), "a float has 7 digits");
    }

    @Test
    final void dependentRowsGiveTheLeastPValueAndItIsNeverZero() {
        INDArray x = sample("x", 40, 3);
        INDArray y = follower(x, 0.1);
        PermutationTest test = test(x, y, seed());
        assertEquals(1.0 / (1 + PERMUTATIONS), test.pValue(), 1e-12, "p = (1 + 0) / (1 + B)");
        assertEquals(PERMUTATIONS, test.permutations());
        double value = method().value(x, y, options());
        assertEquals(value, test.value(), ROUNDING * Math.max(1, Math.abs(value)), "the observed value");
    }

    @Test
    final void theSameSeedGivesTheSameTest() {
        INDArray x = sample("x", 20, 3);
        INDArray y = follower(x, 3);
        assertEquals(test(x, y, seed()), test(x, y, seed()), "seed " + seed());
    }

    @Test
    final void pValuesAreUniformUnderIndependence() {
        double sum = 0;
        int small = 0;
        for (int run = 0; run < NULL_RUNS; run++) {
            double p = test(sample("x" + run, 14, 3), sample("y" + run, 14, 2), seed() + run)
                    .pValue();
            double count = p * (1 + PERMUTATIONS);
            assertEquals(Math.rint(count), count, 1e-9, "p must be a whole number over 1 + B, got " + p);
            assertTrue(count > 0.5, "p is never 0");
            sum += p;
            small += p < 0.1001 ? 1 : 0;
        }
        // uniform on 1/20 ... 20/20: mean 0.525, deviation 0.288 / sqrt(40) = 0.046; P(p <= 0.1) = 0.1, 4 of 40,
        // deviation 1.9
        assertEquals(0.525, sum / NULL_RUNS, 4 * 0.046, "mean p of " + NULL_RUNS + " tests, seed " + seed());
        assertTrue(small <= 4 + 4 * 1.9, small + " of " + NULL_RUNS + " tests have p <= 0.1, seed " + seed());
    }

    @Test
    final void aTestThatIsCancelledStops() {
        INDArray x = sample("x", 20, 3);
        int[] asked = new int[1];
        FitContext context = FitContext.seeded(seed()).with(Cancellation.when(() -> ++asked[0] > 1));
        Assertions.assertThrows(
                CancellationException.class,
                () -> method().permutationTest(x, follower(x, 1), options(), 100_000, context));
    }

    @Test
    final void rowsThatAreNoPairsAreRejected() {
        INDArray x = sample("x", 20, 3);
        requireRejection(() -> method().value(x, sample("y", 21, 3), options()), "20", "21");
        requireRejection(() -> method().value(x, Nd4j.ones(20), options()));
        requireRejection(() -> method().permutationTest(x, x, options(), 0, FitContext.seeded(seed())), "0");
    }

    @Test
    final void notANumberIsRejected() {
        INDArray x = sample("x", 20, 3);
        INDArray bad = x.dup('c');
        bad.getRow(4).assign(Double.NaN);
        requireRejection(() -> method().value(bad, x, options()), "finite");
        requireRejection(() -> method().value(x, bad, options()), "finite");
    }

    @Test
    final void fewOrEqualRowsHaveADefinedValueOrAreRejected() {
        INDArray x = sample("x", 20, 3);
        requireNumberOrRejection(Nd4j.zeros(DataType.DOUBLE, 20, 2), x);
        requireNumberOrRejection(x, Nd4j.ones(DataType.DOUBLE, 20, 2));
        for (int rows = 1; rows <= 4; rows++) {
            requireNumberOrRejection(sample("few", rows, 3), sample("fewer", rows, 2));
        }
    }

    private void requireNumberOrRejection(INDArray x, INDArray y) {
        try {
            assertTrue(Double.isFinite(method().value(x, y, options())), x.size(0) + " rows give a number");
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("row"), "the message must speak of rows: " + e);
        }
    }
}
