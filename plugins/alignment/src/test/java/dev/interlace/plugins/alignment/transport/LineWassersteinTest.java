package dev.interlace.plugins.alignment.transport;

import static dev.interlace.plugins.alignment.transport.Draws.column;
import static dev.interlace.plugins.alignment.transport.Draws.normal;
import static dev.interlace.plugins.alignment.transport.Draws.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.LineWasserstein.Options;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Masses;
import dev.interlace.testkit.DiscrepancyContract;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LineWassersteinTest extends DiscrepancyContract<Options> {
    private static final double ROUNDING = 1e-12;

    @Override
    protected LineWasserstein method() {
        return new LineWasserstein();
    }

    @Override
    protected Options optionsForGradient() {
        return new Options(2.5);
    }

    private double value(INDArray x, INDArray y, double order) {
        return method().value(x, y, new Options(order));
    }

    @Test
    void unequalSizesMatchTheArithmetic() {
        // x = {0, 2}, y = {1, 3, 5}: masses 1/2, 1/2 against 1/3, 1/3, 1/3
        // 0-1: 1/3, 0-3: 1/6, 2-3: 1/6, 2-5: 1/3; W1 = 1/3 + 3/6 + 1/6 + 3/3 = 2
        // W2^2 = 1/3 + 9/6 + 1/6 + 9/3 = 5
        assertEquals(2, value(column(2, 0), column(5, 1, 3), 1), ROUNDING);
        assertEquals(Math.sqrt(5), value(column(0, 2), column(1, 3, 5), 2), ROUNDING);
    }

    @Test
    void rowsThatDifferInMassMatchTheArithmeticAndTheReference() {
        // x = {2, 0} of 1/4 and 3/4, y = {1, 3} of 1/2 each: 0-1: 1/2, 0-3: 1/4, 2-3: 1/4
        // W1 = 0.5 * 1 + 0.25 * 3 + 0.25 * 1 = 1.5
        Masses masses = new Masses(new double[] {1, 3}, new double[] {1, 1});
        assertEquals(
                1.5,
                method().report(column(2, 0), column(1, 3), masses, new Options(1))
                        .value(),
                ROUNDING);
        INDArray x = GoldenTransport.matrix("x").getColumn(20).reshape(100, 1);
        INDArray y = GoldenTransport.matrix("y").getColumn(20).reshape(100, 1);
        double[] left = new double[100];
        double[] right = new double[100];
        Arrays.setAll(left, i -> i + 1);
        Arrays.setAll(right, i -> 100 - i);
        assertEquals(
                GoldenTransport.number("line-masses"), // by POT's wasserstein_1d
                method().report(x, y, new Masses(left, right), new Options(2)).value(),
                1e-9);
    }

    @Test
    void evenMassesChangeNothing() {
        INDArray x = normal(1, 7, 3, 0);
        INDArray y = normal(2, 5, 3, 1);
        double[] left = new double[7];
        double[] right = new double[5];
        Arrays.fill(left, 2);
        Arrays.fill(right, 3);
        assertEquals(
                value(x, y, 2),
                method().report(x, y, new Masses(left, right), new Options(2)).value(),
                ROUNDING);
    }

    @Test
    void theGradientOfTheArithmeticIsTheMassTimesTheDirection() {
        // every point of x lies below what it is joined with: the mass of each, downwards
        INDArray gradient = method().gradient(column(2, 0), column(5, 2.5, 3), new Options(1));
        assertArrayEquals(new double[] {-0.5, -0.5}, Host.doubles(gradient), ROUNDING);
    }

    @Test
    void aShiftIsTheDistanceInEveryOrder() {
        INDArray x = normal(1, 30, 1, 0);
        for (double order : new double[] {1, 1.5, 2, 16}) {
            assertEquals(3, value(x, x.add(3), order), 1e-9, "order " + order);
        }
    }

    @Test
    void exchangedHalvesAreATieInEveryTestOfTransport() {
        // {0, 1} against {5, 6.3}: of the 6 ways to halve them, this one and its exchange have the largest value: p is
        // 2 of 6
        INDArray x = column(0, 1);
        INDArray y = column(5, 6.3);
        FitContext context = FitContext.seeded(3);
        int draws = 3000;
        double deviations = 4 * Math.sqrt(2.0 / 9 / draws);
        assertEquals(
                1 / 3.0,
                method().permutationTest(x, y, new Options(1.7), draws, context).pValue(),
                deviations);
        SlicedWasserstein sliced = new SlicedWasserstein();
        assertEquals(
                1 / 3.0,
                sliced.permutationTest(
                                x, y, sliced.descriptor().schema().parse(Map.of("projections", 3)), draws, context)
                        .pValue(),
                deviations);
        SinkhornDiscrepancy sinkhorn = new SinkhornDiscrepancy();
        assertEquals(
                1 / 3.0,
                sinkhorn.permutationTest(x, y, sinkhorn.descriptor().schema().defaults(), draws, context)
                        .pValue(),
                deviations);
    }

    @Test
    void distancesBeyondAllNumbersAreNoValue() {
        Draws.requireMessage(
                "discrepancy/wasserstein-1d: distances to the power of 16.0 are no finite numbers; scale the features down, or"
                        + " take a smaller order",
                () -> value(column(0, 1), column(1e30, 2e30), 16));
    }

    @Test
    void columnsAreAveragedAsPowers() {
        INDArray x = Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 4, 2);
        INDArray y = x.add(Nd4j.createFromArray(new double[][] {{3, 4}}));
        assertEquals(3.5, value(x, y, 1), ROUNDING);
        assertEquals(Math.sqrt(12.5), value(x, y, 2), ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"1, 11", "2, 12", "3, 13"})
    void noMatchingIsCheaperThanTheSortedOne(double order, long seed) {
        double[] x = Host.doubles(normal(seed, 7, 1, 0));
        double[] y = Host.doubles(normal(seed + 100, 7, 1, 0.5));
        double[][] costs = Arrays.stream(x)
                .mapToObj(a -> Arrays.stream(y)
                        .map(b -> Math.pow(Math.abs(a - b), order))
                        .toArray())
                .toArray(double[][]::new);
        double exact = Math.pow(Draws.cheapest(costs), 1 / order);
        assertEquals(exact, value(column(x), column(y), order), 1e-10, "seed " + seed);
    }

    @Test
    void everyPointTwiceOrThriceIsTheSameDistribution() {
        double once = value(column(0, 1, 5), column(2, 2.5), 2);
        double more = value(column(0, 1, 5, 0, 1, 5), column(2, 2.5, 2.5, 2, 2, 2.5), 2);
        assertEquals(once, more, ROUNDING);
    }

    @Test
    void equalSamplesHaveNoGradient() {
        INDArray x = normal(3, 5, 2, 0);
        assertArrayEquals(new double[10], Host.doubles(method().gradient(x, x, new Options(2))), 0);
    }

    @Test
    void orderBelowOneAndEmptySamplesAreRejected() {
        requireMessage("Options.order must be in [1, 16], got 0.5", () -> new Options(0.5));
        requireMessage(
                "discrepancy/wasserstein-1d needs at least 1 row on each side, got 0 and 2",
                () -> value(Nd4j.create(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 0, 1), column(1, 2), 1));
        requireMessage(
                "discrepancy/wasserstein-1d: the right rows must be finite, got NaN in row 1, column 0",
                () -> value(column(1, 2), column(0, Double.NaN), 1));
    }
}
