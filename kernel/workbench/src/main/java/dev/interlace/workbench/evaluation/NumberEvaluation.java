package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.models.MeasureHandle;
import dev.interlace.workbench.models.MeasureHandle.Reads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well numbers are estimated, by every measure that reads numbers, each with a bootstrap interval.
 *
 * @param rows number of rows
 * @param values title of a measure to its value with its interval
 */
public record NumberEvaluation(int rows, Map<String, Interval> values) implements Showable {
    /** The evaluation by those of the measures that read numbers. */
    static NumberEvaluation of(
            List<MeasureHandle> measures, Estimates estimates, List<String> groups, Bootstrap bootstrap) {
        if (!groups.isEmpty() && groups.size() != estimates.rows()) {
            throw new IllegalArgumentException("NumberEvaluation: there are " + estimates.rows() + " rows, got "
                    + groups.size() + " groups; give one per row, or none");
        }
        Map<String, Interval> values = new LinkedHashMap<>();
        measures.stream()
                .filter(measure -> measure.reads() == Reads.NUMBERS)
                .forEach(measure -> values.put(
                        measure.title(),
                        bootstrap.intervalBy(estimates.rows(), groups, rows -> measure.of(estimates.rows(rows)))));
        return new NumberEvaluation(estimates.rows(), values);
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("measure", "value");
        values.forEach((title, value) -> table.row(title, Cell.number(value.toString())));
        String note = rows + " rows; "
                + values.values().stream().map(Interval::how).distinct().collect(Collectors.joining());
        return DisplayData.html(
                table.html() + "<p><small>" + TableView.escape(note) + "</small></p>", table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
