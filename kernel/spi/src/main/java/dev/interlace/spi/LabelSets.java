package dev.interlace.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A set of labels per row, which may be empty. Immutable. */
public final class LabelSets implements Target {
    private final List<String> labels;
    private final BitSet[] rows;
    private final RowWeights weights;

    private LabelSets(List<String> labels, BitSet[] rows, RowWeights weights) {
        this.labels = labels;
        this.rows = rows;
        this.weights = weights;
    }

    /**
     * Sets of labels by name.
     *
     * @param labels the names of all labels, unique; a label may have no row
     * @param sets {@code [n]}, each of these labels
     */
    public static LabelSets of(List<String> labels, List<? extends Collection<String>> sets) {
        if (Set.copyOf(labels).size() != labels.size() || labels.isEmpty()) {
            throw new IllegalArgumentException("LabelSets.labels must be unique names, at least one, got " + labels);
        }
        BitSet[] rows = new BitSet[sets.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new BitSet(labels.size());
            for (String name : sets.get(row)) {
                int at = labels.indexOf(name);
                if (at < 0) {
                    throw new IllegalArgumentException(
                            "LabelSets: row " + row + ": " + Names.unknown("label", name, labels));
                }
                rows[row].set(at);
            }
        }
        return new LabelSets(List.copyOf(labels), rows, RowWeights.NONE);
    }

    /** Sets of labels by name; the labels are the distinct names in alphabetical order. */
    public static LabelSets of(List<? extends Collection<String>> sets) {
        return of(sets.stream().flatMap(Collection::stream).distinct().sorted().toList(), sets);
    }

    /** Whether a row has a label, by its number. */
    public boolean has(int row, int label) {
        return rows[row].get(label);
    }

    /** The labels of a row, in the order of {@link #columns}. */
    public Set<String> set(int row) {
        Set<String> names = new LinkedHashSet<>();
        rows[row].stream().forEach(label -> names.add(labels.get(label)));
        return names;
    }

    /** The sets of all rows. */
    public List<Set<String>> sets() {
        List<Set<String>> all = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            all.add(set(row));
        }
        return all;
    }

    /** The number of rows that have each label, {@code [labels]}. */
    public int[] counts() {
        int[] counts = new int[labels.size()];
        for (BitSet row : rows) {
            row.stream().forEach(label -> counts[label]++);
        }
        return counts;
    }

    @Override
    public Kind kind() {
        return Kind.SEVERAL_LABELS;
    }

    @Override
    public int rows() {
        return rows.length;
    }

    @Override
    public List<String> columns() {
        return labels;
    }

    @Override
    public LabelSets rows(int[] selected) {
        return new LabelSets(
                labels,
                Arrays.stream(selected).mapToObj(row -> rows[row]).toArray(BitSet[]::new),
                weights.rows(selected));
    }

    @Override
    public double[] weights() {
        return weights.array();
    }

    @Override
    public LabelSets weighted(double[] rowWeights) {
        return new LabelSets(labels, rows, RowWeights.of(rowWeights, rows.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSets same
                && same.labels.equals(labels)
                && Arrays.equals(same.rows, rows)
                && same.weights.equals(weights);
    }

    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return rows.length + " rows of sets of " + labels.size() + " labels " + labels + weights;
    }
}
