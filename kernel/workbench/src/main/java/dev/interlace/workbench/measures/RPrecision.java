package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;

/**
 * The R-precision: the precision at R, the number of right items of the query.
 *
 * <p>Ties count against the method, see {@link Ranking}.
 *
 * <p>Reference: Manning et al.: Introduction to Information Retrieval, Cambridge University Press, 2008, section 8.4.
 */
public final class RPrecision implements Measure.OfRankings<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "r-precision",
                "R-precision",
                "The share of right items among the first R, of R right items",
                "\\frac{|\\{i : r_i \\le R\\}|}{R}",
                Described.MANNING);
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Ranking ranking, NoOptions options) {
        return (double) ranking.found(ranking.relevant()) / ranking.relevant();
    }
}
