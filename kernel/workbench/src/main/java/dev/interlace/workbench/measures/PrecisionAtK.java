package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;

/**
 * The precision at k: the number of right items among the first k, divided by k. With fewer than k right items it stays
 * below 1.
 *
 * <p>Ties count against the method, see {@link Ranking}.
 *
 * <p>Reference: Manning et al.: Introduction to Information Retrieval, Cambridge University Press, 2008, section 8.4.
 */
public final class PrecisionAtK implements Measure.OfRankings<Cut> {
    @Override
    public MethodDescriptor<Cut> descriptor() {
        return Described.of(
                "precision-at-k",
                "Precision@k",
                "The share of right items among the first k",
                "\\frac{|\\{i : r_i \\le k\\}|}{k}",
                Cut.class,
                Described.MANNING);
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Ranking ranking, Cut options) {
        return (double) ranking.found(options.k()) / options.k();
    }
}
