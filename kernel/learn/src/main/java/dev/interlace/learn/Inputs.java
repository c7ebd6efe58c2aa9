package dev.interlace.learn;

import dev.interlace.spi.Modality;
import java.util.List;
import java.util.Optional;

/**
 * The modalities of a batch on a tape, in alphabetical order of their names, standardised.
 *
 * @param all the modalities
 */
public record Inputs(List<Input> all) {
    /**
     * One modality of a batch.
     *
     * @param modality name and kind
     * @param features {@code [B, d]} or {@code [B, T, d]}; rows of absent samples and padding are 0
     * @param lengths number of tokens per row {@code [B]}, 0 for an absent row; empty for vectors
     * @param presence 1 present, 0 absent, {@code [B]}
     * @param propagation the propagation matrix of a graph's nodes; empty for other kinds
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to operations as they are; never compared
    public record Input(
            Modality modality, Var features, int[] lengths, float[] presence, Optional<SparseMatrix> propagation) {
        /** Whether this is a token sequence. */
        public boolean isSequence() {
            return modality.kind() == Modality.Kind.TOKENS;
        }
    }

    public Inputs {
        all = List.copyOf(all);
    }
}
