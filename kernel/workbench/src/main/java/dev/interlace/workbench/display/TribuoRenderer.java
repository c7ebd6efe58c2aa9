package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import java.util.List;
import java.util.Optional;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;

/** Shows Tribuo's evaluations of classifiers. */
public final class TribuoRenderer implements Renderer {
    private static final String PACKAGE = "org.tribuo.";

    /** For {@link java.util.ServiceLoader}. */
    public TribuoRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        // by name first: asking for the type would load Tribuo for every value of every cell
        return value.getClass().getName().startsWith(PACKAGE) ? known(value) : Optional.empty();
    }

    private static Optional<DisplayData> known(Object value) {
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
