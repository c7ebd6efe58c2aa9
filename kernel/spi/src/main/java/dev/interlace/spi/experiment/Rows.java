package dev.interlace.spi.experiment;

import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows that an experiment fits or measures on.
 *
 * @param batch the modalities
 * @param target one class per row; empty where rows are not labelled
 * @param groups one group per row; rows of a group are near-duplicates
 * @param datasetId id of the data set, or what the rows are, for instance {@code drawn rows}
 */
public record Rows(MultimodalBatch batch, Optional<Labels> target, List<String> groups, String datasetId) {
    public Rows {
        groups = List.copyOf(groups);
        Objects.requireNonNull(datasetId);
        int count = batch.rows();
        if (groups.size() != count) {
            throw new IllegalArgumentException(
                    "Rows: the batch has " + count + " rows, got " + groups.size() + " groups");
        }
        target.ifPresent(labels -> {
            if (labels.rows() != count) {
                throw new IllegalArgumentException(
                        "Rows: the batch has " + count + " rows, got " + labels.rows() + " labels");
            }
        });
    }

    /** The number of rows. */
    public int count() {
        return batch.rows();
    }

    /** The labels; rows without labels say so. */
    public Labels labels() {
        return target.orElseThrow(() -> new IllegalArgumentException(datasetId + " has no targets"));
    }

    /** The features of that modality. */
    public Features get(String modality) {
        return batch.get(modality);
    }

    /** The given rows, in that order. */
    public Rows rows(int... selected) {
        return new Rows(
                batch.rows(selected),
                target.map(labels -> labels.rows(selected)),
                Arrays.stream(selected).mapToObj(groups::get).toList(),
                datasetId);
    }

    /** The same rows with the modalities of those names only. */
    public Rows only(String... modalities) {
        return new Rows(batch.only(modalities), target, groups, datasetId);
    }

    /** The same rows with these features in the place of the modality of their name, or as a further one. */
    public Rows with(Features features) {
        return new Rows(batch.with(features), target, groups, datasetId);
    }

    /** The same rows, in which a modality is present only where {@code mask} is. */
    public Rows masked(String modality, Presence mask) {
        return new Rows(batch.masked(modality, mask), target, groups, datasetId);
    }
}
