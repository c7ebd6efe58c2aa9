package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.SeedSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every operation on numbers that can be followed by hand; its gradient is checked by {@link TapeGradientTest}. */
class TapeTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    @BeforeEach
    void begin() {
        tape.begin();
    }

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    private static Parameter parameter(double[]... rows) {
        return new Parameter("p", matrix(rows));
    }

    private static void requireValue(double[] expected, Var actual) {
        requireClose(expected, actual.value(), TOLERANCE, "value");
    }

    @Test
    void linearAddsTheBiasToEveryRow() {
        // [1 2] [1  0 2]             [1*1+2*3 0+2*1 1*2+0] + [10 20 30]
        //       [3  1 0] + [10 20 30] = [7 2 2] + ... = [17 22 32]
        Var w = constant(row(1, 0, 2), row(3, 1, 0));
        requireValue(
                row(17, 22, 32, 10, 20, 30), tape.linear(constant(row(1, 2), row(0, 0)), w, constant(row(10, 20, 30))));
        requireValue(row(7, 2, 2), tape.linear(constant(row(1, 2)), w));
    }

    @Test
    void similarityIsEveryRowAgainstEveryRow() {
        // (1,2).(3,4) = 11, (1,2).(0,1) = 2
        requireValue(row(11, 2), tape.similarity(constant(row(1, 2)), constant(row(3, 4), row(0, 1))));
    }

    @Test
    void entrywiseOperationsTreatEveryEntryAlike() {
        Var a = constant(row(-1, 0, 2));
        Var b = constant(row(3, 4, 5));
        requireValue(row(2, 4, 7), tape.add(a, b));
        requireValue(row(-3, 0, 10), tape.multiply(a, b));
        requireValue(row(0.5, 0, -1), tape.scale(a, -0.5));
        requireValue(row(0, 0, 2), tape.relu(a));
        requireValue(row(Math.tanh(-1), 0, Math.tanh(2)), tape.tanh(a));
        requireValue(row(1 / (1 + Math.E), 0.5, 1 / (1 + Math.exp(-2))), tape.sigmoid(a));
    }

    @Test
    void saturatedEntriesStayFinite() {
        Var large = constant(row(1e4, -1e4));
        requireValue(row(1, -1), tape.tanh(large));
        requireValue(row(1, 0), tape.sigmoid(large));
    }

    @Test
    void concatPutsColumnsSideBySide() {
        requireValue(
                row(1, 2, 5, 3, 4, 6), tape.concat(List.of(constant(row(1, 2), row(3, 4)), constant(row(5), row(6)))));
    }

    @Test
    void normalizedRowsHaveLengthOneAndZerosStayZeros() {
        requireValue(row(0.6, 0.8, 0, 0), tape.normalize(constant(row(3, 4), row(0, 0)))); // |(3, 4)| = 5
    }

    @Test
    void layerNormCentresAndScalesEveryRow() {
        // mean 2, variance ((1-2)^2 + (3-2)^2) / 2 = 1: (-1, 1) / sqrt(1 + 1e-5), times gain 2, plus shift 10
        double unit = 2 / Math.sqrt(1 + 1e-5);
        requireValue(
                row(10 - unit, 10 + unit),
                tape.layerNorm(constant(row(1, 3)), constant(row(2, 2)), constant(row(10, 10))));
    }

    @Test
    void aConstantRowIsNormalisedToItsShift() {
        requireValue(row(7, 8), tape.layerNorm(constant(row(5, 5)), constant(row(2, 2)), constant(row(7, 8))));
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
    void meanTokensLeavesPaddingOut() {
        // row 0: mean of (1, 2) and (3, 4); row 1: no token
        INDArray x = matrix(row(1, 2), row(3, 4), row(99, 99), row(5, 6), row(7, 8), row(9, 10))
                .reshape('c', 2, 3, 2);
        requireValue(row(2, 3, 0, 0), tape.meanTokens(tape.constant(x), new int[] {2, 0}));
    }

    @Test
    void absentRowsBecomeTheTokenEvenIfTheyHoldNaN() {
        Var x = constant(row(1, 2), row(Double.NaN, Double.NaN));
        requireValue(row(1, 2, 8, 9), tape.fillAbsent(x, constant(row(8, 9)), new float[] {1, 0}));
    }

    @Test
    void takeChoosesRowsAndSumsTheirGradients() {
        Parameter p = parameter(row(1, 2), row(3, 4), row(5, 6));
        tape.begin(Tape.Mode.TRAIN, new SeedSource(0));
        Var taken = tape.take(tape.parameter(p), new int[] {2, 0, 2});
        requireValue(row(5, 6, 1, 2, 5, 6), taken);
        Loss loss = tape.squaredError(taken, tape.constant(matrix(row(0, 0), row(0, 0), row(0, 0))));
        assertEquals((25 + 36 + 1 + 4 + 25 + 36) / 3.0, loss.value(), TOLERANCE);
        tape.backward(loss);
        // 2/3 x for each time a row is taken
        requireClose(row(2 / 3.0, 4 / 3.0, 0, 0, 20 / 3.0, 8), p.gradient(), TOLERANCE, "gradient");
    }

    @Test
    void dropoutKeepsTheMeanInTrainingAndDoesNothingElse() {
        Var ones = tape.constant(matrix(new double[20_000]).addi(1));
        assertSame(ones, tape.dropout(ones, 0.4), "a predicting run");
        tape.begin(Tape.Mode.TRAIN, new SeedSource(3));
        double[] dropped =
                Host.doubles(tape.dropout(tape.constant(ones.value()), 0.4).value());
        double sum = 0;
        for (double x : dropped) {
            assertTrue(x == 0 || Math.abs(x - 1 / 0.6) < 1e-6, "an entry is 0 or 1 / 0.6, got " + x);
            sum += x;
        }
        // variance of an entry 0.4 / 0.6, of the mean 0.667 / 20,000: deviation 0.0058
        assertEquals(1, sum / dropped.length, 4 * 0.0058, "seed 3");
    }

    @Test
    void crossEntropyOfEvenLogitsIsTheLogOfTheirNumber() {
        assertEquals(
                Math.log(3),
                tape.softmaxCrossEntropy(constant(row(5, 5, 5), row(-1, -1, -1)), new int[] {0, 2})
                        .value(),
                TOLERANCE);
        // softmax (ln 3, 0) = (3/4, 1/4)
        assertEquals(
                -Math.log(0.25),
                tape.softmaxCrossEntropy(constant(row(Math.log(3), 0)), new int[] {1})
                        .value(),
                TOLERANCE);
    }

    @Test
    void logitsOfTenThousandGiveAFiniteLossAndGradient() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Tape own = new Tape(type);
            own.begin(Tape.Mode.TRAIN, new SeedSource(0));
            Parameter p = new Parameter(
                    "logits", matrix(row(1e4, 0, -1e4), row(-1e4, 1e4, 0)).castTo(type));
            Loss loss = own.softmaxCrossEntropy(own.parameter(p), new int[] {2, 1});
            assertEquals(2e4 / 2, loss.value(), 1e-3, "20,000 for row 0, 0 for row 1, " + type);
            own.backward(loss);
            requireClose(row(0.5, 0, -0.5, 0, 0, 0), p.gradient(), 1e-6, "gradient in " + type);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void infoNceOfAUniformSimilarityIsTheLogOfTheBatch(int n) {
        Var same = tape.constant(org.nd4j.linalg.factory.Nd4j.valueArrayOf(new long[] {n, n}, 0.3, DataType.DOUBLE));
        assertEquals(Math.log(n), tape.infoNce(same, constant(row(1.7)), 100).value(), TOLERANCE);
    }

    @Test
    void infoNceIsTheMeanOfBothDirections() {
        // scale e^0 = 1, logits [ln 3, 0; ln 2, 0]
        // rows: -ln(3/4), -ln(1/3); columns: -ln(3/5), -ln(1/2)
        Var similarity = constant(row(Math.log(3), 0), row(Math.log(2), 0));
        double expected = -(Math.log(3 / 4.0) + Math.log(1 / 3.0) + Math.log(3 / 5.0) + Math.log(1 / 2.0)) / 4;
        assertEquals(expected, tape.infoNce(similarity, constant(row(0)), 100).value(), TOLERANCE);
    }

    private double[] slopeAndValue(double logScale, double diagonal) {
        Tape own = new Tape(DataType.DOUBLE);
        own.begin(Tape.Mode.TRAIN, new SeedSource(0));
        Parameter p = new Parameter("logScale", matrix(row(logScale)));
        Var similarity = own.constant(matrix(row(diagonal, 0.1), row(0.1, diagonal)));
        Loss loss = own.infoNce(similarity, own.parameter(p), 10);
        own.backward(loss);
        return new double[] {Host.doubles(p.gradient())[0], loss.value()};
    }

    @Test
    void theScaleRisesWherePairsAreNearestAndFallsWhereTheyAreNot() {
        assertTrue(slopeAndValue(1, 0.9)[0] < 0, "pairs are nearest: a larger scale lowers the loss");
        assertTrue(slopeAndValue(1, -0.9)[0] > 0, "pairs are farthest: a smaller scale lowers the loss");
    }

    @Test
    void theScaleIsClampedAtBothEndsAndCanComeBack() {
        double top = Math.log(10);
        assertEquals(slopeAndValue(top, 0.9)[1], slopeAndValue(top + 5, 0.9)[1], TOLERANCE, "above the upper end");
        assertEquals(slopeAndValue(0, 0.9)[1], slopeAndValue(-5, 0.9)[1], TOLERANCE, "below the lower end");
        assertEquals(0, slopeAndValue(top + 1, 0.9)[0], "nothing leads further up");
        assertEquals(0, slopeAndValue(-1, -0.9)[0], "nothing leads further down");
        assertTrue(slopeAndValue(top + 1, -0.9)[0] > 0, "back from above");
        assertTrue(slopeAndValue(-1, 0.9)[0] < 0, "back from below");
    }

    @Test
    void squaredErrorIsSummedOverColumnsAndAveragedOverRows() {
        // (1 + 4) and (0 + 9), mean 7
        assertEquals(
                7,
                tape.squaredError(constant(row(1, 2), row(3, 0)), constant(row(0, 0), row(3, 3)))
                        .value(),
                TOLERANCE);
    }

    @Test
    void pooledSimilarityIsTheAttendedDotProduct() {
        // one token (1), regions (ln 3, 0), sharpness 1: weights (3/4, 1/4), similarity 3/4 ln 3
        Var left = tape.constant(matrix(row(1, 77)).reshape('c', 1, 2, 1));
        Var right = tape.constant(matrix(row(Math.log(3), 0, 55)).reshape('c', 1, 3, 1));
        Attended attended = tape.pooledSimilarity(left, new int[] {1}, right, new int[] {2}, 1);
        requireValue(row(0.75 * Math.log(3)), attended.output());
    }

    @Test
    void asTokensKeepsTheNumbers() {
        Var tokens = tape.asTokens(constant(row(1, 2), row(3, 4)));
        org.junit.jupiter.api.Assertions.assertArrayEquals(new long[] {2, 1, 2}, tokens.shape());
        requireValue(row(1, 2, 3, 4), tokens);
    }

    @Test
    void aParameterThatIsNotReachedGetsZeros() {
        Parameter reached = parameter(row(1, 2));
        Parameter other = parameter(row(3, 4));
        other.gradient().assign(9);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(0));
        tape.parameter(other);
        tape.backward(tape.squaredError(tape.parameter(reached), tape.constant(matrix(row(0, 0)))));
        requireClose(row(2, 4), reached.gradient(), TOLERANCE, "reached");
        requireClose(row(0, 0), other.gradient(), 0, "not reached");
    }

    @Test
    void theNextRunWritesIntoTheArraysOfTheLast() {
        INDArray first = tape.add(constant(row(1, 2)), constant(row(3, 4))).value();
        tape.begin();
        INDArray second = tape.add(constant(row(5, 6)), constant(row(7, 8))).value();
        assertSame(first, second);
        requireClose(row(12, 14), second, 0, "the new sum");
        tape.begin();
        Var wider = tape.add(constant(row(1, 2, 3)), constant(row(1, 1, 1)));
        requireValue(row(2, 3, 4), wider);
    }

    @Test
    void shapesThatDoNotFitAreRejected() {
        Var two = constant(row(1, 2));
        Var three = constant(row(1, 2, 3));
        requireMessage("add: Var[1, 2] against Var[1, 3]", () -> tape.add(two, three));
        requireMessage("multiply: Var[1, 2] against Var[1, 3]", () -> tape.multiply(two, three));
        requireMessage("similarity: left has 2 columns, right has 3", () -> tape.similarity(two, three));
        requireMessage("linear: x has 3 columns, w has 2 rows", () -> tape.linear(three, constant(row(1), row(2))));
        requireMessage(
                "concat: the first part has 1 rows, another has 2",
                () -> tape.concat(List.of(two, constant(row(1), row(2)))));
        requireMessage(
                "softmaxCrossEntropy: 1 rows, but 2 labels", () -> tape.softmaxCrossEntropy(two, new int[] {0, 1}));
        requireMessage(
                "softmaxCrossEntropy: labels must lie in [0, 2), got 2",
                () -> tape.softmaxCrossEntropy(two, new int[] {2}));
        requireMessage(
                "infoNce: the similarity of paired rows is square, got Var[1, 2]",
                () -> tape.infoNce(two, constant(row(0)), 100));
        requireMessage(
                "infoNce: maxScale must be in (1, inf), got 1.0",
                () -> tape.infoNce(constant(row(1)), constant(row(0)), 1));
        Var tokens = tape.asTokens(two);
        requireMessage(
                "attention: width 2 is no multiple of 3 heads",
                () -> tape.attention(tokens, tokens, tokens, new int[] {1}, 3));
        requireMessage("rows must lie in [0, 1), got 1", () -> tape.take(two, new int[] {1}));
        requireMessage("Tape.type must be FLOAT or DOUBLE, got INT", () -> new Tape(DataType.INT32));
    }
}
