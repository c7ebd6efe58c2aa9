package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.models.MeasureHandle;
import java.util.Comparator;
import java.util.List;

/**
 * The measures of a lab, those of added plugins among them.
 *
 * @param measures by what they read, then by id
 */
public record MeasureList(List<MeasureHandle> measures) implements Showable {
    public MeasureList {
        measures = measures.stream()
                .sorted(Comparator.comparing(MeasureHandle::reads)
                        .thenComparing(one -> one.selection().id()))
                .toList();
    }

    private static String range(Scale scale) {
        return "[" + TableView.number(scale.least()) + ", " + TableView.number(scale.most()) + "]";
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("id", "measure", "reads", "better", "range", "rule", "reference");
        for (MeasureHandle one : measures) {
            Measure<?> measure = one.found().method();
            table.row(
                    one.selection().id(),
                    one.title(),
                    one.reads().words(),
                    measure.scale().better() == Scale.Better.HIGHER ? "higher" : "lower",
                    Cell.of(range(measure.scale())),
                    measure.rule(),
                    measure.descriptor().references().stream()
                            .findFirst()
                            .map(MeasureList::shortly)
                            .orElse(""));
        }
        return DisplayData.html(table.html(), table.text());
    }

    private static String shortly(Reference reference) {
        return reference.authors() + " " + reference.year();
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
