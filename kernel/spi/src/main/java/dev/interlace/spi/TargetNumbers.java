package dev.interlace.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One or more numbers per row, each in its own unit. Immutable. */
public final class TargetNumbers implements Target {
    private final List<String> columns;
    private final double[][] values; // [n][columns]
    private final RowWeights weights;

    private TargetNumbers(List<String> columns, double[][] values, RowWeights weights) {
        this.columns = columns;
        this.values = values;
        this.weights = weights;
    }

    /**
     * Numbers by row and column.
     *
     * @param columns the names of the columns, unique
     * @param values {@code [n][columns]}, finite
     */
    public static TargetNumbers of(List<String> columns, double[][] values) {
        if (Set.copyOf(columns).size() != columns.size() || columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "TargetNumbers.columns must be unique names, at least one, got " + columns);
        }
        double[][] copy = new double[values.length][];
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != columns.size()) {
                throw new IllegalArgumentException("TargetNumbers: row " + row + " must have " + columns.size()
                        + " numbers, one for each of " + columns + ", got " + values[row].length);
            }
            for (int c = 0; c < columns.size(); c++) {
                if (!Double.isFinite(values[row][c])) {
                    throw new IllegalArgumentException("TargetNumbers: '" + columns.get(c) + "' must be finite, got "
                            + values[row][c] + " in row " + row + "; leave the row out");
                }
            }
            copy[row] = values[row].clone();
        }
        return new TargetNumbers(List.copyOf(columns), copy, RowWeights.NONE);
    }

    /** One number per row. */
    public static TargetNumbers of(String column, double[] values) {
        return of(
                List.of(column),
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new));
    }

    /** One number of a row. */
    public double get(int row, int column) {
        return values[row][column];
    }

    /** The numbers of one column, {@code [n]}, as a copy. */
    public double[] column(int column) {
        return Arrays.stream(values).mapToDouble(row -> row[column]).toArray();
    }

    @Override
    public Kind kind() {
        return Kind.NUMBERS;
    }

    @Override
    public int rows() {
        return values.length;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public TargetNumbers rows(int[] selected) {
        return new TargetNumbers(
                columns,
                Arrays.stream(selected).mapToObj(row -> values[row]).toArray(double[][]::new),
                weights.rows(selected));
    }

    @Override
    public double[] weights() {
        return weights.array();
    }

    @Override
    public TargetNumbers weighted(double[] rowWeights) {
        return new TargetNumbers(columns, values, RowWeights.of(rowWeights, values.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TargetNumbers same
                && same.columns.equals(columns)
                && Arrays.deepEquals(same.values, values)
                && same.weights.equals(weights);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return values.length + " rows of numbers " + columns + weights;
    }
}
