package dev.interlace.plugins.alignment.graph;

import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Supervision;

/** Checks that methods over two graphs with seeds share. */
final class SeedChecks {
    private SeedChecks() {}

    /** That both sides are graphs and seeds inside them are given, at least {@code least}. */
    static Supervision.Seeds graphsAndSeeds(
            String method, Features left, Features right, Supervision supervision, int least) {
        requireGraph(method, left);
        requireGraph(method, right);
        return seeds(method, left, right, supervision, least);
    }

    /** That seeds inside both sides are given, at least {@code least}. */
    static Supervision.Seeds seeds(String method, Features left, Features right, Supervision supervision, int least) {
        if (!(supervision instanceof Supervision.Seeds seeds)) {
            throw new IllegalArgumentException(method
                    + " needs seeds: give Supervision.seeds(left nodes, right nodes), got "
                    + supervision.getClass().getSimpleName());
        }
        PairChecks.requireInside(method, "left", seeds.left(), left.rows());
        PairChecks.requireInside(method, "right", seeds.right(), right.rows());
        if (seeds.left().length < least) {
            throw new IllegalArgumentException(
                    method + " needs at least " + least + " pairs, got " + seeds.left().length);
        }
        return seeds;
    }

    /** That a side is a graph. */
    static void requireGraph(String method, Features features) {
        if (features.modality().kind() != Modality.Kind.GRAPH) {
            throw new IllegalArgumentException(
                    method + ": '" + features.modality().name() + "' must be of kind GRAPH, got "
                            + features.modality().kind()
                            + "; make one with Features.graph, for instance over NeighbourGraph.cosine");
        }
    }
}
