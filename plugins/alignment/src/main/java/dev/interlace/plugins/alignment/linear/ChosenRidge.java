package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.Holdout;
import dev.interlace.spi.FitContext;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The ridge of canonical correlations under which held-out pairs find each other best: of {@link #TRIED}, the one with
 * the smallest mean logarithm of the rank of the true partner among the held-out rows, by the cosine, both ways.
 *
 * <p>A fifth of the pairs is held out, {@value #MOST} at most, five times where there are fewer than 200 pairs, twice
 * below 1,000, else once. The logarithm counts a move from rank 2 to 1 like one from 20 to 10; the share of first ranks
 * alone says little of eight held-out pairs.
 *
 * <p>Costs per holdout one eigendecomposition of each side and nine singular value decompositions.
 */
final class ChosenRidge {
    static final List<Double> TRIED = List.of(1e-3, 1e-2, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0);

    private static final int LEAST = 10;
    private static final double WITH_FEWER = 1;
    private static final int MOST = 500;

    private ChosenRidge() {}

    /**
     * Chooses.
     *
     * @param power of the correlation that weights a component
     * @return {@value #WITH_FEWER} where there are fewer than {@value #LEAST} pairs, or none can be held out
     */
    static double of(PairedColumns pairs, double power, FitContext context) {
        int n = pairs.rows();
        if (n < LEAST) {
            return WITH_FEWER;
        }
        List<String> groups = context.groups().size() == n ? context.groups() : List.of();
        int repeats = n < 200 ? 5 : n < 1000 ? 2 : 1;
        double[] ranks = new double[TRIED.size()];
        boolean informed = false;
        for (int repeat = 0; repeat < repeats; repeat++) {
            Holdout rows = Holdout.of(
                    n, groups, Math.min(0.2, (double) MOST / n), context.seeds().split("ridge " + repeat));
            if (rows.train().length > 2 && rows.held().length > 1) {
                informed |= add(ranks, pairs.rows(rows.train()), pairs.rows(rows.held()), power, context);
            }
        }
        int best = 0;
        for (int r = 1; r < ranks.length; r++) {
            best = ranks[r] < ranks[best] ? r : best;
        }
        return informed ? TRIED.get(best) : WITH_FEWER;
    }

    /** Adds the mean rank under each ridge; false where the columns of a side are constant over the training pairs. */
    private static boolean add(
            double[] ranks, PairedColumns train, PairedColumns held, double power, FitContext context) {
        Standardised x = Standardised.of(train.left());
        Standardised y = Standardised.of(train.right());
        if (Host.sum(x.inverse()) == 0 || Host.sum(y.inverse()) == 0) {
            return false;
        }
        CanonicalVariates.Sides sides = CanonicalVariates.Sides.byRows(x.columns(), y.columns(), context);
        for (int r = 0; r < ranks.length; r++) {
            context.checkCancelled();
            CanonicalVariates found = sides.variates(TRIED.get(r));
            INDArray weights = Spectral.row(found.weights(power));
            INDArray a = LinearModel.unit(x.mapping(found.left().mul(weights)).apply(held.left()));
            INDArray b = LinearModel.unit(y.mapping(found.right().mul(weights)).apply(held.right()));
            ranks[r] += logRanks(Host.doubles(a.mmul(b.transpose())), held.rows());
        }
        return true;
    }

    /**
     * The mean of the natural logarithms of the ranks of the diagonal of {@code [n, n]}, in its row and in its column;
     * a tie counts half.
     */
    static double logRanks(double[] similarity, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double own = similarity[i * n + i];
            double inRow = 1;
            double inColumn = 1;
            for (int k = 0; k < n; k++) {
                if (k != i) {
                    inRow += above(similarity[i * n + k], own);
                    inColumn += above(similarity[k * n + i], own);
                }
            }
            sum += Math.log(inRow) + Math.log(inColumn);
        }
        return sum / (2 * n);
    }

    private static double above(double other, double own) {
        return other > own ? 1 : other == own ? 0.5 : 0;
    }
}
