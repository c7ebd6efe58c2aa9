package dev.interlace.spi;

import java.io.IOException;
import java.io.InputStream;

/**
 * Combines modalities to predict a class. Early, mid and late fusion answer the same call.
 *
 * @param <O> the options record
 */
public interface FusionMethod<O extends Record> extends Method<O> {
    /**
     * Fits on labelled rows. Changes no input; the same seed gives the same model.
     *
     * @param batch training rows; absent modalities are marked by their presence masks
     * @param labels one class per row of {@code batch}
     * @param options validated options
     * @param context randomness, progress, cancellation
     * @throws IllegalArgumentException when the data do not fit the method; the message says what to do
     */
    FusionModel fit(MultimodalBatch batch, Labels labels, O options, FitContext context);

    /** Reads what {@link FusionModel#save} wrote. The stream is left open. */
    FusionModel load(InputStream in) throws IOException;
}
