package dev.interlace.learn.tape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdditiveSimilarityTest {
    private static final double ROUNDING = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var tokens(int samples, int length, double... values) {
        return tape.constant(
                Nd4j.createFromArray(values).reshape('c', samples, length, values.length / samples / length));
    }

    private Var direction(double... values) {
        return tape.constant(Nd4j.createFromArray(values).reshape('c', values.length, 1));
    }

    @Test
    void oneTokenAndTwoRegionsByHand() {
        // scores 2 tanh(1 + 0) and 2 tanh(1 - 1) = 0; weights e^s / (e^s + 1) and the rest; q k = 3 * 5 and 3 * 7
        tape.begin();
        Attended attended = tape.additiveSimilarity(
                tokens(1, 1, 3),
                tokens(1, 1, 1),
                new int[] {1},
                tokens(1, 2, 5, 7),
                tokens(1, 2, 0, -1),
                new int[] {2},
                direction(2));
        double odds = Math.exp(2 * Math.tanh(1));
        double first = odds / (1 + odds);
        assertArrayEquals(new double[] {first, 1 - first}, Host.doubles(attended.weights()), ROUNDING);
        assertEquals(
                15 * first + 21 * (1 - first), Host.doubles(attended.output().value())[0], ROUNDING);
    }

    @Test
    void aDirectionOfZeroLooksEverywhereAlike() {
        tape.begin();
        Attended attended = tape.additiveSimilarity(
                tokens(1, 2, 1, 0, 0, 2),
                tokens(1, 2, 4, 4),
                new int[] {2},
                tokens(1, 2, 1, 3, 5, 7),
                tokens(1, 2, 9, -9),
                new int[] {2},
                direction(0));
        assertArrayEquals(new double[] {0.5, 0.5, 0.5, 0.5}, Host.doubles(attended.weights()), ROUNDING);
        // token (1, 0): mean of 1 and 5; token (0, 2): 2 times the mean of 3 and 7; their mean
        assertEquals((3 + 10) / 2.0, Host.doubles(attended.output().value())[0], ROUNDING);
    }

    private Attended random(int more, double padding) {
        int t = 3 + more;
        int r = 4 + more;
        double[][] q = padded(Matrices.normal(1, DataType.DOUBLE, 2, 3, 2), 3, t, padding);
        double[][] g = padded(Matrices.normal(2, DataType.DOUBLE, 2, 3, 5), 3, t, padding);
        double[][] k = padded(Matrices.normal(3, DataType.DOUBLE, 2, 4, 2), 4, r, padding);
        double[][] h = padded(Matrices.normal(4, DataType.DOUBLE, 2, 4, 5), 4, r, padding);
        tape.begin();
        return tape.additiveSimilarity(
                tokens(2, t, flat(q)),
                tokens(2, t, flat(g)),
                new int[] {3, 2},
                tokens(2, r, flat(k)),
                tokens(2, r, flat(h)),
                new int[] {4, 1},
                direction(0.3, -2, 1, 0.5, 4));
    }

    private static double[][] padded(INDArray x, int length, int longer, double padding) {
        double[] values = Host.doubles(x);
        int width = (int) x.size(2);
        double[][] rows = new double[2][longer * width];
        for (int row = 0; row < 2; row++) {
            Arrays.fill(rows[row], padding);
            System.arraycopy(values, row * length * width, rows[row], 0, length * width);
        }
        return rows;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void morePaddingChangesNothing() {
        double[] plain = Host.doubles(random(0, 0).output().value());
        assertArrayEquals(plain, Host.doubles(random(2, 1e6).output().value()), ROUNDING);
    }

    @Test
    void weightsSumToOneAndAreZeroWhereHidden() {
        double[] weights = Host.doubles(random(1, 9).weights()); // [2, 4, 2, 5], lengths 3, 2 and 4, 1
        for (int b = 0; b < 2; b++) {
            for (int t = 0; t < 4; t++) {
                for (int c = 0; c < 2; c++) {
                    double sum = 0;
                    for (int r = 0; r < 5; r++) {
                        double weight = weights[((b * 4 + t) * 2 + c) * 5 + r];
                        assertTrue(weight == 0 || r < (c == 0 ? 4 : 1), "hidden region " + r);
                        sum += weight;
                    }
                    assertEquals(t < (b == 0 ? 3 : 2) ? 1 : 0, sum, ROUNDING, "token " + t + " of " + b);
                }
            }
        }
    }

    @Test
    void withoutRegionsOrTokensTheSimilarityIsZero() {
        tape.begin(Tape.Mode.TRAIN, new SeedSource(1));
        Attended attended = tape.additiveSimilarity(
                tokens(2, 1, 3, 4),
                tokens(2, 1, 1, 1),
                new int[] {1, 0},
                tokens(2, 1, 5, 6),
                tokens(2, 1, 0, 0),
                new int[] {0, 1},
                direction(2));
        assertArrayEquals(
                new double[] {0, 18, 0, 0}, Host.doubles(attended.output().value()), ROUNDING);
    }

    @Test
    void argumentsOfAThousandGiveTheLimitsAndNeverNaN() {
        tape.begin();
        Attended attended = tape.additiveSimilarity(
                tokens(1, 1, 1),
                tokens(1, 1, 1000),
                new int[] {1},
                tokens(1, 3, 1, 2, 3),
                tokens(1, 3, 1000, 0, -1000),
                new int[] {3},
                direction(1));
        double e = Math.E; // tanh of 2000, 1000 and 0: 1, 1 and 0
        double sum = 2 * e + 1;
        assertArrayEquals(new double[] {e / sum, e / sum, 1 / sum}, Host.doubles(attended.weights()), ROUNDING);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var x = tokens(1, 2, 1, 2);
        Var wide = tokens(1, 2, 1, 2, 3, 4);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> tape.additiveSimilarity(x, x, new int[] {2}, wide, x, new int[] {2}, direction(1)));
        assertEquals("additiveSimilarity: left has width 1, right 2", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> tape.additiveSimilarity(x, wide, new int[] {2}, x, x, new int[] {2}, direction(1)));
        assertEquals(
                "additiveSimilarity: scores Var[1, 2, 2] and Var[1, 2, 1] do not fit the direction Var[1, 1]",
                e.getMessage());
    }
}
