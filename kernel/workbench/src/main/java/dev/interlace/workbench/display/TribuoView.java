package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import java.util.List;
import java.util.Optional;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;

/** How Tribuo's values look. A class of its own, because checking its byte code loads Tribuo. */
final class TribuoView {
    private TribuoView() {}

    static Optional<DisplayData> of(Object value) {
        return value instanceof LabelEvaluation evaluation ? Optional.of(evaluation(evaluation)) : Optional.empty();
    }

    private static DisplayData evaluation(LabelEvaluation evaluation) {
        TableView table = new TableView("class", "rows", "precision", "recall", "F1");
        List<Label> classes = evaluation.getConfusionMatrix().getDomain().getDomain().stream()
                .sorted((a, b) -> a.getLabel().compareTo(b.getLabel()))
                .toList();
        for (Label label : classes) {
            table.row(
                    label.getLabel(),
                    (long) evaluation.getConfusionMatrix().support(label),
                    evaluation.precision(label),
                    evaluation.recall(label),
                    evaluation.f1(label));
        }
        String line = "accuracy " + TableView.number(evaluation.accuracy()) + ", macro F1 "
                + TableView.number(evaluation.macroAveragedF1()) + ", balanced error "
                + TableView.number(evaluation.balancedErrorRate());
        return DisplayData.html(table.html() + "<p>" + TableView.escape(line) + "</p>", table.text() + "\n" + line);
    }
}
