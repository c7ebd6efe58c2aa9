package dev.interlace.workbench.tables;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Holm;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.MeasureValues;
import dev.interlace.workbench.evaluation.Measured;
import dev.interlace.workbench.evaluation.PairedPermutation;
import dev.interlace.workbench.tables.MeasureTable.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a table of measures looks: one row per line, then the chance level, and below it how the intervals came about.
 */
record MeasureView(MeasureTable source) {
    private static final int FEW = 3;

    /** The table alone, without a figure. */
    TableView table() {
        List<String> measures = source.measures();
        List<String> totals = source.totals();
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(measures);
        boolean roomy = measures.size() <= FEW;
        if (roomy) {
            header.add("by seed: " + source.leading());
        }
        boolean compared = source.measured().size() > 1;
        Map<String, Double> corrected = compared ? source.corrected() : Map.of();
        if (compared) {
            header.add(source.leading() + " to " + source.reference());
            header.add("p");
        }
        header.addAll(totals);
        header.add("fit, s");
        TableView rows = new TableView(header);
        for (Line line : source.lines()) {
            List<Object> cells =
                    new ArrayList<>(List.of(line.name() + (line.refusal().isPresent() ? " (refused)" : "")));
            for (String measure : measures) {
                cells.add(source.value(line.name(), measure)
                        .map(value -> cell(value, measure))
                        .orElse(Cell.number("–")));
            }
            if (roomy) {
                cells.add(bySeed(line));
            }
            if (compared) {
                cells.add(
                        line.name().equals(source.reference())
                                ? Cell.number("–")
                                : source.difference(line.name(), source.reference(), source.leading())
                                        .map(MeasureView::signed)
                                        .orElse(Cell.number("–")));
                cells.add(Cell.number(PairedPermutation.p(corrected.getOrDefault(line.name(), Double.NaN))));
            }
            totals.forEach(name -> cells.add(Cell.number(number(line.total(name)))));
            double seconds = line.bySeed().stream()
                    .mapToDouble(Measured::seconds)
                    .average()
                    .orElse(Double.NaN);
            cells.add(Cell.number(Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.1f", seconds)));
            rows.row(cells);
        }
        List<Object> last = new ArrayList<>(List.of(Cell.html(Contest.CHANCE, "<i>chance</i>")));
        measures.forEach(measure -> last.add(Cell.number(number(source.chance(measure)))));
        while (last.size() < header.size()) {
            last.add(Cell.number(""));
        }
        return rows.row(last);
    }

    private Cell bySeed(Line line) {
        return Cell.number(source.bySeed(line.name(), source.leading()).stream()
                .map(MeasureView::number)
                .collect(Collectors.joining(", ")));
    }

    static Cell cell(Interval interval, String measure) {
        if (measure.startsWith("median")) {
            String low = TableView.number(interval.low());
            String high = TableView.number(interval.high());
            return two(TableView.number(interval.value()), "[" + low + ", " + high + "]");
        }
        return two(
                number(interval.value()), String.format(Locale.ROOT, "[%.3f, %.3f]", interval.low(), interval.high()));
    }

    private static Cell signed(Interval interval) {
        return two(
                String.format(Locale.ROOT, "%+.3f", interval.value()),
                String.format(Locale.ROOT, "[%+.3f, %+.3f]", interval.low(), interval.high()));
    }

    /** A number with its interval below it. */
    private static Cell two(String value, String interval) {
        return new Cell(
                value + " " + interval,
                TableView.escape(value) + "<br><span style=\"font-size:75%;white-space:nowrap\">"
                        + TableView.escape(interval) + "</span>",
                Cell.Side.RIGHT);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
    }

    /** How the intervals came about. */
    String how() {
        return source.measured().stream()
                        .findFirst()
                        .flatMap(first -> source.value(first.name(), source.leading()))
                        .map(Interval::how)
                        .orElse("nothing measured")
                + " over all seeds, every appearance of a group together; seeds "
                + source.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** What refused lines say. */
    List<String> refusals() {
        return source.lines().stream()
                .flatMap(line -> line.refusal().map(why -> line.name() + " refused: " + why).stream())
                .toList();
    }

    DisplayData display() {
        if (source.measured().isEmpty()) {
            String all = String.join("\n", refusals());
            return DisplayData.html("<p>" + TableView.escape(all) + "</p>", all);
        }
        List<String> notes = new ArrayList<>();
        notes.add(how()
                + (source.measured().size() > 1
                        ? "; to " + source.reference()
                                + ": row by row, an interval that holds 0 shows no difference; paired permutation, "
                                + Holm.words(source.corrected().size())
                        : "")
                + source.brought().stream().map(one -> "; " + one).collect(Collectors.joining()));
        notes.addAll(refusals());
        return shown(source.title(), table(), notes, MeasureValues.means(source.further()));
    }

    static DisplayData shown(String title, TableView table, List<String> notes) {
        return shown(title, table, notes, new TableView("measure"));
    }

    /**
     * A table with its notes.
     *
     * @param further what every other measure says, folded
     */
    static DisplayData shown(String title, TableView table, List<String> notes, TableView further) {
        return DisplayData.html(
                "<h4>" + TableView.escape(title) + "</h4>" + table.html() + "<p><small>"
                        + notes.stream().map(TableView::escape).collect(Collectors.joining("<br>")) + "</small></p>"
                        + MeasureValues.folded("Every measure, mean over the seeds", further, List.of()),
                title + "\n" + table.text() + "\n" + String.join("\n", notes)
                        + MeasureValues.unfolded("Every measure, mean over the seeds", further, List.of()));
    }
}
