package dev.interlace.workbench.data;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Features;
import java.util.List;
import java.util.Map;

/** The short calls for data: what {@link DataSources} does, with the usual defaults. */
public interface DataCalls {
    /** The data of this lab. */
    DataSources data();

    /** The data set of that id; {@code emoji} will do for {@code data/emoji}. */
    default LabData data(String id) {
        return data(id, Map.of());
    }

    /** The data set of that id with options. */
    default LabData data(String id, Map<String, ?> options) {
        return data().get(id, options);
    }

    /**
     * The same data with one column damaged, under this lab's seed; its card says so.
     *
     * @param column name of the raw column
     * @param id of the corruption, for instance {@code corruption/noise}; {@code noise} will do
     * @param options of the corruption, for instance {@code Map.of("level", 0.2)}
     */
    default LabData corrupt(LabData data, String column, String id, Map<String, ?> options) {
        return data().corrupt(data, column, id, options);
    }

    /** A data set whose provider a cell has made. */
    default LabData data(DatasetProvider<?> provider) {
        return data(provider, Map.of());
    }

    /** A data set whose provider a cell has made, with options. */
    default LabData data(DatasetProvider<?> provider, Map<String, ?> options) {
        return data().get(provider, options);
    }

    /** The same data with one column damaged by a corruption that a cell has made, under this lab's seed. */
    default LabData corrupt(LabData data, String column, Corruption<?> corruption, Map<String, ?> options) {
        return data().corrupt(data, column, corruption, options);
    }

    /**
     * One graph of several modalities, whose edges are added by stated rules: {@code lab.graph(frames,
     * words).overlapping("frames", times, "words", wordTimes).features("scene")}.
     */
    default ModalityGraph graph(Features... modalities) {
        return ModalityGraph.of(modalities);
    }

    /** Encodes columns, each by the encoder of that id with its default options. Numbers need no encoder. */
    default Encoded encode(LabData data, Map<String, String> encoders) {
        return encode(data, Encoding.of(encoders));
    }

    /** Encodes columns. */
    default Encoded encode(LabData data, Encoding encoding) {
        return data().encode(data, encoding);
    }

    /** Encodes every column by the encoder that {@link DataSources#defaults} chooses. */
    default Encoded encode(LabData data) {
        return encode(data, data().defaults(data));
    }

    /** Encodes the three parts of a split, each column by the encoder of that id. */
    default EncodedSplit encode(Split split, Map<String, String> encoders) {
        return encode(split, Encoding.of(encoders));
    }

    /** Encodes the three parts of a split; an encoder that learns from data learns from the training part alone. */
    default EncodedSplit encode(Split split, Encoding encoding) {
        return data().encode(split, encoding);
    }

    /** Encodes the three parts of a split, every column by the encoder that {@link DataSources#defaults} chooses. */
    default EncodedSplit encode(Split split) {
        return encode(split, data().defaults(split.train()));
    }

    /** Encodes texts that belong to no data set, for instance a query. */
    default Features encode(String modality, String encoder, List<String> texts) {
        return data().encode(modality, encoder, texts);
    }
}
