package dev.interlace.spi;

import java.util.List;

/**
 * One class per row, of classes that have an order. Immutable.
 *
 * @param labels the class of each row; its classes stand from the lowest to the highest, at least two
 */
public record OrderedLabels(Labels labels) implements Target {
    public OrderedLabels {
        if (labels.classes().size() < 2) {
            throw new IllegalArgumentException(
                    "OrderedLabels needs at least 2 classes, from the lowest to the highest, got " + labels.classes());
        }
    }

    /**
     * Ordered classes by name.
     *
     * @param order the classes from the lowest to the highest, unique; a class may have no row
     * @param names {@code [n]}, the class of each row
     */
    public static OrderedLabels of(List<String> order, List<String> names) {
        int[] index = new int[names.size()];
        for (int row = 0; row < index.length; row++) {
            index[row] = order.indexOf(names.get(row));
            if (index[row] < 0) {
                throw new IllegalArgumentException(
                        "OrderedLabels: row " + row + ": " + Names.unknown("class", names.get(row), order));
            }
        }
        return new OrderedLabels(Labels.of(order, index));
    }

    @Override
    public Kind kind() {
        return Kind.ORDERED_CLASSES;
    }

    @Override
    public int rows() {
        return labels.rows();
    }

    @Override
    public List<String> columns() {
        return labels.classes();
    }

    @Override
    public OrderedLabels rows(int[] selected) {
        return new OrderedLabels(labels.rows(selected));
    }

    @Override
    public double[] weights() {
        return labels.weights();
    }

    @Override
    public OrderedLabels weighted(double[] weights) {
        return new OrderedLabels(labels.weighted(weights));
    }

    @Override
    public String toString() {
        return labels + ", ordered";
    }
}
