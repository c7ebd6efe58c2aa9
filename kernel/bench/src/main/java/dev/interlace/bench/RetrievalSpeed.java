package dev.interlace.bench;

import dev.interlace.learn.networks.Nearest;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Relevance;
import dev.interlace.workbench.evaluation.Retrieval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Exact retrieval figures of many rows beside the matrix product that they rest on, and the memory of the process.
 *
 * <p>The product alone is taken over the same rows in blocks of 512 into one array, written again by every block; it is
 * what a similarity costs before anybody looks at it. Retrieval in both directions takes it twice, so it is compared
 * with two.
 */
public final class RetrievalSpeed {
    private static final int PLAIN_BLOCK = 256;

    private RetrievalSpeed() {}

    /** Arguments: rows, width (50,000 and 256 by default). */
    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        int width = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        INDArray left = Nd4j.randn(DataType.FLOAT, rows, width);
        INDArray right = left.add(Nd4j.randn(DataType.FLOAT, rows, width).muli(3));
        Nearest.of(left.dup('c'), right, 10 < rows ? 10 : rows); // loads and compiles
        double product = product(left, right);
        long start = System.nanoTime();
        Retrieval retrieval =
                Retrieval.ofEmbeddings("speed", left, right, Relevance.pairs(rows), new Bootstrap(20, 0.95, 1));
        double both = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        Nearest.of(left, right, 10);
        double top = (System.nanoTime() - start) / 1e9;
        product = (product + product(left, right)) / 2;
        double gigaflops = 2.0 * rows * rows * width / product / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d x %d x %d: product alone %.2f s (%.0f GFLOP/s); retrieval both ways %.2f s = %.2f x two products;"
                        + " 10 nearest %.2f s = %.2f x; R@10 %s; peak resident %s%n",
                rows,
                rows,
                width,
                product,
                gigaflops,
                both,
                both / 2 / product,
                top,
                top / product,
                retrieval.leftToRight().recall().get(10),
                peak());
    }

    private static double product(INDArray left, INDArray right) {
        int rows = (int) left.size(0);
        long width = left.size(1);
        INDArray target = Nd4j.createUninitialized(DataType.FLOAT, new long[] {PLAIN_BLOCK, rows}, 'f');
        long start = System.nanoTime();
        for (int from = 0; from + PLAIN_BLOCK <= rows; from += PLAIN_BLOCK) {
            INDArray part =
                    Nd4j.create(left.data(), new long[] {PLAIN_BLOCK, width}, new long[] {width, 1}, from * width, 'c');
            Nd4j.gemm(part, right, target, false, true, 1, 0);
        }
        return (System.nanoTime() - start) / 1e9 * rows / (rows / PLAIN_BLOCK * PLAIN_BLOCK);
    }

    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("unknown")
                        .replaceAll("\\s+", " ")
                : "unknown";
    }
}
