package dev.interlace.spi;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Raw modalities of the same samples, with targets and split groups.
 *
 * @param card what it is and where it comes from
 * @param rowIds one id per row, unique
 * @param columns modality name to raw column, in order; equal row counts
 * @param targets target name to target, in order; equal row counts
 * @param groups one group per row; rows of one group are near-duplicates and never straddle a split
 */
public record Dataset(
        Card card,
        List<String> rowIds,
        Map<String, Raw> columns,
        Map<String, ? extends Target> targets,
        List<String> groups) {
    /**
     * What a data set is.
     *
     * @param id {@code data/name}
     * @param title its name
     * @param summary what a row is
     * @param origin packages and versions that it was derived from
     * @param licence SPDX ids with what each covers
     * @param attribution the credit to show beside figures
     * @param flaws known flaws
     */
    public record Card(
            String id,
            String title,
            String summary,
            String origin,
            String licence,
            String attribution,
            List<String> flaws) {
        public Card {
            flaws = List.copyOf(flaws);
        }
    }

    public Dataset {
        rowIds = List.copyOf(rowIds);
        groups = List.copyOf(groups);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        int rows = rowIds.size();
        columns.forEach((name, raw) -> requireRows("column '" + name + "'", raw.rows(), rows));
        targets.forEach((name, target) -> requireRows("target '" + name + "'", target.rows(), rows));
        requireRows("groups", groups.size(), rows);
    }

    private static void requireRows(String what, int got, int rows) {
        if (got != rows) {
            throw new IllegalArgumentException(
                    "Dataset: there are " + rows + " row ids, but " + what + " has " + got + " rows");
        }
    }

    /** The number of rows. */
    public int rows() {
        return rowIds.size();
    }

    /** The raw column of that name. */
    public Raw column(String name) {
        Raw raw = columns.get(name);
        if (raw == null) {
            throw new IllegalArgumentException(Names.unknown("column", name, columns.keySet()));
        }
        return raw;
    }

    /** The labels of that name; of ordered classes their labels. */
    public Labels target(String name) {
        Target target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException(Names.unknown("target", name, targets.keySet()));
        }
        return target.requireLabels("Dataset.target('" + name + "')");
    }

    /** The given rows, in that order. */
    public Dataset rows(int[] selected) {
        Map<String, Raw> chosenColumns = new LinkedHashMap<>();
        columns.forEach((name, raw) -> chosenColumns.put(name, raw.rows(selected)));
        Map<String, Target> chosenTargets = new LinkedHashMap<>();
        targets.forEach((name, target) -> chosenTargets.put(name, target.rows(selected)));
        return new Dataset(
                card,
                Arrays.stream(selected).mapToObj(rowIds::get).toList(),
                chosenColumns,
                chosenTargets,
                Arrays.stream(selected).mapToObj(groups::get).toList());
    }
}
