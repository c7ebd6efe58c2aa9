package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.PlainRowLoops;
import dev.interlace.learn.loops.RowLoops;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftRowsTest {
    /** Double precision, sums of some hundred terms. */
    private static final double ROUNDING = 1e-12;

    private static double[] random(long seed, int n, double scale) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        Arrays.setAll(values, i -> scale * random.nextGaussian());
        return values;
    }

    @Test
    void twoRowsShareTheirMassByTheArithmetic() {
        // row 1: exp(0 - 0), exp(log 3 - 0) = 1, 3; row 2: exp(0 - log 2), exp(log 3 - log 3) = 1/2, 1
        SoftRows rows = new SoftRows(new double[] {0, 0, Math.log(2), Math.log(3)}, 2, 2);
        double[] offsets = {0, Math.log(3)};
        double[] logs = new double[2];
        double[] columns = new double[2];
        rows.share(-1, offsets, log -> 0.5, logs, columns);
        assertArrayEquals(new double[] {Math.log(4), Math.log(1.5)}, logs, ROUNDING);
        assertArrayEquals(new double[] {0.5 / 4 + 0.5 / 3, 0.5 * 3 / 4 + 0.5 * 2 / 3}, columns, ROUNDING);
        assertArrayEquals(
                new double[] {0.125, 0.375, 0.5 / 3, 1 / 3.0}, rows.shares(-1, offsets, log -> 0.5), ROUNDING);
        assertEquals(Math.log(1 + 0.5), rows.columnLog(-1, new double[] {0, 0}, 0), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 16, 31, 64})
    void vectorAndPlainLoopsAgree(int n) {
        RowLoops fast =
                HostLoops.choose(RowLoops.class, "dev.interlace.learn.loops.VectorRowLoops", PlainRowLoops::new);
        RowLoops plain = new PlainRowLoops();
        double[] costs = random(n, n + 5, 30);
        double[] offsets = random(n + 1, n, 1);
        double[] expected = new double[n];
        double[] actual = new double[n];
        double largest = plain.scores(costs, 5, -0.7, offsets, expected, n);
        assertEquals(largest, fast.scores(costs, 5, -0.7, offsets, actual, n), ROUNDING);
        assertArrayEquals(expected, actual, ROUNDING);
        double sum = plain.exponentials(expected, largest, n);
        assertEquals(sum, fast.exponentials(actual, largest, n), ROUNDING);
        assertArrayEquals(expected, actual, ROUNDING);
        plain.addScaled(offsets, 0.3, expected, n);
        fast.addScaled(offsets, 0.3, actual, n);
        assertArrayEquals(expected, actual, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 400})
    void fewAndManyRowsGiveWhatTheDefinitionGives(int n) { // 400 x 300 entries are shared out among threads
        int m = n == 7 ? 5 : 300;
        double[] costs = random(n, n * m, 3);
        double[] offsets = random(1, m, 1);
        double[] logs = new double[n];
        double[] columns = new double[m];
        SoftRows rows = new SoftRows(costs, n, m);
        rows.share(-2, offsets, log -> Math.exp(0.25 * log), logs, columns);
        double[] expectedColumns = new double[m];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < m; j++) {
                sum += Math.exp(offsets[j] - 2 * costs[i * m + j]);
            }
            assertEquals(Math.log(sum), logs[i], ROUNDING, "row " + i);
            for (int j = 0; j < m; j++) {
                expectedColumns[j] += Math.pow(sum, 0.25) * Math.exp(offsets[j] - 2 * costs[i * m + j]) / sum;
            }
        }
        double[] fromShares = new double[m];
        double[] shares = rows.shares(-2, offsets, log -> Math.exp(0.25 * log));
        for (int i = 0; i < shares.length; i++) {
            fromShares[i % m] += shares[i];
        }
        for (int j = 0; j < m; j++) {
            assertEquals(1, columns[j] / expectedColumns[j], 1e-10, "column " + j);
            assertEquals(1, fromShares[j] / expectedColumns[j], 1e-10, "column " + j + " of the shares");
        }
    }

    @Test
    void scoresOfAMillionNeitherOverflowNorVanish() {
        SoftRows rows = new SoftRows(new double[] {0, 1, 1, 0}, 2, 2);
        double[] logs = new double[2];
        double[] columns = new double[2];
        rows.share(-1e6, new double[] {1e6, 1e6}, log -> 0.5, logs, columns);
        assertArrayEquals(new double[] {1e6, 1e6}, logs, ROUNDING);
        assertArrayEquals(new double[] {0.5, 0.5}, columns, ROUNDING);
        rows.share(-1e6, new double[] {0, -3e6}, log -> 0.5, logs, columns);
        assertArrayEquals(new double[] {0, -1e6}, logs, ROUNDING);
        assertArrayEquals(new double[] {1, 0}, columns, ROUNDING); // exp(-3e6) is no number
        assertEquals(-1e6, rows.columnLog(-1e6, new double[] {0, -5e6}, 1), ROUNDING); // but its logarithm is
    }

    @Test
    void costsOfAnotherNumberAreRejected() {
        requireMessage(
                "SoftRows: 2 rows and 3 columns need 6 costs, at least one; got 5",
                () -> new SoftRows(new double[5], 2, 3));
    }
}
