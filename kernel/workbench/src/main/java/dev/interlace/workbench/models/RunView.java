package dev.interlace.workbench.models;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.History;
import dev.interlace.spi.Provenance;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a fitted model looks: where it comes from, what it warns of, and its training curves. */
public final class RunView {
    private RunView() {}

    public static DisplayData of(
            String name, Provenance provenance, History history, long parameters, double seconds, List<String> notes) {
        List<String> lines = new ArrayList<>();
        lines.add(name + ", fitted"
                + (Double.isNaN(seconds) ? "" : String.format(Locale.ROOT, " in %.2f s", seconds)) + ", " + parameters
                + " parameters, seed " + provenance.seed() + ", data " + provenance.datasetId() + ", "
                + provenance.backend());
        lines.add("options " + provenance.options());
        if (provenance.code().isBrought()) {
            lines.add("version " + provenance.version() + " " + provenance.code());
        }
        notes.forEach(note -> lines.add("Warning: " + note));
        history.warnings().forEach(warning -> lines.add("Warning: " + warning));
        StringBuilder html = new StringBuilder();
        lines.forEach(
                line -> html.append("<div>").append(TableView.escape(line)).append("</div>"));
        String text = String.join("\n", lines);
        if (history.series().isEmpty()) {
            return DisplayData.html(html.toString(), text);
        }
        Figure curve = curve(history);
        return DisplayData.html(html.append(curve.html()).toString(), text + "\n" + curve.text());
    }

    public static Figure curve(History history) {
        return Charts.lines(
                "Training",
                "epoch",
                history.series().size() == 1
                        ? history.series().keySet().iterator().next()
                        : "value",
                history.series().entrySet().stream()
                        .map(series -> Charts.Line.of(series.getKey(), series.getValue()))
                        .toList());
    }
}
