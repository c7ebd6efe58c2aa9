package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.ConfusionMatrix;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;

/** How Tribuo's evaluations look. A class of its own, because checking its byte code loads Tribuo. */
final class TribuoView {
    private static final int MOST_CLASSES_DRAWN = 30;
    private static final int MOST_ROWS = 60;

    private TribuoView() {}

    static Optional<DisplayData> of(Object value) {
        if (value instanceof LabelEvaluation evaluation) {
            return Optional.of(labels(evaluation));
        }
        return value instanceof Evaluation<?> evaluation ? Optional.of(metrics(evaluation)) : Optional.empty();
    }

    private static DisplayData labels(LabelEvaluation evaluation) {
        ConfusionMatrix<Label> confusion = evaluation.getConfusionMatrix();
        List<Label> classes = confusion.getDomain().getDomain().stream()
                .sorted((a, b) -> a.getLabel().compareTo(b.getLabel()))
                .toList();
        TableView table = new TableView("class", "rows", "precision", "recall", "F1");
        classes.stream()
                .limit(MOST_ROWS)
                .forEach(label -> table.row(
                        label.getLabel(),
                        (long) confusion.support(label),
                        three(evaluation.precision(label)),
                        three(evaluation.recall(label)),
                        three(evaluation.f1(label))));
        String line = "accuracy " + three(evaluation.accuracy()).text() + ", macro F1 "
                + three(evaluation.macroAveragedF1()).text() + ", balanced error "
                + three(evaluation.balancedErrorRate()).text();
        String more =
                classes.size() <= MOST_ROWS ? "" : "the first " + MOST_ROWS + " of " + classes.size() + " classes";
        String html = "<div><p style=\"margin:0 0 6px\"><b>" + TableView.escape(line) + "</b></p>"
                + "<div style=\"display:flex;flex-wrap:wrap;gap:32px;align-items:flex-start\"><div>" + table.html()
                + "<small>" + more + "</small></div>"
                + (classes.size() > MOST_CLASSES_DRAWN ? "" : confusion(confusion, classes)) + "</div></div>";
        return DisplayData.html(html, table.text() + "\n" + (more.isEmpty() ? "" : more + "\n") + line);
    }

    private static Cell three(double value) {
        return Cell.number(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value));
    }

    /** True classes by row, predicted ones by column; the share of the row is the depth of the shade. */
    private static String confusion(ConfusionMatrix<Label> confusion, List<Label> classes) {
        String style = "padding:3px 9px;text-align:right;";
        StringBuilder out = new StringBuilder(
                        "<table style=\"border-collapse:collapse;margin:0\"><thead><tr><th style=\"")
                .append(style)
                .append("\"><small style=\"font-weight:normal;opacity:.6\">true ↓ predicted →</small></th>");
        classes.forEach(label -> out.append("<th style=\"")
                .append(style)
                .append("\">")
                .append(TableView.escape(label.getLabel()))
                .append("</th>"));
        out.append("</tr></thead><tbody>");
        for (Label truth : classes) {
            out.append("<tr><th style=\"text-align:left;padding:3px 9px 3px 0\">")
                    .append(TableView.escape(truth.getLabel()))
                    .append("</th>");
            for (Label predicted : classes) {
                double count = confusion.confusion(predicted, truth);
                double share = count / Math.max(1, confusion.support(truth));
                String colour = predicted.equals(truth) ? "46,139,201" : "230,120,30";
                out.append("<td style=\"")
                        .append(style)
                        .append(String.format(Locale.ROOT, "background:rgba(%s,%.2f)", colour, 0.7 * share))
                        .append(count == 0 ? ";opacity:.4" : "")
                        .append("\">")
                        .append(TableView.number(count))
                        .append("</td>");
            }
            out.append("</tr>");
        }
        return out.append("</tbody></table>").toString();
    }

    /** Any other evaluation, for instance of a regression: one row per measure, one column per output. */
    private static DisplayData metrics(Evaluation<?> evaluation) {
        Map<String, Map<String, Double>> byMeasure = new TreeMap<>();
        Map<String, Boolean> targets = new LinkedHashMap<>();
        evaluation.asMap().forEach((id, value) -> {
            String target = target(id);
            targets.put(target, true);
            byMeasure.computeIfAbsent(id.getB(), name -> new TreeMap<>()).put(target, value);
        });
        List<String> columns = targets.keySet().stream().sorted().toList();
        List<String> header = new ArrayList<>(List.of("measure"));
        header.addAll(columns);
        TableView table = new TableView(header);
        byMeasure.forEach((measure, values) -> {
            List<Object> cells = new ArrayList<>(List.of(measure));
            columns.forEach(column -> cells.add(
                    values.containsKey(column) ? Cell.number(TableView.number(values.getOrDefault(column, 0.0))) : ""));
            table.row(cells);
        });
        return DisplayData.html(table.html(), table.text());
    }

    private static String target(MetricID<?> id) {
        return id.getA().getOutputTarget().isPresent()
                ? id.getA().getOutputTarget().get().toString()
                : id.getA()
                        .getAverageTarget()
                        .map(average -> average.toString().toLowerCase(Locale.ROOT) + " average")
                        .orElse("");
    }
}
