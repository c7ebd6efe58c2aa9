package dev.interlace.spi;

/**
 * Describes rows by all their modalities at once, without labels and for the rows that it is given; two or more
 * modalities, where an {@link AlignmentMethod} knows a left and a right one.
 *
 * @param <O> the options record
 */
public interface JointMethod<O extends Record> extends Method<O> {
    /**
     * Describes the rows of {@code batch}. Changes no input; the same seed gives the same representation.
     *
     * @param batch at least two modalities
     * @throws IllegalArgumentException when the batch lacks what the method needs; the message says what to do
     */
    JointRepresentation represent(MultimodalBatch batch, O options, FitContext context);
}
