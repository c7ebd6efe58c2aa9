package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.PairedMoments.Views;
import dev.interlace.plugins.alignment.distribution.RowKernel.Wanted;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A measure of dependence for many orders of the right rows. Up to {@value #KEPT} rows the two matrices of pairs are
 * kept, 32 MiB each, and an order costs n^2 products; of more rows they are computed again for each order, block by
 * block.
 */
final class ReorderedMoments implements PermutationTests.Statistic {
    /** Rows up to which matrices of pairs are kept. */
    static final int KEPT = 2_048;

    private final Views views;
    private final ToDoubleFunction<PairedMoments> measure;
    private final Runnable eachStep;
    private final PairedMoments observed;
    private double @Nullable [] left;
    private double @Nullable [] right;

    /**
     * Of two views of the same rows.
     *
     * @param eachStep called often, to be able to stop
     */
    ReorderedMoments(Views views, ToDoubleFunction<PairedMoments> measure, Runnable eachStep) {
        this.views = views;
        this.measure = measure;
        this.eachStep = eachStep;
        observed = PairedMoments.of(views, eachStep);
        if (views.left().n <= KEPT && !views.isNarrow()) {
            left = matrix(views.leftFunction(), views.left());
            right = matrix(views.rightFunction(), views.right());
        }
    }

    private static double[] matrix(PairFunction function, Sample x) {
        double[] matrix = new double[x.n * x.n];
        RowKernel.of(function).forEachTile(x, x, Wanted.VALUES, () -> {}, tile -> {
            for (int r = 0; r < tile.rows(); r++) {
                for (int c = 0; c < tile.columns(); c++) {
                    double value = tile.values()[r * tile.columns() + c];
                    matrix[(tile.i() + r) * x.n + tile.j() + c] = value;
                    matrix[(tile.j() + c) * x.n + tile.i() + r] = value;
                }
            }
        });
        return matrix;
    }

    @Override
    public double[] of(int[][] orders) {
        return Arrays.stream(orders).mapToDouble(this::of).toArray();
    }

    private double of(int[] order) {
        eachStep.run();
        double[] k = left;
        double[] l = right;
        if (k == null || l == null) {
            return measure.applyAsDouble(PairedMoments.of(views.reordered(order), eachStep));
        }
        int n = order.length;
        double products = 0;
        double[] sums = new double[n];
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++) {
            int from = order[i] * n;
            for (int j = 0; j < n; j++) {
                products += k[i * n + j] * l[from + order[j]];
            }
            sums[i] = observed.right()[order[i]];
            diagonal[i] = observed.rightDiagonal()[order[i]];
        }
        return measure.applyAsDouble(
                new PairedMoments(products, observed.left(), sums, observed.leftDiagonal(), diagonal));
    }

    @Override
    public double scale() {
        return observed.scale();
    }

    @Override
    public int most() {
        return 1;
    }
}
