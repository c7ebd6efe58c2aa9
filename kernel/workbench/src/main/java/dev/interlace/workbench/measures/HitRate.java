package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;

/**
 * The hit rate at k: 1 where a right item is among the first k, else 0. The mean over queries is also called R@k or
 * Hits@k; of one right item per query it equals the recall at k.
 *
 * <p>Ties count against the method, see {@link Ranking}.
 *
 * <p>Reference: Bordes et al.: Translating Embeddings for Modeling Multi-relational Data, NeurIPS 2013, section 4.2.
 */
public final class HitRate implements Measure.OfRankings<Cut> {
    @Override
    public MethodDescriptor<Cut> descriptor() {
        return Described.of(
                "hit-rate",
                "Hit rate@k (R@k)",
                "Whether a right item is among the first k",
                "[r_1 \\le k]",
                Cut.class,
                new Reference(
                        "Bordes et al.",
                        "Translating Embeddings for Modeling Multi-relational Data",
                        "NeurIPS",
                        2013,
                        "section 4.2"));
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Ranking ranking, Cut options) {
        return ranking.rank(0) <= options.k() ? 1 : 0;
    }
}
