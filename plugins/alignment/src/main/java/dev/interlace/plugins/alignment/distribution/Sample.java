package dev.interlace.plugins.alignment.distribution;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.distribution.PairFunction.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows in double precision, their columns in one or several parts, with what every pair needs of them. */
final class Sample {
    /** Number of rows. */
    final int n;

    private final List<Part> parts;

    /**
     * Some columns.
     *
     * @param rows {@code [n, d]}
     * @param values the same, row by row
     * @param squares {@code |x|^2} of each row
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers of a sample; never compared
    record Part(INDArray rows, double[] values, double[] squares, int d) {
        static Part of(double[] values, int n, int d) {
            INDArray rows = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {n, d}, 'c');
            Host.write(values, rows);
            double[] squares = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = i * d; j < (i + 1) * d; j++) {
                    squares[i] += values[j] * values[j];
                }
            }
            return new Part(rows, values, squares, d);
        }
    }

    private Sample(int n, List<Part> parts) {
        this.n = n;
        this.parts = parts;
    }

    Part part(int number) {
        return parts.get(number);
    }

    int parts() {
        return parts.size();
    }

    /** Samples of one part each. */
    static Sample[] of(Argument argument, INDArray... sides) {
        return of(argument, new int[] {Math.toIntExact(sides[0].size(1))}, sides);
    }

    /**
     * Samples for functions of that argument: distances lose digits far from the origin, so rows are moved by the mean
     * of all.
     *
     * @param widths columns of each part, together those of every side
     */
    static Sample[] of(Argument argument, int[] widths, INDArray... sides) {
        int d = Math.toIntExact(sides[0].size(1));
        double[][] rows = Arrays.stream(sides).map(Host::doubles).toArray(double[][]::new);
        if (argument == Argument.SQUARED_DISTANCE) {
            double[] centre = centre(rows, d);
            rows = Arrays.stream(rows).map(side -> moved(side, centre)).toArray(double[][]::new);
        }
        return Arrays.stream(rows).map(side -> split(side, d, widths)).toArray(Sample[]::new);
    }

    /** One sample of one part around its mean. */
    static Sample centred(INDArray x) {
        return of(Argument.SQUARED_DISTANCE, x)[0];
    }

    private static double[] centre(double[][] sides, int d) {
        double[] sums = new double[d];
        int entries = 0;
        for (double[] side : sides) {
            for (int i = 0; i < side.length; i++) {
                sums[i % d] += side[i];
            }
            entries += side.length;
        }
        double rows = entries / (double) d;
        return Arrays.stream(sums).map(sum -> sum / rows).toArray();
    }

    private static double[] moved(double[] rows, double[] centre) {
        double[] moved = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            moved[i] = rows[i] - centre[i % centre.length];
        }
        return moved;
    }

    private static Sample split(double[] rows, int d, int[] widths) {
        int n = rows.length / d;
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int width : widths) {
            double[] values = width == d ? rows : new double[n * width];
            for (int i = 0; width != d && i < n; i++) {
                System.arraycopy(rows, i * d + from, values, i * width, width);
            }
            parts.add(Part.of(values, n, width));
            from += width;
        }
        return new Sample(n, parts);
    }

    /** The rows of both, one behind the other. */
    Sample with(Sample other) {
        List<Part> pooled = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            double[] own = parts.get(p).values;
            double[] more = other.parts.get(p).values;
            double[] all = Arrays.copyOf(own, own.length + more.length);
            System.arraycopy(more, 0, all, own.length, more.length);
            pooled.add(Part.of(all, n + other.n, parts.get(p).d));
        }
        return new Sample(n + other.n, pooled);
    }

    /** Those rows, in that order. */
    Sample rows(int[] chosen) {
        List<Part> some = new ArrayList<>();
        for (Part part : parts) {
            double[] values = new double[chosen.length * part.d];
            for (int i = 0; i < chosen.length; i++) {
                System.arraycopy(part.values, chosen[i] * part.d, values, i * part.d, part.d);
            }
            some.add(Part.of(values, chosen.length, part.d));
        }
        return new Sample(chosen.length, some);
    }

    /** The rows from {@code from} to before {@code to}. */
    Sample rows(int from, int to) {
        return rows(IntStream.range(from, to).toArray());
    }

    /** A number for every entry, 0 at first. */
    List<double[]> zeros() {
        return parts.stream().map(part -> new double[part.values.length]).toList();
    }

    /** The inverse of splitting: one row-major matrix {@code [n, d]} of those numbers. */
    double[] joined(List<double[]> numbers) {
        int d = parts.stream().mapToInt(Part::d).sum();
        double[] all = new double[n * d];
        int to = 0;
        for (int p = 0; p < parts.size(); p++) {
            int width = parts.get(p).d;
            for (int i = 0; i < n; i++) {
                System.arraycopy(numbers.get(p), i * width, all, i * d + to, width);
            }
            to += width;
        }
        return all;
    }
}
