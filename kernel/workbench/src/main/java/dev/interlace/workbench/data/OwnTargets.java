package dev.interlace.workbench.data;

import dev.interlace.runtime.CellNumber;
import dev.interlace.runtime.Cells;
import dev.interlace.runtime.RowProblems;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The targets of somebody's data, read from the columns of a table or a file. */
final class OwnTargets {
    /** Up to so many different whole numbers are taken for classes, as the digits 0 to 9 are. */
    private static final int FEW = 20;

    private static final int TOLD = 3;

    private OwnTargets() {}

    /** How a target is read: it notes what is wrong with rows, and gives nothing where something is. */
    interface Reading {
        Optional<Target> read(RowProblems problems);
    }

    /** One class per row, unless the values look like numbers. */
    static Reading guarded(Cells cells, String name) {
        return problems -> {
            Optional<Target> target = classes(cells, name).read(problems);
            target.ifPresent(labels -> requireClasses(name, (Labels) labels, cells.decimal()));
            return target;
        };
    }

    /** One class per row, whatever the values look like. */
    static Reading classes(Cells cells, String name) {
        return problems -> {
            List<String> values = texts(cells, name, problems);
            return problems.isEmpty() && !values.isEmpty() ? Optional.of(Labels.of(values)) : Optional.empty();
        };
    }

    private static List<String> texts(Cells cells, String name, RowProblems problems) {
        return IntStream.range(0, cells.rows())
                .mapToObj(row -> {
                    Optional<String> value = cells.text(name, row);
                    if (value.isEmpty()) {
                        problems.add(row, "no label in column '" + name + "'");
                    }
                    return value.orElse("");
                })
                .toList();
    }

    private static void requireClasses(String name, Labels labels, char decimal) {
        List<OptionalDouble> numbers =
                labels.classes().stream().map(value -> number(value, decimal)).toList();
        int different = numbers.size();
        boolean whole = numbers.stream()
                .allMatch(value -> value.isEmpty() || Math.rint(value.getAsDouble()) == value.getAsDouble());
        boolean many = different > FEW && different > labels.rows() / FEW;
        if (numbers.stream().allMatch(OptionalDouble::isPresent) && (many || (!whole && different > 2))) {
            throw new IllegalArgumentException("target '" + name + "' looks like numbers: " + different
                    + " different ones in " + labels.rows() + " rows, such as "
                    + labels.classes().stream().limit(TOLD).collect(Collectors.joining(", ")) + ". Say number(\"" + name
                    + "\") where it is to be estimated, or classes(\"" + name + "\") where each value is a class");
        }
    }

    private static OptionalDouble number(String text, char decimal) {
        double value = CellNumber.of(text, decimal);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** One or more numbers per row. */
    static Reading numbers(Cells cells, List<String> columns) {
        return problems -> {
            double[][] values = new double[cells.rows()][columns.size()];
            for (int row = 0; row < values.length; row++) {
                for (int c = 0; c < columns.size(); c++) {
                    values[row][c] = number(cells, columns.get(c), row, problems);
                }
            }
            return problems.isEmpty() && values.length > 0
                    ? Optional.of(TargetNumbers.of(columns, values))
                    : Optional.empty();
        };
    }

    /** The number of a cell, or 0 where it is none, which is noted. */
    private static double number(Cells cells, String column, int row, RowProblems problems) {
        Optional<Object> cell = cells.cell(column, row);
        double value = cell.map(given -> CellNumber.of(given, cells.decimal())).orElse(Double.NaN);
        if (Double.isFinite(value)) {
            return value;
        }
        boolean missing = cell.isEmpty() || CellNumber.isMissing(String.valueOf(cell.get()));
        String given = Double.isNaN(value) ? "'" + cell.orElse("") + "'" : String.valueOf(value);
        problems.add(
                row,
                missing
                        ? "no number in column '" + column + "'"
                        : given + " in column '" + column + "' is "
                                + (Double.isNaN(value) ? "no number" : "not finite"));
        return 0;
    }

    /** A set of labels per row; an empty cell has none. */
    static Reading sets(Cells cells, String name, String separator) {
        return problems -> {
            List<Set<String>> sets = new ArrayList<>();
            for (int row = 0; row < cells.rows(); row++) {
                Set<String> set = new LinkedHashSet<>();
                String text = cells.text(name, row).orElse("");
                for (int from = 0; from <= text.length(); ) {
                    int to = text.indexOf(separator, from);
                    String label =
                            text.substring(from, to < 0 ? text.length() : to).strip();
                    if (!label.isEmpty()) {
                        set.add(label);
                    }
                    from = to < 0 ? text.length() + 1 : to + separator.length();
                }
                sets.add(set);
            }
            return sets.stream().allMatch(Set::isEmpty) ? Optional.empty() : Optional.of(LabelSets.of(sets));
        };
    }

    /** One class per row, of classes that have an order. */
    static Reading ordered(Cells cells, String name, List<String> order) {
        return problems -> {
            List<String> values = texts(cells, name, problems);
            for (int row = 0; row < values.size(); row++) {
                if (!values.get(row).isEmpty() && !order.contains(values.get(row))) {
                    problems.add(row, "'" + values.get(row) + "' is none of " + order);
                }
            }
            return problems.isEmpty() && !values.isEmpty()
                    ? Optional.of(OrderedLabels.of(order, values))
                    : Optional.empty();
        };
    }

    /** The weight of each row. */
    static double[] weights(Cells cells, String column, RowProblems problems) {
        return IntStream.range(0, cells.rows())
                .mapToDouble(row -> {
                    double weight = number(cells, column, row, problems);
                    if (weight < 0) {
                        problems.add(row, "the weight " + weight + " is below 0");
                    }
                    return weight;
                })
                .toArray();
    }
}
