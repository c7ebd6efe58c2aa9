package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConvolutionTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private static final double SINGLE = 1e-5;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    private Var picture(double... pixels) { // [1, 3, 3, 1]
        return tape.constant(Nd4j.createFromArray(pixels).reshape('c', 1, 3, 3, 1));
    }

    @Test
    void aConvolutionIsAsWorkedOutByHand() {
        // 1 2 3        window of 2 x 2 with weights 1 0, 0 -1: entry minus its lower right neighbour
        // 4 5 6        1 - 5, 2 - 6, 4 - 8, 5 - 9 = -4 everywhere; bias 10
        // 7 8 9
        Var x = picture(1, 2, 3, 4, 5, 6, 7, 8, 9);
        Var w = tape.constant(matrix(row(1), row(0), row(0), row(-1)));
        Var b = tape.constant(matrix(row(10)));
        Var y = tape.convolution(x, w, b, new Window(2, 1, 0), Activation.NONE);
        assertArrayEquals(new long[] {1, 2, 2, 1}, y.shape());
        requireClose(row(6, 6, 6, 6), y.value(), TOLERANCE, "valid places");
        // a window of 3 with all weights 1 and zeros around: the sum of the neighbourhood
        Var ones = tape.constant(Nd4j.ones(DataType.DOUBLE, 9, 1));
        Var zero = tape.constant(matrix(row(0)));
        requireClose(
                row(12, 21, 16, 27, 45, 33, 24, 39, 28),
                tape.convolution(x, ones, zero, Window.same(3), Activation.NONE).value(),
                TOLERANCE,
                "sums of neighbourhoods");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aConvolutionAgreesWithASlowLoop(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int h = 5;
        int w = 4;
        int channels = 3;
        int out = 2;
        Window window = new Window(3, 2, 1);
        INDArray x = Matrices.normal(seed, DataType.FLOAT, 2, h, w, channels);
        INDArray weights = Matrices.normal(seed + 10, DataType.FLOAT, 9L * channels, out);
        float[] pixels = Host.floats(x);
        float[] filters = Host.floats(weights);
        double bias = random.nextDouble();
        Tape single = new Tape(DataType.FLOAT);
        INDArray y = single.convolution(
                        single.constant(x),
                        single.constant(weights),
                        single.constant(matrix(row(bias, bias))),
                        window,
                        Activation.NONE)
                .value();
        double[] expected = new double[2 * 3 * 2 * out];
        int at = 0;
        for (int picture = 0; picture < 2; picture++) {
            for (int r = 0; r < 3; r++) {
                for (int c = 0; c < 2; c++) {
                    for (int o = 0; o < out; o++) {
                        double sum = bias;
                        for (int i = 0; i < 3; i++) {
                            for (int j = 0; j < 3; j++) {
                                int yy = 2 * r - 1 + i;
                                int xx = 2 * c - 1 + j;
                                for (int channel = 0; channel < channels; channel++) {
                                    if (yy >= 0 && yy < h && xx >= 0 && xx < w) {
                                        sum += pixels[((picture * h + yy) * w + xx) * channels + channel]
                                                * filters[((i * 3 + j) * channels + channel) * out + o];
                                    }
                                }
                            }
                        }
                        expected[at++] = sum;
                    }
                }
            }
        }
        requireClose(expected, y, SINGLE, "seed " + seed);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Var x = picture(1, 2, 3, 4, 5, 6, 7, 8, 9);
        Var two = constant(row(1, 2), row(3, 4));
        Var four = tape.constant(Nd4j.ones(DataType.DOUBLE, 4, 2));
        requireMessage(
                "convolution: 4 numbers lie under a window, w has 2 rows",
                () -> tape.convolution(x, two, two, new Window(2, 1, 0), Activation.NONE));
        requireMessage(
                "convolution: w has 2 columns, b has another width",
                () -> tape.convolution(x, four, four, new Window(2, 1, 0), Activation.NONE));
    }
}
