package dev.interlace.spi;

/**
 * Damages raw data in a stated way, to learn how a method bears it.
 *
 * @param <O> the options record; it names the level, whose unit and range its schema states
 */
public interface Corruption<O extends Record> extends Method<O> {
    /** Whether this corruption reads that kind of raw column. */
    boolean accepts(Raw raw);

    /**
     * A damaged copy: the same rows in the same order, the input unchanged. The same seed gives the same damage; absent
     * rows stay absent, and level 0 gives back equal data.
     *
     * @param raw the raw column, {@code n} rows
     * @param options validated options
     * @param context randomness; each row draws from a source of its own
     * @return {@code n} rows of the same kind
     * @throws IllegalArgumentException when the column is of another kind; the message says which it reads
     */
    Raw corrupt(Raw raw, O options, FitContext context);
}
