package dev.interlace.spi;

/**
 * Turns raw texts, pictures or sounds into features.
 *
 * @param <O> the options record
 */
public interface Encoder<O extends Record> extends Method<O> {
    /** Whether this encoder reads that kind of raw column. */
    boolean accepts(Raw raw);

    /**
     * Encodes every row; absent rows stay absent. Deterministic.
     *
     * @param name the name of the resulting modality
     * @param raw the raw column, {@code n} rows
     * @param options validated options; they say whether vectors or tokens are wanted
     * @return {@code n} rows
     * @throws IllegalArgumentException when a row cannot be read; the message names the row
     */
    Features encode(String name, Raw raw, O options, FitContext context);
}
