package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.ConvNet;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.training.Adam;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Windows over pictures, rows by number, products of pairs. */
class PictureOperationsTest {
    private static final double EXACT = 1e-12;
    private static final double SINGLE = 1e-5;

    private final Tape tape = new Tape(DataType.DOUBLE);

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
        requireClose(row(6, 6, 6, 6), y.value(), EXACT, "valid places");
        // a window of 3 with all weights 1 and zeros around: the sum of the neighbourhood
        Var ones = tape.constant(Nd4j.ones(DataType.DOUBLE, 9, 1));
        Var zero = tape.constant(matrix(row(0)));
        requireClose(
                row(12, 21, 16, 27, 45, 33, 24, 39, 28),
                tape.convolution(x, ones, zero, Window.same(3), Activation.NONE).value(),
                EXACT,
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
    void poolingIsAsWorkedOutByHand() {
        Var x = picture(1, 2, 3, 4, 9, 6, 7, 8, 5);
        requireClose(row(9, 9, 9, 9), tape.maxPooling(x, new Window(2, 1, 0)).value(), EXACT, "9 is in every window");
        // windows of 2 from -1 on, every second: {1}, {2, 3}, {4, 7}, {9, 6, 8, 5}
        requireClose(row(1, 3, 7, 9), tape.maxPooling(x, new Window(2, 2, 1)).value(), EXACT, "zeros are no pixels");
    }

    @Test
    void ofEqualEntriesTheFirstGetsTheGradient() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Tape own = new Tape(type);
            Parameter p = new Parameter("p", Nd4j.ones(type, 1, 2, 2, 1));
            own.begin(Tape.Mode.TRAIN, new SeedSource(1));
            Var pooled = own.reshape(own.maxPooling(own.parameter(p), Window.tiles(2)), 1, 1);
            own.backward(own.squaredError(pooled, own.constant(matrix(row(0)))));
            requireClose(row(2, 0, 0, 0), p.gradient(), EXACT, "d (1 - 0)^2 in " + type);
        }
    }

    @Test
    void geluIsAsTabulated() {
        // 0.5 (1 + tanh(0.79788 (1 + 0.044715))) = 0.841192; at -1 it is that minus 1; 0 at 0
        requireClose(
                row(0.841192, -0.158808, 0, 10),
                tape.gelu(tape.constant(matrix(row(1, -1, 0, 10)))).value(),
                1e-6,
                "gelu");
    }

    @Test
    void aSmallNetworkForPicturesLearnsAnEdgesDirection() {
        int rows = 32;
        float[] pixels = new float[rows * 64];
        int[] labels = new int[rows];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 2;
            int edge = random.nextInt(2, 6);
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    boolean bright = labels[i] == 0 ? x < edge : y < edge;
                    pixels[i * 64 + y * 8 + x] = (bright ? 1 : 0) + 0.1f * (float) random.nextGaussian();
                }
            }
        }
        INDArray pictures = Host.tensor(DataType.FLOAT, pixels, rows, 8, 8, 1);
        Tape own = new Tape(DataType.FLOAT);
        Parameters parameters = new Parameters(DataType.FLOAT, new SeedSource(2));
        Adam adam = new Adam(0.01, 0);
        double first = Double.NaN;
        double last = Double.NaN;
        for (int step = 0; step < 40; step++) {
            own.begin(Tape.Mode.TRAIN, new SeedSource(3));
            Layers layers = new Layers(own, parameters);
            Loss loss = own.softmaxCrossEntropy(ConvNet.encode(layers, "net", own.constant(pictures), 2), labels);
            own.backward(loss);
            adam.step(parameters.all());
            first = step == 0 ? loss.value() : first;
            last = loss.value();
        }
        assertTrue(last < 0.05 && last < first, "from " + first + " to " + last);
    }

    @Test
    void shapesThatDoNotFitAreRejected() {
        Var x = picture(1, 2, 3, 4, 5, 6, 7, 8, 9);
        Var two = tape.constant(matrix(row(1, 2), row(3, 4)));
        requireMessage("Window.size must be at least 1, got 0", () -> new Window(0, 1, 0));
        requireMessage("Window.stride must be at least 1, got 0", () -> new Window(1, 0, 0));
        requireMessage("Window.padding must be in [0, 2), got 2", () -> new Window(2, 1, 2));
        requireMessage("Window.same: size must be odd, got 4", () -> Window.same(4));
        requireMessage(
                "maxPooling: pictures are [B, H, W, C], got Var[2, 2]", () -> tape.maxPooling(two, Window.tiles(2)));
        requireMessage(
                "maxPooling: a window of 4 pixels does not fit into Var[1, 3, 3, 1] with 0 pixels of padding",
                () -> tape.maxPooling(x, Window.tiles(4)));
        Var four = tape.constant(Nd4j.ones(DataType.DOUBLE, 4, 2));
        requireMessage(
                "convolution: 4 numbers lie under a window, w has 2 rows",
                () -> tape.convolution(x, two, two, new Window(2, 1, 0), Activation.NONE));
        requireMessage(
                "convolution: w has 2 columns, b has another width",
                () -> tape.convolution(x, four, four, new Window(2, 1, 0), Activation.NONE));
        requireMessage("reshape: Var[2, 2] has no 6 entries", () -> tape.reshape(two, 2, 3));
        requireMessage(
                "convNet: pictures are [B, H, W, C] of at least 4 x 4 pixels, got Var[1, 3, 3, 1]",
                () -> ConvNet.encode(
                        new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))), "net", x, 2));
        requireMessage(
                "softmaxCrossEntropy: 2 classes, but 1 class weights",
                () -> tape.softmaxCrossEntropy(two, new int[] {0, 1}, new double[] {1}));
        requireMessage(
                "softmaxCrossEntropy: class weights must be in [0, inf), got [1.0, -1.0]",
                () -> tape.softmaxCrossEntropy(two, new int[] {0, 1}, new double[] {1, -1}));
        requireMessage(
                "softmaxCrossEntropy: all rows of the batch are of classes with weight 0",
                () -> tape.softmaxCrossEntropy(two, new int[] {0, 0}, new double[] {0, 1}));
    }

    @Test
    void classWeightsAreAWeightedMean() {
        // logits 0 0: every row loses ln 2 whatever its class; rows of class 1 get logits (0, ln 3): they lose ln(4/3)
        Var logits = tape.constant(matrix(row(0, 0), row(0, Math.log(3))));
        double loss = tape.softmaxCrossEntropy(logits, new int[] {0, 1}, new double[] {1, 3})
                .value();
        requireClose(
                row((Math.log(2) + 3 * Math.log(4 / 3.0)) / 4),
                matrix(row(loss)),
                1e-7,
                "(1 ln 2 + 3 ln 4/3) / (1 + 3); the shares are floats");
    }
}
