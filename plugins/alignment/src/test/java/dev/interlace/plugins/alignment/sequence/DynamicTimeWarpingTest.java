package dev.interlace.plugins.alignment.sequence;

import static dev.interlace.plugins.alignment.sequence.Sequences.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.sequence.DynamicTimeWarping.Options;
import dev.interlace.spi.Warping;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DynamicTimeWarpingTest {
    private static final double ROUNDING = 1e-12;
    private static final Options PLAIN = new Options(StepCost.SQUARED_EUCLIDEAN, 1, Ends.CLOSED);
    private static final Options OPEN = new Options(StepCost.SQUARED_EUCLIDEAN, 1, Ends.OPEN);

    private final DynamicTimeWarping dtw = new DynamicTimeWarping();

    private static Options band(double width) {
        return new Options(StepCost.SQUARED_EUCLIDEAN, width, Ends.CLOSED);
    }

    @Test
    void fourAndThreeStepsByHand() {
        // x = 1 3 4 9, y = 1 4 9.  c:  0  9 64    D:  0  9 73
        //                             4  1 36        4  1 37
        //                             9  0 25       13  1 26
        //                            64 25  0       77 26  1
        Warping warping = dtw.align(Sequences.of(1, 3, 4, 9), Sequences.of(1, 4, 9), PLAIN);
        assertEquals(1, warping.cost(), ROUNDING);
        assertArrayEquals(new int[] {0, 1, 2, 3}, warping.left());
        assertArrayEquals(new int[] {0, 1, 1, 2}, warping.right());
        assertTrue(warping.weights().isEmpty(), "the path says all");
    }

    @Test
    void theThreeStepCostsByHand() {
        INDArray x = Sequences.random(1, 1, 2).assign(Sequences.of(3, 0).reshape(1, 2)); // (3, 0)
        INDArray y = Sequences.random(1, 1, 2)
                .assign(Sequences.of(0, 4).reshape(1, 2)); // (0, 4): apart by 5, at right angles
        assertEquals(25, dtw.align(x, y, PLAIN).cost(), ROUNDING);
        assertEquals(
                5,
                dtw.align(x, y, new Options(StepCost.EUCLIDEAN, 1, Ends.CLOSED)).cost(),
                ROUNDING);
        Options cosine = new Options(StepCost.COSINE, 1, Ends.CLOSED);
        assertEquals(1, dtw.align(x, y, cosine).cost(), ROUNDING);
        assertEquals(0, dtw.align(x, x.mul(7), cosine).cost(), ROUNDING, "loudness does not count");
        assertEquals(2, dtw.align(x, x.neg(), cosine).cost(), ROUNDING, "opposite");
        assertEquals(1, dtw.align(x, x.mul(0), cosine).cost(), ROUNDING, "a step of zeros has no direction");
    }

    @Test
    void ofEquallyCheapPathsTheDiagonalOneIsTaken() {
        Warping warping = dtw.align(Sequences.of(5, 5, 5), Sequences.of(5, 5, 5), PLAIN);
        assertArrayEquals(new int[] {0, 1, 2}, warping.left());
        assertArrayEquals(new int[] {0, 1, 2}, warping.right());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noPathIsCheaper(long seed) {
        INDArray x = Sequences.random(seed, 4, 2);
        INDArray y = Sequences.random(seed + 100, 5, 2);
        for (StepCost stepCost : StepCost.values()) {
            double[][] costs = stepCost.matrix(Steps.of("", "", x), Steps.of("", "", y));
            double least = AllPaths.through(4, 5).stream()
                    .mapToDouble(path -> AllPaths.cost(path, costs))
                    .min()
                    .orElseThrow();
            Options options = new Options(stepCost, 1, Ends.CLOSED);
            Warping warping = dtw.align(x, y, options);
            assertEquals(least, warping.cost(), ROUNDING, stepCost + ", seed " + seed);
            double along = 0;
            for (int p = 0; p < warping.left().length; p++) {
                along += costs[warping.left()[p]][warping.right()[p]];
            }
            assertEquals(least, along, ROUNDING, "the path costs what the table says, seed " + seed);
            assertEquals(least, dtw.cost(x, y, options), ROUNDING, "two rows say the same, seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withinABandNoPathOfTheBandIsCheaper(long seed) {
        INDArray x = Sequences.random(seed, 5, 1);
        INDArray y = Sequences.random(seed + 100, 4, 1);
        double[][] costs = StepCost.SQUARED_EUCLIDEAN.matrix(Steps.of("", "", x), Steps.of("", "", y));
        for (double width : new double[] {0.25, 0.34, 0.5, 0.75}) {
            double least = AllPaths.through(5, 4).stream()
                    .filter(path ->
                            path.stream().allMatch(pair -> Math.abs(pair[0] / 4.0 - pair[1] / 3.0) <= width + 1e-12))
                    .mapToDouble(path -> AllPaths.cost(path, costs))
                    .min()
                    .orElseThrow();
            assertEquals(least, dtw.align(x, y, band(width)).cost(), ROUNDING, width + ", seed " + seed);
            assertEquals(least, dtw.cost(x, y, band(width)), ROUNDING, width + ", seed " + seed);
        }
    }

    @Test
    void aBandOfZeroIsTheDiagonal() {
        INDArray x = Sequences.of(0, 0, 9, 9);
        INDArray y = Sequences.of(0, 9, 9, 9);
        assertEquals(0, dtw.align(x, y, PLAIN).cost(), ROUNDING);
        Warping straight = dtw.align(x, y, band(0));
        assertEquals(81, straight.cost(), ROUNDING);
        assertArrayEquals(straight.left(), straight.right());
        assertEquals(0, dtw.align(x, y, band(1 / 3.0)).cost(), ROUNDING, "one step to the side of three");
    }

    @Test
    void aSingleStepHasNoDiagonalToLeave() {
        assertEquals(
                4 + 1,
                dtw.align(Sequences.of(1), Sequences.of(3, 1, 2), band(0)).cost(),
                ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(StepCost.class)
    void aSequenceIsFoundWithinALongerOne(StepCost stepCost) {
        INDArray whole = Sequences.random(3, 30, 4);
        INDArray part =
                Nd4j.pullRows(whole, 1, new int[] {11, 12, 13, 13, 14, 15}).dup('c');
        Warping warping = dtw.align(part, whole, new Options(stepCost, 1, Ends.OPEN));
        double[][] counted = rows(warping);
        for (int j = 0; j < 30; j++) {
            boolean inside = j >= 11 && j <= 15;
            double any = 0;
            for (double[] row : counted) {
                any += row[j];
            }
            assertEquals(inside, any > 0, stepCost + ": step " + j);
        }
        assertEquals(29, warping.right()[warping.right().length - 1], "the path goes on to the end of y");
    }

    @Test
    void openEndsByHand() {
        // x = 1 2 in y = 8 1 2 2 8: the stretch 1..2 costs 0; of equal ends the first is taken
        Warping warping = dtw.align(Sequences.of(1, 2), Sequences.of(8, 1, 2, 2, 8), OPEN);
        assertEquals(0, warping.cost(), ROUNDING);
        assertArrayEquals(new int[] {0, 0, 1, 1, 1}, warping.left());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, warping.right());
        assertArrayEquals(new double[] {0, 1, 0, 0, 0}, rows(warping)[0]);
        assertArrayEquals(new double[] {0, 0, 1, 0, 0}, rows(warping)[1]);
        assertEquals(0, dtw.cost(Sequences.of(1, 2), Sequences.of(8, 1, 2, 2, 8), OPEN), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void openEndsAreTheBestOfAllStretches(long seed) {
        INDArray x = Sequences.random(seed, 3, 2);
        INDArray y = Sequences.random(seed + 100, 5, 2);
        double[][] costs = StepCost.SQUARED_EUCLIDEAN.matrix(Steps.of("", "", x), Steps.of("", "", y));
        double least = Double.POSITIVE_INFINITY;
        for (int from = 0; from < 5; from++) {
            for (int to = from; to < 5; to++) {
                int start = from;
                least = Math.min(
                        least,
                        AllPaths.through(3, to - from + 1).stream()
                                .mapToDouble(path -> path.stream()
                                        .mapToDouble(pair -> costs[pair[0]][start + pair[1]])
                                        .sum())
                                .min()
                                .orElseThrow());
            }
        }
        Warping warping = dtw.align(x, y, OPEN);
        assertEquals(least, warping.cost(), ROUNDING, "seed " + seed);
        double counted = 0;
        double[][] weights = rows(warping);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 5; j++) {
                counted += weights[i][j] * costs[i][j];
            }
        }
        assertEquals(least, counted, ROUNDING, "the counted pairs cost what the table says, seed " + seed);
    }

    @Test
    void aSingleStepIsFoundWhereItIsNearest() {
        assertArrayEquals(
                new double[] {0, 0, 1, 0}, rows(dtw.align(Sequences.of(5), Sequences.of(1, 4, 5.5, 8), OPEN))[0]);
    }

    private static double[][] rows(Warping warping) {
        INDArray weights = warping.weights().orElseThrow();
        double[] flat = Host.doubles(weights);
        int s = (int) weights.size(1);
        double[][] rows = new double[(int) weights.size(0)][s];
        for (int i = 0; i < flat.length; i++) {
            rows[i / s][i % s] = flat[i];
        }
        return rows;
    }

    @Test
    void aBandThatLetsNothingThroughIsRejectedWithTheLeastThatDoes() {
        assertRejected(
                "sequence/dtw: Options.band 0.1 lets no path through 5 and 3 steps; set it to at least 0.25",
                () -> dtw.align(Sequences.of(1, 2, 3, 4, 5), Sequences.of(1, 2, 3), band(0.1)));
        dtw.align(Sequences.of(1, 2, 3, 4, 5), Sequences.of(1, 2, 3), band(0.25)); // the advice holds
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 12, 31})
    void theAdvisedBandLetsAPathThrough(int steps) {
        double least = new Band(steps, 17, 0).least();
        Warping warping = dtw.align(Sequences.random(1, steps, 1), Sequences.random(2, 17, 1), band(least));
        assertEquals(16, warping.right()[warping.right().length - 1], steps + " steps, band " + least);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        assertRejected(
                "sequence/dtw: x has 2 columns, y has 3; bring them into one space first, or use sequence/ctw, which takes"
                        + " unequal widths",
                () -> dtw.align(Sequences.random(1, 4, 2), Sequences.random(1, 4, 3), PLAIN));
        assertRejected(
                "sequence/dtw: x must be a sequence of at least one step, [steps, width], got [4]; leave empty sequences out",
                () -> dtw.align(Sequences.of(1, 2, 3, 4).reshape(4), Sequences.of(1), PLAIN));
        assertRejected(
                "sequence/dtw: y must be finite, got NaN at step 1; mend or leave out what made it",
                () -> dtw.align(Sequences.of(1), Sequences.of(1, Double.NaN), PLAIN));
        assertRejected(
                "Options.band must be 1 when ends is OPEN, got 0.5: a band around the diagonal has no meaning where the"
                        + " beginning is free",
                () -> new Options(StepCost.EUCLIDEAN, 0.5, Ends.OPEN));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 10, 17})
    void thePathOfKeptRowsIsThatOfTheWholeTable(int steps) {
        // costs are whole numbers, so that many ways cost the same and the choice among them shows
        SplittableRandom random = new SplittableRandom(steps);
        double[][] costs = new double[steps][13];
        for (double[] row : costs) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(3);
            }
        }
        Warping found = CheapestPath.closed((i, j) -> costs[i][j], new Band(steps, 13, 1));
        double[][] table = new double[steps][13];
        for (int i = 0; i < steps; i++) {
            for (int j = 0; j < 13; j++) {
                table[i][j] = costs[i][j]
                        + (i == 0 && j == 0
                                ? 0
                                : Math.min(
                                        at(table, i - 1, j - 1), Math.min(at(table, i - 1, j), at(table, i, j - 1))));
            }
        }
        assertEquals(table[steps - 1][12], found.cost());
        int i = steps - 1;
        int j = 12;
        for (int p = found.left().length - 1; p >= 0; p--) {
            assertEquals(i, found.left()[p], "place " + p);
            assertEquals(j, found.right()[p], "place " + p);
            double least = Math.min(at(table, i - 1, j - 1), Math.min(at(table, i - 1, j), at(table, i, j - 1)));
            boolean diagonal = at(table, i - 1, j - 1) == least;
            boolean up = !diagonal && at(table, i - 1, j) == least;
            i -= diagonal || up ? 1 : 0;
            j -= diagonal || !up ? 1 : 0;
        }
    }

    private static double at(double[][] table, int i, int j) {
        return i < 0 || j < 0 ? Double.POSITIVE_INFINITY : table[i][j];
    }

    @Test
    void longSequencesNeedNoTable() {
        // the table of 8,000 x 8,000 numbers was half a gigabyte, and the costs as much again
        Warping found = dtw.align(Sequences.random(1, 8000, 1), Sequences.random(2, 8000, 1), PLAIN);
        assertEquals(0, found.left()[0]);
        assertEquals(7999, found.right()[found.right().length - 1]);
    }
}
