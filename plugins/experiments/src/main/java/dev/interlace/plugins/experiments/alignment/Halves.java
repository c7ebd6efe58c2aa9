package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Rows;
import java.util.Arrays;
import java.util.List;

/** Two halves of rows, drawn. */
record Halves(Rows first, Rows second) {
    static Halves of(AlignmentTrial trial, Rows rows, long seed) {
        int[] order = trial.permutation("halves of " + rows.count(), seed, rows.count());
        return new Halves(
                rows.rows(Arrays.copyOf(order, rows.count() / 2)),
                rows.rows(Arrays.copyOfRange(order, rows.count() / 2, rows.count())));
    }

    /** A model of two sides of which no row is known to belong with another. */
    static AlignmentModel fit(
            AlignmentTrial trial, Chosen<AlignmentMethod<?>> fit, Features left, Features right, long seed) {
        return trial.fit(fit, left, right, Supervision.unpaired(), List.of(), seed);
    }
}
