package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;

/**
 * The recall at k: the share of all right items of the query that are among the first k. With more than k right items
 * it stays below 1.
 *
 * <p>Ties count against the method, see {@link Ranking}.
 *
 * <p>Reference: Manning et al.: Introduction to Information Retrieval, Cambridge University Press, 2008, section 8.3.
 */
public final class RecallAtK implements Measure.OfRankings<Cut> {
    @Override
    public MethodDescriptor<Cut> descriptor() {
        return Described.of(
                "recall-at-k",
                "Recall@k",
                "The share of all right items that are among the first k",
                "\\frac{|\\{i : r_i \\le k\\}|}{R}",
                Cut.class,
                Described.MANNING);
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Ranking ranking, Cut options) {
        return (double) ranking.found(options.k()) / ranking.relevant();
    }
}
