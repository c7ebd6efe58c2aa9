package dev.interlace.spi;

import java.io.IOException;
import java.io.InputStream;

/**
 * Makes two modalities comparable: maps both into one space, or says which row belongs with which.
 *
 * @param <O> the options record
 */
public interface AlignmentMethod<O extends Record> extends Method<O> {
    /**
     * Fits a left and a right modality to each other. Changes no input; the same seed gives the same model.
     *
     * @param left features of the one modality, {@code n} rows, all present
     * @param right features of the other, {@code m} rows, all present; {@code m = n} when {@code supervision} is paired
     * @param supervision what is known of the pairs
     * @param options validated options
     * @param context randomness, progress, cancellation
     * @throws IllegalArgumentException when the data or the supervision do not fit the method; the message says what to
     *     do
     */
    AlignmentModel fit(Features left, Features right, Supervision supervision, O options, FitContext context);

    /** Reads what {@link AlignmentModel#save} wrote. The stream is left open. */
    AlignmentModel load(InputStream in) throws IOException;
}
