package dev.interlace.jupyter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long a piece of code takes, measured in many loops; made by the magic {@code %timeit}. */
public final class Timing {
    private static final Sink SINK = new Sink();

    private Timing() {}

    /** What the compiler must believe that somebody reads; its two numbers are never the same. */
    private static final class Sink {
        private volatile long first = 1;
        private volatile long second = 2;
        private volatile Object kept = "";

        @SuppressWarnings("ReferenceEquality") // whose object it is does not matter
        void take(Object value) {
            if (value == kept && first == second) {
                kept = new Object();
            }
        }

        void take(long value) {
            if (value == first && value == second) {
                kept = value;
            }
        }
    }

    /** Code that runs {@code loops} times. */
    @FunctionalInterface
    public interface Loop {
        /** Runs it; returns the nanoseconds that it took. */
        long run(long loops) throws Throwable;
    }

    /** Takes a value, so that the compiler cannot leave its computation away. */
    public static void consume(long value) {
        SINK.take(value);
    }

    /** Takes a value. */
    public static void consume(double value) {
        consume(Double.doubleToRawLongBits(value));
    }

    /** Takes a value. */
    public static void consume(boolean value) {
        consume(value ? 3L : 4L);
    }

    /** Takes a value. */
    public static void consume(Object value) {
        SINK.take(value);
    }

    /**
     * The times of some runs.
     *
     * @param loops how often the code ran in each
     * @param nanos nanoseconds of one loop, one value for each run
     */
    public record Result(long loops, List<Double> nanos) {
        public Result {
            nanos = List.copyOf(nanos);
            if (nanos.isEmpty()) {
                throw new IllegalArgumentException("Result.nanos must hold at least one run, got none");
            }
        }

        /** The mean, in nanoseconds. */
        public double mean() {
            return nanos.stream().mapToDouble(x -> x).average().orElseThrow();
        }

        /** The standard deviation of the runs, in nanoseconds. */
        public double spread() {
            double mean = mean();
            return Math.sqrt(nanos.stream()
                    .mapToDouble(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow());
        }

        /** The median, in nanoseconds. */
        public double median() {
            double[] sorted = nanos.stream().mapToDouble(x -> x).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }

        /** The shortest run, in nanoseconds. */
        public double best() {
            return Arrays.stream(nanos.stream().mapToDouble(x -> x).toArray())
                    .min()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s ± %s per loop (mean ± standard deviation of %d runs, %,d loops each); median %s, best %s",
                    time(mean()),
                    time(spread()),
                    nanos.size(),
                    loops,
                    time(median()),
                    time(best()));
        }

        private static String time(double nanos) {
            String[] units = {"ns", "µs", "ms", "s"};
            double value = nanos;
            int unit = 0;
            while (value >= 1_000 && unit < units.length - 1) {
                value /= 1_000;
                unit++;
            }
            int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
            return String.format(Locale.ROOT, "%." + digits + "f %s", value, units[unit]);
        }
    }
}
