package dev.interlace.workbench.data;

import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.workbench.display.TableView;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What tables say of a target. */
final class TargetTexts {
    private static final int MOST_CLASSES = 12;
    private static final int BAR = 24;

    private TargetTexts() {}

    /** The kind in a word or two, and how many classes, labels or columns. */
    static String kind(Target target) {
        int columns = target.columns().size();
        return switch (target.kind()) {
            case ONE_CLASS -> columns == 1 ? "1 class" : columns + " classes";
            case ORDERED_CLASSES -> columns + " ordered classes";
            case SEVERAL_LABELS -> "sets of " + columns + (columns == 1 ? " label" : " labels");
            case NUMBERS -> columns == 1 ? "a number" : columns + " numbers";
        };
    }

    /** The classes or labels with their counts, the most frequent first; the range of numbers. */
    static String summary(Target target) {
        if (target instanceof TargetNumbers numbers) {
            return IntStream.range(0, numbers.columns().size())
                    .mapToObj(c -> {
                        DoubleSummaryStatistics all =
                                Arrays.stream(numbers.column(c)).summaryStatistics();
                        return numbers.columns().get(c) + " " + number(all.getMin()) + " to " + number(all.getMax())
                                + ", mean " + number(all.getAverage());
                    })
                    .collect(Collectors.joining("; "));
        }
        int[] counts = counts(target);
        String some = order(target, counts).stream()
                .limit(MOST_CLASSES)
                .map(c -> target.columns().get(c) + " " + counts[c])
                .collect(Collectors.joining(target.kind() == Target.Kind.ORDERED_CLASSES ? " < " : ", "));
        return counts.length > MOST_CLASSES ? some + ", … " + kind(target) : some;
    }

    /** The classes or labels as bars, many small ones as one line; the spread of numbers. */
    static TableView balance(Target target) {
        if (target instanceof TargetNumbers numbers) {
            TableView table = new TableView("number", "least", "mean", "most", "deviation");
            for (int c = 0; c < numbers.columns().size(); c++) {
                double[] values = numbers.column(c);
                DoubleSummaryStatistics all = Arrays.stream(values).summaryStatistics();
                double deviation = Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - all.getAverage()) * (value - all.getAverage()))
                        .average()
                        .orElse(0));
                table.row(
                        numbers.columns().get(c),
                        number(all.getMin()),
                        number(all.getAverage()),
                        number(all.getMax()),
                        number(deviation));
            }
            return table;
        }
        int[] counts = counts(target);
        List<Integer> order = order(target, counts);
        TableView table =
                new TableView(target.kind() == Target.Kind.SEVERAL_LABELS ? "label" : "class", "rows", "share");
        int all = Math.max(1, target.rows());
        for (int c : order.subList(0, Math.min(MOST_CLASSES, order.size()))) {
            table.row(target.columns().get(c), counts[c], Missing.bar(counts[c] / (double) all, BAR));
        }
        if (order.size() > MOST_CLASSES) {
            int rest = order.subList(MOST_CLASSES, order.size()).stream()
                    .mapToInt(c -> counts[c])
                    .sum();
            String what = target.kind() == Target.Kind.SEVERAL_LABELS ? " further labels" : " further classes";
            table.row((order.size() - MOST_CLASSES) + what, rest, Missing.bar(rest / (double) all, BAR));
        }
        return table;
    }

    /** The target of one row. */
    static String cell(Target target, int row) {
        if (target instanceof TargetNumbers numbers) {
            return IntStream.range(0, numbers.columns().size())
                    .mapToObj(c -> number(numbers.get(row, c)))
                    .collect(Collectors.joining(", "));
        }
        return target instanceof LabelSets sets
                ? String.join(", ", sets.set(row))
                : target.requireLabels("a table").name(row);
    }

    /**
     * The stratum of each row, {@code [n]}: its class; of several labels the rarest that it has; of numbers the fifth
     * of the rows that its first number lies in.
     */
    static int[] strata(Target target) {
        if (target instanceof TargetNumbers numbers) {
            double[] values = numbers.column(0);
            int[] strata = new int[values.length];
            List<Integer> order = IntStream.range(0, values.length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(values[a], values[b]))
                    .toList();
            for (int place = 0; place < strata.length; place++) {
                strata[order.get(place)] = (int) (5L * place / strata.length);
            }
            return strata;
        }
        if (target instanceof LabelSets sets) {
            int[] counts = sets.counts();
            return IntStream.range(0, sets.rows())
                    .map(row -> 1
                            + IntStream.range(0, counts.length)
                                    .filter(label -> sets.has(row, label))
                                    .boxed()
                                    .min((a, b) -> Integer.compare(counts[a], counts[b]))
                                    .orElse(-1))
                    .toArray();
        }
        return target.requireLabels("a split").toArray();
    }

    private static int[] counts(Target target) {
        return target instanceof LabelSets sets
                ? sets.counts()
                : target.requireLabels("a table").counts();
    }

    private static List<Integer> order(Target target, int[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> target instanceof Labels || target instanceof LabelSets
                        ? Integer.compare(counts[b], counts[a])
                        : Integer.compare(a, b))
                .toList();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
