package dev.interlace.workbench.data;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Features;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.fetch.DataStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The data of a lab: data sets by id, damaged columns, and encodings of both.
 *
 * @param catalogue finds data sets, corruptions and encoders
 * @param seed of what they draw
 * @param shown what is made of the progress of an encoding
 */
public record DataSources(Catalogue catalogue, long seed, UnaryOperator<FitProgress> shown) {
    /** The same data for a part of another task, which shows the progress itself. */
    public DataSources quiet() {
        return new DataSources(catalogue, seed, FitProgress::quiet);
    }

    /** The data set of that id with options; {@code emoji} will do for {@code data/emoji}. */
    public LabData get(String id, Map<String, ?> options) {
        return get(catalogue.dataset(id), options);
    }

    /** A data set whose provider a cell has made. */
    public LabData get(DatasetProvider<?> provider, Map<String, ?> options) {
        return get(catalogue.<DatasetProvider<?>>given(provider), options);
    }

    private static LabData get(Found<DatasetProvider<?>> found, Map<String, ?> options) {
        return LabData.of(found.call(provider -> load(provider, options)));
    }

    private static <O extends Record> Dataset load(DatasetProvider<O> provider, Map<String, ?> options) {
        O parsed = provider.descriptor().schema().parse(options);
        if (provider instanceof FetchedDataset<O> fetched) {
            Optional<Path> folder = DataStore.standard().folder(fetched);
            return folder.isPresent() ? fetched.load(parsed, folder.get()) : fetched.load(parsed);
        }
        return provider.load(parsed);
    }

    /**
     * The same data with one column damaged, under the lab's seed; its card says so.
     *
     * @param column name of the raw column
     * @param id of the corruption, for instance {@code corruption/noise}; {@code noise} will do
     * @param options of the corruption, for instance {@code Map.of("level", 0.2)}
     */
    public LabData corrupt(LabData data, String column, String id, Map<String, ?> options) {
        return new Damage(seed, shown).of(data, column, catalogue.corruption(id), options);
    }

    /** The same data with one column damaged by a corruption that a cell has made, under the lab's seed. */
    public LabData corrupt(LabData data, String column, Corruption<?> corruption, Map<String, ?> options) {
        return new Damage(seed, shown).of(data, column, catalogue.<Corruption<?>>given(corruption), options);
    }

    /**
     * Every column by a pretrained encoder that reads it, else by any; the first in alphabetical order of ids. Numbers
     * need no encoder.
     */
    public Encoding defaults(LabData data) {
        return encoders().defaults(data);
    }

    /** Encodes columns. */
    public Encoded encode(LabData data, Encoding encoding) {
        return encoders().encode(data, encoding);
    }

    /** Encodes the three parts of a split; an encoder that learns from data learns from the training part alone. */
    public EncodedSplit encode(Split split, Encoding encoding) {
        return encoders().encode(split, encoding);
    }

    /** Whether no encoder learns from the rows, so that a row's features do not depend on the split. */
    public boolean pretrained(Encoding encoding) {
        return encoders().pretrained(encoding);
    }

    /** Encodes a column that belongs to no data set, for instance a query. */
    public Features encode(Raw raw, Encoding.Step step) {
        return encoders().encode(raw, step);
    }

    /** Encodes texts that belong to no data set. */
    public Features encode(String modality, String encoder, List<String> texts) {
        return encode(Raw.Texts.of(texts), new Encoding.Step("texts", encoder, Map.of(), modality));
    }

    private Encoders encoders() {
        return new Encoders(catalogue, seed, shown);
    }

    @Override
    public String toString() {
        return "Data of a lab, seed " + seed + ": get(id, options), corrupt(data, column, id, options),"
                + " encode(data or split, encoding), encode(modality, encoder, texts), defaults(data)";
    }
}
