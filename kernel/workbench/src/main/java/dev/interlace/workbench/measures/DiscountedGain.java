package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;

/**
 * The normalised discounted cumulative gain at k (nDCG@k): right items gain {@code 1 / log2(1 + rank)} where they are
 * among the first k, divided by what the best order would gain.
 *
 * <p>Ties count against the method, see {@link Ranking}. Every right item is equally right.
 *
 * <p>Reference: Järvelin and Kekäläinen: Cumulated Gain-Based Evaluation of IR Techniques, ACM TOIS 20, 2002, eq. 2,
 * with the logarithm of 1 + rank as in Burges et al.: Learning to Rank Using Gradient Descent, ICML 2005.
 */
public final class DiscountedGain implements Measure.OfRankings<Cut> {
    @Override
    public MethodDescriptor<Cut> descriptor() {
        return Described.of(
                "ndcg",
                "nDCG@k",
                "The discounted gain of the right items among the first k, relative to the best order",
                "\\frac{\\sum_{i : r_i \\le k} 1 / \\log_2(1 + r_i)}{\\sum_{i=1}^{\\min(R, k)} 1 / \\log_2(1 + i)}",
                Cut.class,
                new Reference(
                        "Järvelin and Kekäläinen",
                        "Cumulated Gain-Based Evaluation of IR Techniques",
                        "ACM TOIS 20",
                        2002,
                        "eq. 2"));
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Ranking ranking, Cut options) {
        double gain = 0;
        double best = 0;
        int found = ranking.found(options.k());
        for (int i = 0; i < Math.min(ranking.relevant(), options.k()); i++) {
            gain += i < found ? 1 / Math.log(1.0 + ranking.rank(i)) : 0;
            best += 1 / Math.log(2.0 + i);
        }
        return gain / best;
    }
}
