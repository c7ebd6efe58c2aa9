package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.plugins.experiments.TwoGraphs;
import dev.interlace.plugins.experiments.TwoGraphs.Seeding;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Measurement;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the experiments on graphs share: two graphs, of whose nodes some are known to be the same, and who finds the
 * others. Hits are counted among all nodes of the right graph.
 */
final class Graphs {
    static final int NEAREST = 10;

    private Graphs() {}

    static void each(AlignmentTrial trial, BiConsumer<TwoGraphs, Long> measure) {
        each(trial, trial.trainings(), measure);
    }

    static void each(AlignmentTrial trial, List<Long> seeds, BiConsumer<TwoGraphs, Long> measure) {
        for (TwoGraphs graphs : TwoGraphs.of(trial)) {
            seeds.forEach(seed -> measure.accept(graphs, seed));
        }
    }

    static double[] level(Tally tally, String what, TwoGraphs graphs, double[] rows) {
        return tally.level(what + ", " + graphs.name(), rows);
    }

    static double[] hits(
            AlignmentTrial trial, Chosen<AlignmentMethod<?>> fit, TwoGraphs graphs, Seeding seeding, long seed) {
        return graphs.hits(fit(trial, fit, graphs, seeding, seed), seeding, NEAREST);
    }

    static AlignmentModel fit(
            AlignmentTrial trial, Chosen<AlignmentMethod<?>> fit, TwoGraphs graphs, Seeding seeding, long seed) {
        return trial.fit(fit, graphs.left(), graphs.right(), graphs.supervision(seeding), List.of(), seed);
    }

    /** A linear map of the features of the seeds. */
    static double[] ridge(AlignmentTrial trial, TwoGraphs graphs, Seeding seeding, long seed) {
        Features left = vectors(graphs.left());
        Features right = vectors(graphs.right());
        AlignmentModel map = trial.fit(
                trial.alignment("alignment/ridge", Map.of()),
                left.rows(TwoGraphs.chosen(graphs.leftNode(), seeding.known())),
                right.rows(TwoGraphs.chosen(graphs.rightNode(), seeding.known())),
                Supervision.paired(),
                List.of(),
                seed);
        return graphs.hits(Matrices.of(map.similarity(left, right)), seeding, NEAREST);
    }

    private static Features vectors(Features nodes) {
        return Features.vector(nodes.modality().name(), nodes.values());
    }

    static String data(AlignmentTrial trial) {
        return "250 countries in graphs of 595 and 1,223 nodes that ship"
                + (trial.hasRows() ? ", and training rows of " + trial.train().datasetId() : "");
    }

    static Measurement outcome(AlignmentTrial trial, Tally tally) {
        return tally.outcome(data(trial), "Hits among all nodes of the right graph", "share of items");
    }
}
