package dev.interlace.plugins.alignment.distribution;

import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Permutation tests: {@code p = (1 + #{permuted >= observed}) / (1 + B)}. A statistic that lies below the observed one
 * by no more than rounding counts as a tie, and ties count against the finding.
 */
final class PermutationTests {
    /** Rounding of means of some thousand to million terms in double precision, as a share of the terms. */
    private static final double ROUNDING = 1e-12;

    private PermutationTests() {}

    /** A statistic of several orders of the rows at once. */
    interface Statistic {
        double[] of(int[][] orders);

        /**
         * The size of the means that the statistic is the difference of, once it was asked for; its rounding is a share
         * of it.
         */
        double scale();

        /** How many orders it takes at once. */
        int most();
    }

    /** A statistic of one order at a time whose terms are of size 1. */
    static Statistic oneByOne(ToDoubleFunction<int[]> ofOrder) {
        return new Statistic() {
            @Override
            public double[] of(int[][] orders) {
                return Arrays.stream(orders).mapToDouble(ofOrder).toArray();
            }

            @Override
            public double scale() {
                return 1;
            }

            @Override
            public int most() {
                return 1;
            }
        };
    }

    /**
     * With {@code permutations} random orders of {@code rows} rows.
     *
     * @param value to be reported
     */
    static PermutationTest random(Statistic statistic, int rows, double value, int permutations, FitContext context) {
        return test(
                statistic,
                number -> Labelling.random(context.seeds(), number, rows),
                rows,
                value,
                permutations,
                context);
    }

    /** With every labelling of n and m rows; the observed one is among them, so that {@code B} is one less. */
    static PermutationTest exact(String method, Statistic statistic, int n, int m, double value, FitContext context) {
        int count = Labelling.count(method, n, m);
        Iterator<int[]> all = Labelling.all(n, n + m);
        all.next(); // the observed one
        return test(statistic, number -> all.next(), n + m, value, count - 1, context);
    }

    private static PermutationTest test(
            Statistic statistic,
            IntFunction<int[]> orders,
            int rows,
            double value,
            int permutations,
            FitContext context) {
        double observed = statistic.of(new int[][] {IntStream.range(0, rows).toArray()})[0];
        double least = observed - ROUNDING * statistic.scale();
        int atOnce = statistic.most();
        int asLarge = 0;
        for (int from = 0; from < permutations; from += atOnce) {
            context.checkCancelled();
            int[][] some = new int[Math.min(atOnce, permutations - from)][];
            for (int p = 0; p < some.length; p++) {
                some[p] = orders.apply(from + p);
            }
            for (double permuted : statistic.of(some)) {
                asLarge += permuted >= least ? 1 : 0;
            }
        }
        return new PermutationTest(value, (1.0 + asLarge) / (1.0 + permutations), permutations);
    }
}
