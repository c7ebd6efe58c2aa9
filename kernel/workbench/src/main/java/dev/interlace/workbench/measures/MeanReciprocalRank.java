package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;

/**
 * The reciprocal rank at k: 1 divided by the rank of the first right item, 0 where it lies beyond k. The mean over
 * queries is MRR@k.
 *
 * <p>Ties count against the method, see {@link Ranking}.
 *
 * <p>Reference: Voorhees: The TREC-8 Question Answering Track Report, TREC 1999, section 3.
 */
public final class MeanReciprocalRank implements Measure.OfRankings<Cut> {
    @Override
    public MethodDescriptor<Cut> descriptor() {
        return Described.of(
                "mrr",
                "MRR@k",
                "One divided by the rank of the first right item; beyond k it is 0",
                "\\frac{[r_1 \\le k]}{r_1}",
                Cut.class,
                new Reference("Voorhees", "The TREC-8 Question Answering Track Report", "TREC", 1999, "section 3"));
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Ranking ranking, Cut options) {
        return ranking.rank(0) <= options.k() ? 1.0 / ranking.rank(0) : 0;
    }
}
