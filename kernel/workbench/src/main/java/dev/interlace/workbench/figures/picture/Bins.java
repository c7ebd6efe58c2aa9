package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * Equal bins of numbers, by the rule with which plotly.js chooses them.
 *
 * @param start left end of the first bin
 * @param size width of a bin
 * @param count number of bins
 */
record Bins(double start, double size, int count) {
    private static final int MOST = 2000;

    /**
     * The bins of numbers.
     *
     * @param given {@code xbins}, if the trace names them
     * @param most {@code nbinsx}; 0 for none
     * @param power the number of values to this power divides their spread: 0.4, in two dimensions 0.25
     */
    static Bins of(double[] values, JsonNode given, int most, double power) {
        double[] data = Arrays.stream(values).filter(Double::isFinite).toArray();
        double min = Arrays.stream(data).min().orElse(0);
        double max = Arrays.stream(data).max().orElse(0);
        double size = given.path("size").asDouble(0);
        if (!(size > 0)) {
            double rough = most > 0 ? (max - min) / most : rough(data, power);
            size = rough > 0 ? rounded(rough) : 1;
        }
        double start = Math.ceil(min / size - 1e-9) * size - size;
        start = shifted(start, size, data, min, max);
        if (given.path("start").isNumber()) {
            start = given.path("start").asDouble();
        }
        double end = given.path("end").isNumber() ? given.path("end").asDouble() : max;
        int count = given.path("end").isNumber()
                ? (int) Math.ceil((end - start) / size - 1e-9)
                : 1 + (int) Math.floor((end - start) / size + 1e-9);
        return new Bins(start, size, Math.max(1, Math.min(MOST, count)));
    }

    /** A width that makes the highest bin somewhat taller than there are bins. */
    private static double rough(double[] data, double power) {
        double[] sorted = Arrays.stream(data).sorted().distinct().toArray();
        double gap = sorted.length > 1 ? sorted[sorted.length - 1] - sorted[0] : 1;
        for (int i = 1; i < sorted.length; i++) {
            double step = sorted[i] - sorted[i - 1];
            gap = step > gap * 1e-9 ? Math.min(gap, step) : gap;
        }
        double base = Math.pow(10, Math.floor(Math.log10(gap)));
        double least = 0.9;
        for (double digit : new double[] {0.9, 1.9, 4.9, 9.9}) {
            least = digit <= gap / base ? digit : least;
        }
        double mean = Arrays.stream(data).average().orElse(0);
        double squares = Arrays.stream(data).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, data.length));
        return Math.max(base * least, 2 * deviation / Math.pow(Math.max(1, data.length), power));
    }

    /** The next larger of 2, 5, 10 times a power of ten. */
    static double rounded(double rough) {
        double base = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double digit : new double[] {2, 5}) {
            if (digit * base >= rough) {
                return digit * base;
            }
        }
        return 10 * base;
    }

    /** The start moved so that values do not lie on the edges. */
    private static double shifted(double start, double size, double[] data, double min, double max) {
        int edges = 0;
        int middles = 0;
        int whole = 0;
        for (double value : data) {
            whole += value % 1 == 0 ? 1 : 0;
            edges += isNearEdge(value, start, size) ? 1 : 0;
            middles += isNearEdge(value + size / 2, start, size) ? 1 : 0;
        }
        if (whole == data.length) {
            double moved = size < 1 ? min - size / 2 : start - 0.5;
            return size >= 1 && moved + size < min ? moved + size : moved;
        }
        boolean manyOnEdges = edges > data.length * 0.3 || isNearEdge(min, start, size) || isNearEdge(max, start, size);
        if (middles < data.length * 0.1 && manyOnEdges) {
            return start + (start + size / 2 < min ? size / 2 : -size / 2);
        }
        return start;
    }

    /** Whether a value lies within a hundredth of a bin's width of an edge. */
    private static boolean isNearEdge(double value, double start, double size) {
        return (1 + (value - start) * 100 / size) % 100 < 2;
    }

    /** The bin of a value; -1 outside. */
    int of(double value) {
        double place = Math.floor((value - start) / size + 1e-9);
        return place >= 0 && place < count ? (int) place : -1;
    }

    /** The left end of a bin. */
    double left(int bin) {
        return start + bin * size;
    }

    double middle(int bin) {
        return start + (bin + 0.5) * size;
    }
}
