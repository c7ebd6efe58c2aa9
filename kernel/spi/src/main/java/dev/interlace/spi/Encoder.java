package dev.interlace.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Turns raw texts, pictures or sounds into features.
 *
 * @param <O> the options record
 */
public interface Encoder<O extends Record> extends Method<O> {
    /** Whether this encoder reads that kind of raw column. */
    boolean accepts(Raw raw);

    /**
     * An encoder that has learned from training rows what it must know of the data, for instance which words there are;
     * this one itself where there is nothing to learn. Rows to be measured on are never among them.
     *
     * @param training the training rows of the column, of a kind that it reads
     * @param options validated options; the fitted encoder encodes with these and no others
     * @return another encoder with the same descriptor, or this; this one does not change
     */
    default Encoder<O> fitted(Raw training, O options, FitContext context) {
        return this;
    }

    /**
     * Encodes every row; absent rows stay absent. Deterministic.
     *
     * @param name the name of the resulting modality
     * @param raw the raw column, {@code n} rows
     * @param options validated options; they say whether vectors or tokens are wanted
     * @return {@code n} rows
     * @throws IllegalArgumentException when a row cannot be read; the message names the row
     * @throws IllegalStateException when this encoder must be {@link #fitted} first
     */
    Features encode(String name, Raw raw, O options, FitContext context);

    /**
     * Writes what this encoder has learned; nothing where there is nothing to learn. The stream is left open.
     *
     * @throws IllegalStateException when this encoder must be {@link #fitted} first
     */
    default void save(OutputStream out) throws IOException {}

    /**
     * An encoder that has learned what {@link #save} wrote, whose features are bit-equal to those of the one that wrote
     * it; this one itself where there is nothing to learn. The stream is left open.
     */
    default Encoder<O> load(InputStream in) throws IOException {
        return this;
    }

    /**
     * What of these rows was in no training row and is not encoded, in words, one line each: for instance a category
     * that is new. Nothing where every row is read whole.
     *
     * @param raw rows of a kind that it reads
     * @throws IllegalStateException when this encoder must be {@link #fitted} first
     */
    default List<String> unseen(Raw raw) {
        return List.of();
    }
}
