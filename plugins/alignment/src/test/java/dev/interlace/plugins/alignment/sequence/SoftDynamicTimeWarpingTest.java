package dev.interlace.plugins.alignment.sequence;

import static dev.interlace.plugins.alignment.sequence.Sequences.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.sequence.SoftDynamicTimeWarping.Form;
import dev.interlace.plugins.alignment.sequence.SoftDynamicTimeWarping.Options;
import dev.interlace.spi.Warping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SoftDynamicTimeWarpingTest {
    private static final double ROUNDING = 1e-12;
    private static final DynamicTimeWarping.Options HARD =
            new DynamicTimeWarping.Options(StepCost.SQUARED_EUCLIDEAN, 1, Ends.CLOSED);

    private final SoftDynamicTimeWarping soft = new SoftDynamicTimeWarping();

    private static Options value(double gamma) {
        return new Options(gamma, Form.VALUE, 1);
    }

    private static Options divergence(double gamma) {
        return new Options(gamma, Form.DIVERGENCE, 1);
    }

    @Test
    void twoStepsOnTwoByHand() {
        // c = [0 1; 1 0]: three paths cost 0 (diagonal), 1 and 1, so the value is -log(1 + 2/e) and the side cells get
        // e^-1 / (1 + 2/e) each
        Warping warping = soft.align(Sequences.of(0, 1), Sequences.of(0, 1), value(1));
        double all = 1 + 2 / Math.E;
        assertEquals(-Math.log(all), warping.cost(), ROUNDING);
        double side = 1 / Math.E / all;
        assertArrayEquals(
                new double[] {1, side, side, 1}, Host.doubles(warping.weights().orElseThrow()), ROUNDING);
    }

    @Test
    void theGradientByHand() {
        // x = 2 against y = 0 and 3: both pairs count fully, 2 (2 - 0) + 2 (2 - 3) = 2
        assertArrayEquals(
                new double[] {2}, Host.doubles(soft.gradient(Sequences.of(2), Sequences.of(0, 3), value(1))), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void valueAndExpectedAlignmentAreThoseOfAllPaths(long seed) {
        INDArray x = Sequences.random(seed, 4, 2);
        INDArray y = Sequences.random(seed + 100, 5, 2);
        double[][] costs = StepCost.SQUARED_EUCLIDEAN.matrix(Steps.of("", "", x), Steps.of("", "", y));
        double gamma = 0.7;
        double sum = 0;
        double[] expected = new double[20];
        for (List<int[]> path : AllPaths.through(4, 5)) {
            double weight = Math.exp(-AllPaths.cost(path, costs) / gamma);
            sum += weight;
            path.forEach(pair -> expected[5 * pair[0] + pair[1]] += weight);
        }
        for (int i = 0; i < expected.length; i++) {
            expected[i] /= sum;
        }
        Warping warping = soft.align(x, y, value(gamma));
        assertEquals(-gamma * Math.log(sum), warping.cost(), ROUNDING, "seed " + seed);
        assertArrayEquals(expected, Host.doubles(warping.weights().orElseThrow()), ROUNDING, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.5, 0.8})
    void aBandLeavesThePathsNearTheDiagonal(double width) {
        INDArray x = Sequences.random(8, 5, 2);
        INDArray y = Sequences.random(9, 5, 2);
        double[][] costs = StepCost.SQUARED_EUCLIDEAN.matrix(Steps.of("", "", x), Steps.of("", "", y));
        Band band = new Band(5, 5, width);
        double gamma = 0.7;
        double sum = 0;
        double[] expected = new double[25];
        int left = 0;
        for (List<int[]> path : AllPaths.through(5, 5)) {
            if (path.stream().allMatch(pair -> band.admits(pair[0], pair[1]))) {
                double weight = Math.exp(-AllPaths.cost(path, costs) / gamma);
                sum += weight;
                path.forEach(pair -> expected[5 * pair[0] + pair[1]] += weight);
                left++;
            }
        }
        assertTrue(left < AllPaths.through(5, 5).size(), "the band closes paths");
        for (int i = 0; i < expected.length; i++) {
            expected[i] /= sum;
        }
        Options options = new Options(gamma, Form.VALUE, width);
        Warping warping = soft.align(x, y, options);
        assertEquals(-gamma * Math.log(sum), warping.cost(), ROUNDING);
        assertArrayEquals(expected, Host.doubles(warping.weights().orElseThrow()), ROUNDING);
        double step = 1e-5;
        double[] gradient = Host.doubles(soft.gradient(x, y, options));
        for (int k = 0; k < gradient.length; k++) {
            INDArray more = x.dup();
            more.putScalar(k, more.getDouble(k) + step);
            INDArray less = x.dup();
            less.putScalar(k, less.getDouble(k) - step);
            double slope = (soft.align(more, y, options).cost()
                            - soft.align(less, y, options).cost())
                    / (2 * step);
            assertEquals(slope, gradient[k], 1e-7 * Math.max(1, Math.abs(slope)), "entry " + k);
        }
    }

    @Test
    void aBandThatLetsNoPathThroughIsRejected() {
        assertRejected(
                "sequence/soft-dtw: Options.band 0.1 lets no path through 5 and 3 steps; set it to at least 0.25",
                () -> soft.align(
                        Sequences.random(1, 5, 1), Sequences.random(2, 3, 1), new Options(1, Form.VALUE, 0.1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSmallGammaIsDynamicTimeWarping(long seed) {
        INDArray x = Sequences.random(seed, 8, 2);
        INDArray y = Sequences.random(seed + 100, 6, 2);
        Warping hard = new DynamicTimeWarping().align(x, y, HARD);
        Warping warping = soft.align(x, y, value(1e-4));
        // at most log(number of paths) gamma lower: Delannoy(7, 5) = 5641, log = 8.6
        assertEquals(hard.cost(), warping.cost(), 8.7e-4, "seed " + seed);
        assertTrue(warping.cost() <= hard.cost() + ROUNDING, "the soft minimum is never above the minimum");
        assertArrayEquals(hard.left(), warping.left());
        assertArrayEquals(hard.right(), warping.right());
        double[] weights = Host.doubles(warping.weights().orElseThrow());
        for (int p = 0; p < hard.left().length; p++) {
            assertEquals(1, weights[6 * hard.left()[p] + hard.right()[p]], 1e-6, "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 100})
    void theDivergenceIsZeroForEqualSequencesAndNeverLess(double gamma) {
        INDArray x = Sequences.random(5, 7, 2);
        assertEquals(0, soft.align(x, x.dup(), divergence(gamma)).cost(), 1e-9 * Math.max(1, gamma));
        assertTrue(soft.align(x, x.dup(), value(gamma)).cost() < 0, "the value is not: " + gamma);
        for (double size : new double[] {0.01, 0.1, 1}) {
            INDArray moved = x.add(Sequences.random(6, 7, 2).mul(size));
            assertTrue(soft.align(x, moved, divergence(gamma)).cost() > 0, gamma + ", moved by " + size);
        }
    }

    @Test
    void theDivergenceOfEqualSequencesHasNoGradient() {
        INDArray x = Sequences.random(5, 6, 2);
        assertArrayEquals(
                new double[12], Host.doubles(soft.gradient(x, x.dup(), divergence(1))), 1e-10, "a least value");
    }

    @Test
    void aDescentAlongTheGradientReachesTheOtherSequence() {
        INDArray y = Sequences.of(0, 1, 3, 1, 0);
        INDArray x = Sequences.of(0.2, 0.8, 2.5, 1.3, -0.3); // near enough that the diagonal is the cheapest path
        double start = soft.align(x, y, divergence(0.1)).cost();
        for (int step = 0; step < 200; step++) {
            x = x.sub(soft.gradient(x, y, divergence(0.1)).mul(0.05));
        }
        double end = soft.align(x, y, divergence(0.1)).cost();
        assertTrue(end < 1e-3 * start, "from " + start + " to " + end);
    }

    @Test
    void theGradientHasTheTypeOfTheSequence() {
        INDArray x = Sequences.of(1, 2).castTo(DataType.FLOAT);
        assertEquals(DataType.FLOAT, soft.gradient(x, x, value(1)).dataType());
    }

    @Test
    void largeCostsOverATinyGammaStayFinite() {
        INDArray x = Sequences.random(1, 9, 2).mul(1e4);
        INDArray y = Sequences.random(2, 7, 2).mul(1e4);
        double hard = new DynamicTimeWarping().align(x, y, HARD).cost();
        Warping warping = soft.align(x, y, value(1e-6));
        assertEquals(hard, warping.cost(), 1e-9 * hard);
        assertTrue(Double.isFinite(Host.sum(warping.weights().orElseThrow())));
    }

    @Test
    void optionsOutsideTheirRangeAreRejected() {
        assertRejected("Options.gamma must be in (0, 1000000], got 0.0", () -> value(0));
    }
}
