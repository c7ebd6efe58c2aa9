package dev.interlace.spi;

/**
 * Brings a data set.
 *
 * @param <O> the options record, for instance which rows to leave out
 */
public interface DatasetProvider<O extends Record> extends Method<O> {
    /** Reads the data set; offline, in the same order every time. */
    Dataset load(O options);
}
