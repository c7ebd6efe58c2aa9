package dev.interlace.bench;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.tape.MatrixProduct.Factor;
import dev.interlace.spi.Discrepancy;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The maximum mean discrepancy of two samples too large for a matrix of their pairs, with five bandwidths, through
 * {@code discrepancy/mmd}: seconds of the value and of the gradient (which goes over all pairs as the value does),
 * their products of rows as a share of this machine's product of matrices, and the largest resident memory of the
 * process.
 *
 * <p>Arguments: rows on each side and columns, 100,000 and 64 by default. Prints one line of {@code name=number}s.
 */
public final class LargeDiscrepancy {
    private static final int EDGE = 2048;

    private LargeDiscrepancy() {}

    /** Runs it once. */
    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int columns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
        INDArray x = normal(1, rows, columns);
        INDArray y = normal(2, rows, columns);
        double product = product();
        Catalogue catalogue = Interlace.catalogue();
        Map<String, ?> options = Map.of("estimator", "BIASED", "bandwidth", 2 * Math.sqrt(columns), "bandwidths", 5);
        long start = System.nanoTime();
        double value = catalogue.discrepancy("discrepancy/mmd").call(method -> value(method, x, y, options));
        double valueSeconds = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        INDArray gradient = catalogue.discrepancy("discrepancy/mmd").call(method -> gradient(method, x, y, options));
        double gradientSeconds = (System.nanoTime() - start) / 1e9;
        double pairs = (double) rows * rows;
        // the value needs x x', y y' and x y'; the gradient W x and W y besides
        System.out.println(String.format(
                Locale.ROOT,
                "product=%.1f value=%.2f gradient=%.2f valueShare=%.3f gradientShare=%.3f result=%.8g slope=%.4g peakMiB=%d",
                product,
                valueSeconds,
                gradientSeconds,
                3 * 2 * pairs * columns / valueSeconds / product / 1e9,
                5 * 2 * pairs * columns / gradientSeconds / product / 1e9,
                value,
                Host.doubles(gradient)[0],
                peakKiB() / 1024));
    }

    private static <O extends Record> double value(
            Discrepancy<O> method, INDArray x, INDArray y, Map<String, ?> options) {
        return method.value(x, y, method.descriptor().schema().parse(options));
    }

    private static <O extends Record> INDArray gradient(
            Discrepancy<O> method, INDArray x, INDArray y, Map<String, ?> options) {
        return method.gradient(x, y, method.descriptor().schema().parse(options));
    }

    private static INDArray normal(long seed, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Host.tensor(DataType.FLOAT, values, rows, columns);
    }

    /** The best of ten products of square matrices, in GFLOP/s. */
    private static double product() {
        INDArray a = normal(3, EDGE, EDGE);
        INDArray b = normal(4, EDGE, EDGE);
        INDArray c = Nd4j.createUninitialized(DataType.FLOAT, new long[] {EDGE, EDGE}, 'c');
        double best = 0;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            MatrixProduct.into(c, a, Factor.PLAIN, b, Factor.PLAIN, 1, 0);
            best = Math.max(best, 2.0 * EDGE * EDGE * EDGE / (System.nanoTime() - start));
        }
        return best;
    }

    private static long peakKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
