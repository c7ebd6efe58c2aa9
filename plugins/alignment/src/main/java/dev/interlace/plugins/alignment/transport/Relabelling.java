package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Permutation tests of equal distributions: {@code p = (1 + #{relabelled >= observed}) / (1 + B)}. A value that lies
 * below the observed one by no more than rounding counts as a tie, and ties count against the finding: the same halves
 * with their names exchanged must not look smaller.
 */
final class Relabelling {
    /** Share of the observed value that solvers and sums of another order may differ by. */
    private static final double ROUNDING = 1e-9;

    private Relabelling() {}

    /**
     * Counts how often a random relabelling gives a value as large as the observed one.
     *
     * @param n left rows
     * @param m right rows
     * @param statistic the value when rows {@code order[0 .. n - 1]} of both samples together count as left and the
     *     rest as right; each half comes in ascending order, so that equal halves give equal bits
     */
    static PermutationTest test(
            String method, int n, int m, int permutations, FitContext context, ToDoubleFunction<int[]> statistic) {
        if (permutations < 1) {
            throw new IllegalArgumentException(method + ": permutations must be at least 1, got " + permutations);
        }
        context.checkCancelled();
        double observed = statistic.applyAsDouble(IntStream.range(0, n + m).toArray());
        double tie = observed - ROUNDING * Math.abs(observed);
        int asLarge = 0;
        for (int b = 0; b < permutations; b++) {
            context.checkCancelled();
            int[] order = context.seeds().split("permutation " + b).permutation(n + m);
            Arrays.sort(order, 0, n);
            Arrays.sort(order, n, n + m);
            asLarge += statistic.applyAsDouble(order) >= tie ? 1 : 0;
        }
        return new PermutationTest(observed, (1.0 + asLarge) / (1.0 + permutations), permutations);
    }
}
