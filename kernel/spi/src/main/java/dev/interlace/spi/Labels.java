package dev.interlace.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One class per row. Immutable. */
public final class Labels implements Target {
    private final List<String> classes;
    private final int[] index;
    private final RowWeights weights;

    private Labels(List<String> classes, int[] index, RowWeights weights) {
        this.classes = classes;
        this.index = index;
        this.weights = weights;
    }

    /**
     * Labels by class number.
     *
     * @param classes the names of the classes, unique; a class may have no row
     * @param index {@code [n]}, each in {@code [0, classes)}
     */
    public static Labels of(List<String> classes, int[] index) {
        if (Set.copyOf(classes).size() != classes.size() || classes.isEmpty()) {
            throw new IllegalArgumentException("Labels.classes must be unique names, at least one, got " + classes);
        }
        for (int row = 0; row < index.length; row++) {
            if (!(index[row] >= 0 && index[row] < classes.size())) {
                throw new IllegalArgumentException("Labels: the class of row " + row + " must lie in [0, "
                        + classes.size() + "), got " + index[row]);
            }
        }
        return new Labels(List.copyOf(classes), index.clone(), RowWeights.NONE);
    }

    /** Labels by class name; the classes are the distinct names in alphabetical order. */
    public static Labels of(List<String> names) {
        List<String> classes = names.stream().distinct().sorted().toList();
        return of(classes, names.stream().mapToInt(classes::indexOf).toArray());
    }

    /** The names of the classes. */
    public List<String> classes() {
        return classes;
    }

    @Override
    public Kind kind() {
        return Kind.ONE_CLASS;
    }

    @Override
    public List<String> columns() {
        return classes;
    }

    @Override
    public int rows() {
        return index.length;
    }

    /** The class number of a row. */
    public int get(int row) {
        return index[row];
    }

    /** The class name of a row. */
    public String name(int row) {
        return classes.get(index[row]);
    }

    /** The class numbers, {@code [n]}, as a copy. */
    public int[] toArray() {
        return index.clone();
    }

    /** The number of rows of each class, {@code [classes]}. */
    public int[] counts() {
        int[] counts = new int[classes.size()];
        for (int label : index) {
            counts[label]++;
        }
        return counts;
    }

    /** The given rows, in that order, with the same classes. */
    @Override
    public Labels rows(int[] selected) {
        return new Labels(
                classes, Arrays.stream(selected).map(row -> index[row]).toArray(), weights.rows(selected));
    }

    @Override
    public double[] weights() {
        return weights.array();
    }

    @Override
    public Labels weighted(double[] rowWeights) {
        return new Labels(classes, index, RowWeights.of(rowWeights, index.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels labels
                && labels.classes.equals(classes)
                && Arrays.equals(labels.index, index)
                && labels.weights.equals(weights);
    }

    @Override
    public int hashCode() {
        return 31 * classes.hashCode() + Arrays.hashCode(index);
    }

    @Override
    public String toString() {
        return index.length + " rows of " + classes.size() + " classes " + classes + weights;
    }
}
