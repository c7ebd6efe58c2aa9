package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Scale;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation of true and estimated numbers: Pearson's correlation of their ranks.
 *
 * <p>Equal numbers share the mean of their ranks. NaN where either side does not vary.
 *
 * <p>Reference: Spearman: The Proof and Measurement of Association between Two Things, American Journal of Psychology
 * 15, 1904.
 */
public final class Spearman implements Measure.OfNumbers<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "spearman",
                "Spearman correlation",
                "The correlation of the ranks of true and estimated numbers",
                "\\rho(R(y), R(\\hat y))",
                new Reference(
                        "Spearman",
                        "The Proof and Measurement of Association between Two Things",
                        "American Journal of Psychology 15",
                        1904,
                        ""));
    }

    @Override
    public Scale scale() {
        return Scale.higher(-1, 1);
    }

    @Override
    public String rule() {
        return "equal numbers share the mean rank";
    }

    @Override
    public double of(Estimates estimates, NoOptions options) {
        return correlation(ranks(estimates.truth()), ranks(estimates.estimated()));
    }

    /** The rank of each value from 1; equal values share the mean of theirs. */
    static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double both = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - meanA) * (b[i] - meanB);
            left += (a[i] - meanA) * (a[i] - meanA);
            right += (b[i] - meanB) * (b[i] - meanB);
        }
        return left > 0 && right > 0 ? Math.max(-1, Math.min(1, both / Math.sqrt(left * right))) : Double.NaN;
    }
}
