package dev.interlace.plugins.alignment.distribution;

import dev.interlace.learn.tape.Host;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks that the measures share; each message says what to do. */
final class SampleChecks {
    private SampleChecks() {}

    /**
     * That two samples can be compared: {@code [n, d]} and {@code [m, d]}, finite, at least {@code least} rows each.
     */
    static void comparable(String method, INDArray x, INDArray y, int least) {
        if (x.rank() != 2 || y.rank() != 2 || x.size(1) != y.size(1)) {
            throw new IllegalArgumentException(method + ": left has " + columns(x) + ", right has " + columns(y)
                    + "; both must be [rows, columns] with equal columns");
        }
        enoughAndFinite(method, x, y, least);
    }

    /**
     * That two representations belong to the same rows: {@code [n, d]} and {@code [n, e]}, finite, at least
     * {@code least} rows.
     */
    static void paired(String method, INDArray x, INDArray y, int least) {
        if (x.rank() != 2 || y.rank() != 2 || x.size(0) != y.size(0)) {
            throw new IllegalArgumentException(method + ": left has " + rows(x) + ", right has " + rows(y)
                    + "; both must be [rows, columns] of the same rows in the same order");
        }
        enoughAndFinite(method, x, y, least);
    }

    /** That rows differ: of equal rows nothing can depend, and a share of nothing is no number. */
    static void notAlike(String method, String side, INDArray x) {
        double[] values = Host.doubles(x);
        int d = Math.toIntExact(x.size(1));
        for (int i = d; i < values.length; i++) {
            if (values[i] != values[i % d]) {
                return;
            }
        }
        throw new IllegalArgumentException(
                method + ": the " + side + " rows are all alike, so nothing can be compared with them");
    }

    /** That there is at least one permutation. */
    static void permutations(String method, int permutations) {
        if (permutations < 1) {
            throw new IllegalArgumentException(method + ": permutations must be at least 1, got " + permutations);
        }
    }

    private static void enoughAndFinite(String method, INDArray x, INDArray y, int least) {
        if (x.size(0) < least || y.size(0) < least) {
            throw new IllegalArgumentException(method + " needs at least " + least + (least == 1 ? " row" : " rows")
                    + " on each side, got " + x.size(0) + " and " + y.size(0));
        }
        finite(method, "left", x);
        finite(method, "right", y);
    }

    /** A clamped distance would hide NaN. */
    private static void finite(String method, String side, INDArray rows) {
        if (!Double.isFinite(Host.sum(rows))) {
            throw new IllegalArgumentException(
                    method + ": the " + side + " rows must be finite; look for NaN or infinity");
        }
    }

    private static String columns(INDArray x) {
        return x.rank() == 2 ? x.size(1) + " columns" : "rank " + x.rank();
    }

    private static String rows(INDArray x) {
        return x.rank() == 2 ? x.size(0) + " rows" : "rank " + x.rank();
    }
}
