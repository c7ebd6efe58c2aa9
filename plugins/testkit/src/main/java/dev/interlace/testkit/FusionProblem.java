package dev.interlace.testkit;

import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;

/**
 * A labelled problem for a fusion method.
 *
 * @param batch the rows
 * @param labels one class per row
 */
public record FusionProblem(MultimodalBatch batch, Labels labels) {
    /** The given rows, in that order. */
    public FusionProblem rows(int... selected) {
        return new FusionProblem(batch.rows(selected), labels.rows(selected));
    }
}
