package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;

/**
 * The average precision at k: the sum of the precision at each right item among the first k, divided by the number of
 * right items, or by k where there are more. The mean over queries is MAP@k; a right item beyond k adds 0.
 *
 * <p>Ties count against the method, see {@link Ranking}. Some tools divide by the right items that were found, which
 * rewards missing the others; trec_eval divides by all right items even where they are more than k.
 *
 * <p>Reference: Manning et al.: Introduction to Information Retrieval, Cambridge University Press, 2008, eq. 8.8, with
 * a cut.
 */
public final class MeanAveragePrecision implements Measure.OfRankings<Cut> {
    @Override
    public MethodDescriptor<Cut> descriptor() {
        return Described.of(
                "map",
                "MAP@k",
                "The mean precision at the right items among the first k; a miss is 0",
                "\\frac{1}{\\min(R, k)} \\sum_{i : r_i \\le k} \\frac{i}{r_i}",
                Cut.class,
                Described.MANNING);
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Ranking ranking, Cut options) {
        double sum = 0;
        int found = ranking.found(options.k());
        for (int i = 0; i < found; i++) {
            sum += (i + 1.0) / ranking.rank(i);
        }
        return sum / Math.min(ranking.relevant(), options.k());
    }
}
