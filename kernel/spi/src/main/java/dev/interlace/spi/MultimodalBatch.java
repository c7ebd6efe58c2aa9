package dev.interlace.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named modalities of the same samples: row {@code i} of every modality is the same sample, as far as it is present.
 * Read-only; ordered by insertion, but no method may depend on the order.
 */
public final class MultimodalBatch {
    private final List<String> rowIds;
    private final Map<String, Features> modalities;
    private final List<String> groups; // empty where every row stands alone

    private MultimodalBatch(List<String> rowIds, Map<String, Features> modalities, List<String> groups) {
        this.rowIds = rowIds;
        this.modalities = modalities;
        this.groups = groups;
    }

    /**
     * A batch from modalities of equal row count.
     *
     * @param rowIds one id per row, unique
     */
    public static MultimodalBatch of(List<String> rowIds, List<Features> modalities) {
        if (modalities.isEmpty()) {
            throw new IllegalArgumentException("MultimodalBatch needs at least one modality, got none");
        }
        Map<String, Features> byName = new LinkedHashMap<>();
        for (Features features : modalities) {
            if (features.rows() != rowIds.size()) {
                throw new IllegalArgumentException(
                        "MultimodalBatch: there are " + rowIds.size() + " row ids, but modality '"
                                + features.modality().name() + "' has " + features.rows() + " rows");
            }
            if (byName.put(features.modality().name(), features) != null) {
                throw new IllegalArgumentException("MultimodalBatch: the modality name '"
                        + features.modality().name() + "' is given twice; use Features.named");
            }
        }
        if (Set.copyOf(rowIds).size() != rowIds.size()) {
            throw new IllegalArgumentException("MultimodalBatch.rowIds must be unique");
        }
        return new MultimodalBatch(List.copyOf(rowIds), Collections.unmodifiableMap(byName), List.of());
    }

    /** A batch whose row ids are the row numbers. */
    public static MultimodalBatch of(Features... modalities) {
        int rows = modalities.length == 0 ? 0 : modalities[0].rows();
        List<String> ids = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            ids.add(Integer.toString(row));
        }
        return of(ids, Arrays.asList(modalities));
    }

    /** The number of samples. */
    public int rows() {
        return rowIds.size();
    }

    /** One id per row. */
    public List<String> rowIds() {
        return rowIds;
    }

    /**
     * One group per row: rows of a group are no independent evidence, and intervals draw them together. Empty where
     * every row stands alone.
     */
    public List<String> groups() {
        return groups;
    }

    /**
     * The same rows in groups.
     *
     * @param all one group per row; empty where every row stands alone
     */
    public MultimodalBatch grouped(List<String> all) {
        if (!all.isEmpty() && all.size() != rows()) {
            throw new IllegalArgumentException("MultimodalBatch.grouped: there are " + rows() + " rows, got "
                    + all.size() + " groups; give one per row");
        }
        return new MultimodalBatch(rowIds, modalities, List.copyOf(all));
    }

    /** The same rows with values of their own: what changes these changes no others. */
    public MultimodalBatch copy() {
        return of(rowIds, modalities.values().stream().map(Features::copy).toList())
                .grouped(groups);
    }

    /** The modalities, in order of insertion. */
    public List<Features> modalities() {
        return List.copyOf(modalities.values());
    }

    /** The names of the modalities, in order of insertion. */
    public List<String> names() {
        return List.copyOf(modalities.keySet());
    }

    /** The modality of that name, or empty. */
    public Optional<Features> find(String name) {
        return Optional.ofNullable(modalities.get(name));
    }

    /** The modality of that name. */
    public Features get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(Names.unknown("modality", name, names())));
    }

    /** The given rows, in that order. */
    public MultimodalBatch rows(int[] selected) {
        return of(
                        Arrays.stream(selected).mapToObj(rowIds::get).toList(),
                        modalities.values().stream()
                                .map(features -> features.rows(selected))
                                .toList())
                .grouped(
                        groups.isEmpty()
                                ? groups
                                : Arrays.stream(selected).mapToObj(groups::get).toList());
    }

    /** This batch with the modalities of those names only, in that order. */
    public MultimodalBatch only(String... names) {
        return of(rowIds, Arrays.stream(names).map(this::get).toList()).grouped(groups);
    }

    /** This batch with {@code features} in place of the modality of the same name, or added. */
    public MultimodalBatch with(Features features) {
        Map<String, Features> changed = new LinkedHashMap<>(modalities);
        changed.put(features.modality().name(), features);
        return of(rowIds, List.copyOf(changed.values())).grouped(groups);
    }

    /** This batch in which the modality {@code name} is present only where {@code mask} is. */
    public MultimodalBatch masked(String name, Presence mask) {
        return with(get(name).withPresence(mask));
    }

    @Override
    public String toString() {
        return rows() + " rows: " + modalities.values();
    }
}
