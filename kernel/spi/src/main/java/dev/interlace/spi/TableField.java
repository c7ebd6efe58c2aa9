package dev.interlace.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One field of the rows of a table: a number or a category per row, or neither. Immutable. */
public final class TableField {
    private final String name;
    private final Kind kind;
    private final double[] values; // a number, or the place of a category; NaN where there is none
    private final List<String> categories;

    /** What a field holds. */
    public enum Kind {
        NUMBER,
        CATEGORY
    }

    private TableField(String name, Kind kind, double[] values, List<String> categories) {
        this.name = name;
        this.kind = kind;
        this.values = values;
        this.categories = categories;
    }

    /**
     * A field of numbers.
     *
     * @param values {@code [n]}; NaN where a row has none
     */
    public static TableField numbers(String name, double[] values) {
        for (int row = 0; row < values.length; row++) {
            if (Double.isInfinite(values[row])) {
                throw new IllegalArgumentException("TableField '" + name + "': row " + row
                        + " must hold a finite number, or NaN for none, got " + values[row]);
            }
        }
        return new TableField(name, Kind.NUMBER, values.clone(), List.of());
    }

    /**
     * A field of categories.
     *
     * @param values {@code [n]}; empty where a row has none
     */
    public static TableField categories(String name, List<Optional<String>> values) {
        Map<String, Integer> place = new HashMap<>();
        List<String> categories = new ArrayList<>();
        double[] index = new double[values.size()];
        for (int row = 0; row < index.length; row++) {
            Optional<String> value = values.get(row);
            value.ifPresent(text -> {
                if (place.putIfAbsent(text, place.size()) == null) {
                    categories.add(text);
                }
            });
            index[row] = value.map(text -> (double) place.getOrDefault(text, 0)).orElse(Double.NaN);
        }
        return new TableField(name, Kind.CATEGORY, index, List.copyOf(categories));
    }

    /** The name of the column. */
    public String name() {
        return name;
    }

    /** What it holds. */
    public Kind kind() {
        return kind;
    }

    /** The number of rows. */
    public int rows() {
        return values.length;
    }

    /** Whether a row has a value. */
    public boolean has(int row) {
        return !Double.isNaN(values[row]);
    }

    /** The numbers, {@code [n]}, as a copy; NaN where a row has none. */
    public double[] numbers() {
        if (kind != Kind.NUMBER) {
            throw new IllegalStateException("TableField '" + name + "' holds categories, not numbers");
        }
        return values.clone();
    }

    /** The category of a row; empty where it has none. */
    public Optional<String> category(int row) {
        if (kind != Kind.CATEGORY) {
            throw new IllegalStateException("TableField '" + name + "' holds numbers, not categories");
        }
        return has(row) ? Optional.of(categories.get((int) values[row])) : Optional.empty();
    }

    /** The value of a row in words; empty where it has none. */
    public Optional<String> text(int row) {
        return kind == Kind.CATEGORY
                ? category(row)
                : Optional.of(values[row]).filter(number -> !number.isNaN()).map(String::valueOf);
    }

    /** The given rows, in that order. */
    public TableField rows(int[] selected) {
        return new TableField(
                name,
                kind,
                Arrays.stream(selected).mapToDouble(row -> values[row]).toArray(),
                categories);
    }

    /** The same field with a value only where {@code mask} is. */
    public TableField masked(Presence mask) {
        double[] kept = values.clone();
        for (int row = 0; row < kept.length; row++) {
            kept[row] = mask.has(row) ? kept[row] : Double.NaN;
        }
        return new TableField(name, kind, kept, categories);
    }

    @Override
    public String toString() {
        return name + " (" + kind + "), " + rows() + " rows";
    }
}
