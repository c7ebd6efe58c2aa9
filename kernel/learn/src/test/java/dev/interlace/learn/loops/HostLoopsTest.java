package dev.interlace.learn.loops;

import static dev.interlace.learn.tape.GradientCheckTest.loss;
import static dev.interlace.learn.tape.GradientCheckTest.shape;
import static dev.interlace.learn.tape.GradientCheckTest.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.loops.Loops.AdamStep;
import dev.interlace.learn.loops.Loops.Bandwidths;
import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import dev.interlace.learn.tape.Activation;
import dev.interlace.learn.tape.Adjacency;
import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.GraphConvolution;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.MeanDiscrepancy;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Window;
import dev.interlace.spi.Graph;
import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loops of this machine against those in plain Java, and every route through them against ND4J's in double
 * precision.
 */
class HostLoopsTest {
    /** Single precision, sums of some dozen terms. */
    private static final float CLOSE = 2e-6f;

    /** Single precision through a few operations, relative to the largest entry. */
    private static final double ROUTE = 2e-5;

    private static final Loops FAST = HostLoops.LOOPS;
    private static final Loops PLAIN = new PlainLoops();

    private static float[] random(SplittableRandom random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void requireEqual(float[] expected, float[] actual, String where) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], CLOSE * Math.max(1, Math.abs(expected[i])), where + ", entry " + i);
        }
    }

    @Test
    void theTestsRunWithVectorInstructionsWhereTheyAre() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        boolean fast = System.getProperty("os.arch").equals("amd64");
        assertTrue(there, "the build starts its tests with --add-modules jdk.incubator.vector");
        assertEquals(fast ? "VectorLoops" : "PlainLoops", FAST.getClass().getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 15, 16, 17, 33, 64, 100})
    void entriesBecomeTheSame(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] a = random(random, n);
        float[] b = random(random, n);
        float[] expected = new float[n];
        float[] actual = new float[n];
        PLAIN.exp(a, expected, n);
        FAST.exp(a, actual, n);
        requireEqual(expected, actual, "exp");
        for (Curve activation : Curve.values()) {
            PLAIN.activate(activation, a, expected, n);
            FAST.activate(activation, a, actual, n);
            requireEqual(expected, actual, activation + "");
            PLAIN.activateBack(activation, a, b, expected, n);
            FAST.activateBack(activation, a, b, actual, n);
            requireEqual(expected, actual, activation + " back");
        }
        PLAIN.multiply(a, b, expected, n);
        FAST.multiply(a, b, actual, n);
        assertArrayEquals(expected, actual, "multiply");
        PLAIN.add(a, 0, expected, 0, n);
        FAST.add(a, 0, actual, 0, n);
        assertArrayEquals(expected, actual, "add");
        assertEquals(PLAIN.sum(a, 0, n), FAST.sum(a, 0, n), 1e-5f, "sum");
        assertEquals(PLAIN.dot(a, 0, b, 0, n), FAST.dot(a, 0, b, 0, n), 1e-5f, "dot");
        assertArrayEquals(PLAIN.bounds(a, 0, n), FAST.bounds(a, 0, n), "bounds");
        a[n / 2] = Float.NaN;
        assertArrayEquals(new float[] {Float.NaN, Float.NaN}, FAST.bounds(a, 0, n), "bounds of what is no number");
        FAST.activate(Curve.RELU, a, actual, n);
        assertTrue(Float.isNaN(actual[n / 2]), "the rectifier hides nothing");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 37, 64})
    void rowsBecomeTheSame(int d) {
        int rows = 5;
        SplittableRandom random = new SplittableRandom(d);
        float[] x = random(random, rows * d);
        float[] g = random(random, rows * d);
        float[] gain = random(random, d);
        float[] shift = random(random, d);
        float[] expected = x.clone();
        float[] actual = x.clone();
        PLAIN.addToRows(expected, shift, rows, d);
        FAST.addToRows(actual, shift, rows, d);
        assertArrayEquals(expected, actual, "addToRows");
        float[] sums = shift.clone();
        float[] sumsFast = shift.clone();
        PLAIN.addRows(x, d, sums, 0, rows - 1, d);
        FAST.addRows(x, d, sumsFast, 0, rows - 1, d);
        requireEqual(sums, sumsFast, "addRows");
        float[] logs = new float[rows];
        float[] logsFast = new float[rows];
        PLAIN.softmax(expected, logs, rows, d);
        FAST.softmax(actual, logsFast, rows, d);
        requireEqual(expected, actual, "softmax");
        requireEqual(logs, logsFast, "softmax: logarithms of the sums");
        float[] p = expected.clone();
        PLAIN.softmaxBack(p, g, expected, rows, d);
        FAST.softmaxBack(p, g, actual, rows, d);
        requireEqual(expected, actual, "softmaxBack");
        float[] inverse = new float[rows];
        float[] inverseFast = new float[rows];
        float[] normal = new float[rows * d];
        PLAIN.standardize(x, normal, inverse, 1e-5f, rows, d);
        FAST.standardize(x, actual, inverseFast, 1e-5f, rows, d);
        requireEqual(normal, actual, "standardize");
        requireEqual(inverse, inverseFast, "standardize: 1 / deviation");
        PLAIN.standardizeBack(normal, inverse, g, gain, expected, rows, d);
        FAST.standardizeBack(normal, inverse, g, gain, actual, rows, d);
        for (int i = 0; i < actual.length; i++) { // one column: both 0 times 316
            assertEquals(expected[i], actual[i], 1e-4f, "standardizeBack, entry " + i);
        }
        PLAIN.scaleRows(x, gain, shift, expected, rows, d);
        FAST.scaleRows(x, gain, shift, actual, rows, d);
        requireEqual(expected, actual, "scaleRows");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 37})
    void stepsOfAdamAreTheSame(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[][] plain = {random(random, n), random(random, n), random(random, n), new float[n]};
        float[][] fast = {plain[0].clone(), plain[1].clone(), plain[2].clone(), new float[n]};
        AdamStep step = new AdamStep(0.9f, 0.999f, 0.1f, 0.001f, 0.01f, 1e-8f, 0.99f);
        PLAIN.adam(plain[0], plain[1], plain[2], plain[3], n, step);
        FAST.adam(fast[0], fast[1], fast[2], fast[3], n, step);
        requireEqual(plain[0], fast[0], "values");
        requireEqual(plain[2], fast[2], "first moments");
        requireEqual(plain[3], fast[3], "second moments");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 33, 64, 70})
    void sparseProductsAreTheSame(int d) {
        int[] start = {0, 2, 2, 5, 6};
        int[] index = {1, 3, 0, 1, 2, 3};
        SplittableRandom random = new SplittableRandom(d);
        float[] weight = random(random, 6);
        float[] in = random(random, 4 * d);
        float[] expected = new float[4 * d];
        float[] actual = new float[4 * d];
        PLAIN.sparse(start, index, weight, in, expected, 0, 4, d);
        FAST.sparse(start, index, weight, in, actual, 0, 4, d);
        requireEqual(expected, actual, "sparse");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 18, 32})
    void largestEntriesAreTheSame(int channels) {
        int places = 3;
        int step = 2 * channels;
        int line = 7 * channels;
        int[] offsets = {0, channels, line, line + channels};
        SplittableRandom random = new SplittableRandom(channels);
        float[] in = random(random, 1 + 2 * line);
        in[1 + channels] = in[1]; // of equal ones the first
        float[] best = new float[places * channels];
        float[] bestFast = new float[places * channels];
        float[] which = new float[2 + places * channels];
        float[] whichFast = new float[2 + places * channels];
        PLAIN.keepLargest(in, 1, step, offsets, best, which, 2, places, channels);
        FAST.keepLargest(in, 1, step, offsets, bestFast, whichFast, 2, places, channels);
        assertArrayEquals(best, bestFast, "keepLargest");
        assertArrayEquals(which, whichFast, "keepLargest: which");
        float[] dx = in.clone();
        float[] dxFast = in.clone();
        PLAIN.addToLargest(best, which, 2, dx, 1, step, offsets, places, channels);
        FAST.addToLargest(best, which, 2, dxFast, 1, step, offsets, places, channels);
        assertArrayEquals(dx, dxFast, "addToLargest");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 31, 32, 49, 64, 145})
    void productsOfFactorsInTheCacheAreTheSame(int n) {
        int m = 7;
        int k = 6;
        SplittableRandom random = new SplittableRandom(n);
        float[] a = random(random, 100);
        Rows b = new Rows(random(random, 1 + k * (n + 4)), 1, n + 4);
        List<Left> lefts = List.of(
                Left.plain(new Rows(a, 3, k + 2)),
                Left.turned(new Rows(a, 3, m + 2)),
                new Left(a, 3, 2, 1, 3, 20), // rows that overlap, in two runs of three entries
                new Left(a, 3, 1, 5, 2, 11));
        for (Left left : lefts) {
            float[] before = random(random, 2 + m * (n + 1));
            float[] expected = before.clone();
            float[] actual = before.clone();
            PLAIN.product(left, b, new Rows(expected, 2, n + 1), m, n, k);
            FAST.product(left, b, new Rows(actual, 2, n + 1), m, n, k);
            requireEqual(expected, actual, left + ": product, and nothing beside it");
            PLAIN.addProduct(left, b, new Rows(expected, 2, n + 1), m, n, k);
            FAST.addProduct(left, b, new Rows(actual, 2, n + 1), m, n, k);
            requireEqual(expected, actual, left + ": added product");
        }
    }

    @Test
    void aProductReadsTheRunsOfItsLeftFactor() {
        // entries 0..9: row i begins at 2 i and has runs of 2, the second 5 entries on: 0 1 5 6, 2 3 7 8
        float[] a = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        float[] c = new float[2];
        PLAIN.product(
                new Left(a, 0, 2, 1, 2, 5), new Rows(new float[] {1, 10, 100, 1000}, 0, 1), new Rows(c, 0, 1), 2, 1, 4);
        assertArrayEquals(new float[] {6510, 8732}, c);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void gaussiansAreTheSame(int squarings) {
        int n = 37;
        double ratio = squarings == 0 ? 1.7 : Math.pow(2, squarings / 2.0);
        float[] exponents = new float[4];
        float[] slopes = new float[4];
        for (int s = 0; s < 4; s++) {
            double sigma = 0.8 * Math.pow(ratio, s);
            exponents[s] = (float) (-1 / (2 * sigma * sigma));
            slopes[s] = (float) (1 / (sigma * sigma));
        }
        SplittableRandom random = new SplittableRandom(squarings);
        float[] products = random(random, n + 2);
        float[] squares = new float[3 + n];
        Arrays.fill(squares, 2.5f);
        squares[4] = 0.5f;
        float[] expected = products.clone();
        float[] actual = products.clone();
        Bandwidths bandwidths = new Bandwidths(exponents, slopes, squarings);
        double[] plain = new double[4];
        double[] fast = new double[4];
        PLAIN.gaussians(expected, 2, 1.5f, squares, 3, n, bandwidths, new float[n], plain);
        FAST.gaussians(actual, 2, 1.5f, squares, 3, n, bandwidths, new float[n], fast);
        for (int s = 0; s < 4; s++) {
            assertEquals(plain[s], fast[s], 2e-5 * plain[s], "the sum of bandwidth " + s);
        }
        for (int i = 0; i < expected.length; i++) { // each squaring doubles the rounding error
            assertEquals(expected[i], actual[i], 2e-5f * Math.max(1, Math.abs(expected[i])), "weights, entry " + i);
        }
    }

    static Stream<Arguments> routes() {
        return Stream.of(
                tensor(
                        "dense",
                        (t, x) -> t.dense(x.get(0), x.get(1), x.get(2), Activation.GELU),
                        shape(9, 20),
                        shape(20, 37),
                        shape(1, 37)),
                tensor("tanh", (t, x) -> t.tanh(x.get(0)), shape(7, 37)),
                tensor("sigmoid", (t, x) -> t.sigmoid(x.get(0)), shape(7, 37)),
                tensor("relu", (t, x) -> t.relu(x.get(0)), shape(7, 37)),
                tensor("normalize", (t, x) -> t.normalize(x.get(0)), shape(3, 5, 37)),
                tensor(
                        "layerNorm",
                        (t, x) -> t.layerNorm(x.get(0), x.get(1), x.get(2)),
                        shape(7, 37),
                        shape(1, 37),
                        shape(1, 37)),
                tensor(
                        "attention",
                        (t, x) -> t.attention(x.get(0), x.get(1), x.get(2), new int[] {19, 0, 7}, 2)
                                .output(),
                        shape(3, 6, 40),
                        shape(3, 19, 40),
                        shape(3, 19, 40)),
                tensor(
                        "attention over itself",
                        (t, x) -> t.attention(x.get(0), x.get(0), x.get(0), new int[] {9, 4}, 3)
                                .output(),
                        shape(2, 9, 12)),
                tensor(
                        "convolution",
                        (t, x) -> t.convolution(x.get(0), x.get(1), x.get(2), Window.same(3), Activation.RELU),
                        shape(2, 6, 5, 3),
                        shape(27, 17),
                        shape(1, 17)),
                tensor(
                        "convolution with strides",
                        (t, x) -> t.convolution(x.get(0), x.get(1), x.get(2), new Window(3, 2, 1), Activation.TANH),
                        shape(3, 7, 6, 2),
                        shape(18, 64),
                        shape(1, 64)),
                tensor(
                        "convolution of a product",
                        (t, x) -> t.convolution(
                                t.convolution(x.get(0), x.get(1), x.get(2), Window.same(3), Activation.NONE),
                                x.get(3),
                                x.get(4),
                                new Window(2, 1, 1),
                                Activation.GELU),
                        shape(2, 5, 5, 3),
                        shape(27, 4),
                        shape(1, 4),
                        shape(16, 5),
                        shape(1, 5)),
                tensor(
                        "reshape, met three times",
                        (t, x) -> t.multiply(
                                t.add(t.reshape(x.get(0), 260, 150), t.reshape(x.get(0), 260, 150)),
                                t.reshape(x.get(0), 260, 150)),
                        shape(300, 130)),
                tensor("maxPooling of tiles", (t, x) -> t.maxPooling(x.get(0), Window.tiles(2)), shape(2, 5, 4, 17)),
                tensor(
                        "layers that are met twice",
                        (t, x) -> t.multiply(
                                t.add(t.layerNorm(x.get(0), x.get(1), x.get(2)), x.get(0)),
                                t.layerNorm(x.get(0), x.get(1), x.get(2))),
                        shape(300, 130),
                        shape(1, 130),
                        shape(1, 130)),
                tensor("meanTokens", (t, x) -> t.meanTokens(x.get(0), new int[] {5, 0, 3}), shape(3, 5, 37)),
                tensor(
                        "concat",
                        (t, x) -> t.concat(List.of(x.get(0), t.constant(x.get(1).value()), x.get(1), x.get(0))),
                        shape(7, 5),
                        shape(7, 17)),
                tensor(
                        "linear",
                        (t, x) -> t.linear(x.get(0), x.get(1), x.get(2)),
                        shape(3, 4, 20),
                        shape(20, 37),
                        shape(1, 37)),
                tensor("maxPooling", (t, x) -> t.maxPooling(x.get(0), new Window(3, 2, 1)), shape(2, 6, 5, 18)),
                tensor(
                        "graph convolution",
                        (t, x) -> t.record(new GraphConvolution(
                                new Adjacency(Graph.undirected(9, new int[][] {{0, 1}, {1, 2}, {0, 5}, {7, 8}}))
                                        .propagation(),
                                x.get(0),
                                x.get(1),
                                Activation.TANH)),
                        shape(9, 5),
                        shape(5, 37)),
                tensor("outer", (t, x) -> new Joins(t).outer(x.get(0), x.get(1)), shape(6, 5), shape(6, 37)),
                tensor("convolve", (t, x) -> new Joins(t).convolve(x.get(0), x.get(1)), shape(6, 37), shape(6, 37)),
                tensor(
                        "affinity",
                        (t, x) -> new Joins(t).affinity(x.get(0), x.get(1)),
                        shape(3, 5, 37),
                        shape(3, 18, 37)),
                tensor("gather", (t, x) -> new Joins(t).gather(x.get(0), x.get(1)), shape(3, 5, 18), shape(3, 18, 37)),
                loss(
                        "softmaxCrossEntropy",
                        (t, x) -> t.softmaxCrossEntropy(x.get(0), new int[] {2, 0, 18, 1}, new double[0]),
                        shape(4, 19)),
                loss("infoNce", (t, x) -> t.infoNce(x.get(0), x.get(1), 100), shape(19, 19), shape(1, 1)),
                loss(
                        "infoNce of logits some 50 apart",
                        (t, x) -> t.infoNce(t.scale(x.get(0), 2), x.get(1), 100),
                        shape(19, 19),
                        shape(1, 1)),
                loss(
                        "infoNce of logits far apart",
                        (t, x) -> t.infoNce(t.scale(x.get(0), 20), x.get(1), 100),
                        shape(19, 19),
                        shape(1, 1)),
                loss(
                        "discrepancy of doubling bandwidths",
                        (t, x) -> t.discrepancy(
                                x.get(0),
                                x.get(1),
                                new MeanDiscrepancy(new double[] {4, 2, 8}, MeanDiscrepancy.Estimator.UNBIASED)),
                        shape(150, 9),
                        shape(40, 9)),
                loss(
                        "discrepancy of other bandwidths",
                        (t, x) -> t.discrepancy(
                                x.get(0),
                                x.get(1),
                                new MeanDiscrepancy(new double[] {2, 7}, MeanDiscrepancy.Estimator.BIASED)),
                        shape(20, 9),
                        shape(37, 9)));
    }

    /** Values and gradients of single precision on the host against double precision through ND4J. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void theRouteThroughTheLoopsAgreesWithNd4js(String name, long[][] shapes, GradientCheck.Forward forward) {
        SplittableRandom random = new SplittableRandom(11);
        List<double[]> values = Arrays.stream(shapes)
                .map(shape -> {
                    double[] entries = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                    for (int i = 0; i < entries.length; i++) {
                        entries[i] = (float) (shape[0] == 1 && shape[1] == 1 ? 1.3 : random.nextGaussian());
                    }
                    return entries;
                })
                .toList();
        List<double[]> single = run(DataType.FLOAT, shapes, values, forward);
        List<double[]> twice = run(DataType.DOUBLE, shapes, values, forward);
        for (int p = 0; p < twice.size(); p++) {
            double[] expected = twice.get(p);
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], single.get(p)[i], ROUTE * largest, name + ", result " + p + ", entry " + i);
            }
        }
    }

    /** The loss, then the gradient of every tensor. */
    private static List<double[]> run(
            DataType type, long[][] shapes, List<double[]> values, GradientCheck.Forward forward) {
        Tape tape = new Tape(type);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(5));
        List<Parameter> parameters = new java.util.ArrayList<>();
        for (int p = 0; p < shapes.length; p++) {
            INDArray value =
                    Nd4j.createFromArray(values.get(p)).reshape('c', shapes[p]).castTo(type);
            parameters.add(new Parameter("p" + p, value));
        }
        Loss loss = forward.run(tape, parameters.stream().map(tape::parameter).toList());
        tape.backward(loss);
        List<double[]> results = new java.util.ArrayList<>();
        results.add(new double[] {loss.value()});
        parameters.forEach(parameter -> results.add(Host.doubles(parameter.gradient())));
        return results;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void sharesCoverEveryRowOnce(int threads) {
        int[] visits = new int[10];
        HostLoops.split(10, threads, (from, to) -> {
            for (int i = from; i < to; i++) {
                visits[i]++;
            }
        });
        assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, visits);
    }

    @Test
    void tilesCoverARunOfManyRowsOnce() {
        INDArray x = Nd4j.valueArrayOf(new long[] {5000, 3}, 2, DataType.FLOAT);
        INDArray out = Nd4j.create(DataType.FLOAT, 5000, 1);
        HostLoops.over(5000).read(x, 3).write(out, 1).run((t, first, count) -> {
            for (int i = 0; i < count; i++) {
                t[1][i] = first + i + t[0][3 * i] + t[0][3 * i + 2];
            }
        });
        float[] values = Host.floats(out);
        for (int i = 0; i < 5000; i++) {
            assertEquals(i + 4, values[i], "row " + i);
        }
    }

    @Test
    void sumsOfAllSharesAreAddedUp() {
        INDArray x = Nd4j.valueArrayOf(new long[] {50000, 1}, 0.5, DataType.FLOAT); // enough for a second thread
        float[][] sums = HostLoops.over(50000)
                .read(x, 1)
                .scratch(1)
                .runAdding(new int[] {2, 1}, (t, sum, first, count) -> {
                    for (int i = 0; i < count; i++) {
                        t[1][i] = 2 * t[0][i];
                        sum[0][(first + i) % 2] += t[1][i];
                        sum[1][0] += 1;
                    }
                });
        assertArrayEquals(new float[] {25000, 25000}, sums[0]);
        assertArrayEquals(new float[] {50000}, sums[1]);
    }

    @Test
    void doublesAndColumnMajorTensorsGoThroughNd4j() {
        boolean off = "off".equals(System.getProperty("interlace.loops"));
        assertEquals(!off, HostLoops.serves(Nd4j.create(DataType.FLOAT, 2, 3)));
        assertFalse(HostLoops.serves(Nd4j.create(DataType.DOUBLE, 2, 3)));
        assertFalse(HostLoops.serves(Nd4j.create(DataType.FLOAT, 2, 3).dup('f')));
    }
}
