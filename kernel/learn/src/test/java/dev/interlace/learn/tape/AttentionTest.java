package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class AttentionTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    private static void requireValue(double[] expected, Var actual) {
        requireClose(expected, actual.value(), TOLERANCE, "value");
    }

    @Test
    void attentionMixesTheValuesOfShownKeys() {
        // one query of width 1: scores (ln 3, 0, 9) / sqrt(1), the third key hidden: weights (3/4, 1/4, 0)
        Var query = tape.constant(matrix(row(1)).reshape('c', 1, 1, 1));
        Var key = tape.constant(matrix(row(Math.log(3), 0, 9)).reshape('c', 1, 3, 1));
        Var value = tape.constant(matrix(row(4, 8, 1000)).reshape('c', 1, 3, 1));
        Attended attended = tape.attention(query, key, value, new int[] {2}, 1);
        requireClose(row(0.75, 0.25, 0), attended.weights(), TOLERANCE, "weights");
        requireValue(row(5), attended.output()); // 0.75 * 4 + 0.25 * 8
    }

    @Test
    void attentionScalesByTheWidthOfAHead() {
        // heads of width 2: score (1, 1).(ln 3, ln 3) / sqrt(2) = sqrt(2) ln 3 against 0
        Var query = tape.constant(matrix(row(1, 1, 0, 0)).reshape('c', 1, 1, 4));
        double[] first = row(Math.log(3), Math.log(3), 5, 5);
        Var key = tape.constant(matrix(first, row(0, 0, 5, 5)).reshape('c', 1, 2, 4));
        Attended attended = tape.attention(query, key, key, new int[] {2}, 2);
        double odds = Math.pow(3, Math.sqrt(2));
        requireClose(row(odds / (1 + odds), 1 / (1 + odds), 0.5, 0.5), attended.weights(), TOLERANCE, "weights");
    }

    @Test
    void aRowWithoutKeysAttendsToNothing() {
        Var x = tape.constant(Matrices.normal(1, DataType.DOUBLE, 2, 3, 4));
        Attended attended = tape.attention(x, x, x, new int[] {0, 3}, 2);
        double[] weights = Host.doubles(attended.weights());
        double[] output = Host.doubles(attended.output().value());
        for (int i = 0; i < weights.length / 2; i++) {
            assertEquals(0, weights[i], "weight " + i);
        }
        for (int i = 0; i < output.length / 2; i++) {
            assertEquals(0, output[i], "output " + i);
        }
        for (int r = weights.length / 2; r < weights.length; r += 3) {
            assertEquals(1, weights[r] + weights[r + 1] + weights[r + 2], TOLERANCE, "sum of weights from " + r);
        }
    }

    @Test
    void whatHiddenKeysHoldDoesNotMatter() {
        INDArray x = Matrices.normal(1, DataType.DOUBLE, 1, 3, 4);
        INDArray other = x.dup('c');
        other.slice(0).getRow(2).assign(1e6);
        Var query = tape.constant(x);
        Var one = tape.attention(query, tape.constant(x), tape.constant(x), new int[] {2}, 2)
                .output();
        Var two = tape.attention(query, tape.constant(other), tape.constant(other), new int[] {2}, 2)
                .output();
        requireClose(Host.doubles(one.value()), two.value(), 0, "output");
    }

    @Test
    void morePaddingOfKeysChangesNothing() {
        INDArray x = Matrices.normal(1, DataType.DOUBLE, 2, 3, 4);
        INDArray longer = Matrices.normal(2, DataType.DOUBLE, 2, 5, 4);
        longer.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3), NDArrayIndex.all())
                .assign(x);
        Var query = tape.constant(x);
        int[] lengths = {3, 1};
        double[] plain = Host.doubles(
                tape.attention(query, query, query, lengths, 2).output().value());
        Var padded = tape.constant(longer);
        requireClose(
                plain,
                tape.attention(query, padded, padded, lengths, 2).output().value(),
                TOLERANCE,
                "output");
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var tokens = tape.asTokens(constant(row(1, 2)));
        requireMessage(
                "attention: width 2 is no multiple of 3 heads",
                () -> tape.attention(tokens, tokens, tokens, new int[] {1}, 3));
    }
}
