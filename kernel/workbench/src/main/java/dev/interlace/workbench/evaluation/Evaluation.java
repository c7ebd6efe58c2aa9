package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.measures.Bins;
import dev.interlace.workbench.measures.ClassCounts;
import dev.interlace.workbench.measures.Reliability;
import dev.interlace.workbench.models.MeasureHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tribuo.classification.evaluation.LabelEvaluation;

/**
 * How well a classifier does on labelled rows: the accuracy with an interval, the chance level, every measure that
 * reads classes or probabilities, and the cost.
 *
 * @param name what is evaluated
 * @param provenance where the model comes from
 * @param classes the classes, in the order of the model
 * @param rowIds the rows it was evaluated on
 * @param groups one group per row; empty where every row stands alone
 * @param truth the true class of each row, {@code [n]}
 * @param predicted the predicted class of each row, {@code [n]}
 * @param accuracy share of right rows, with a bootstrap interval over groups (or over rows, where there are none)
 * @param chance the accuracy of always answering the most frequent class of these rows
 * @param cost time and size
 * @param scores the probabilities
 * @param measures what every measure of the lab says, by default options
 */
public record Evaluation(
        String name,
        Provenance provenance,
        List<String> classes,
        List<String> rowIds,
        List<String> groups,
        List<Integer> truth,
        List<Integer> predicted,
        Interval accuracy,
        double chance,
        Cost cost,
        OutsideScores scores,
        MeasureValues measures)
        implements Showable {
    private static final int MOST_CLASSES_DRAWN = 40;

    public Evaluation {
        classes = List.copyOf(classes);
        rowIds = List.copyOf(rowIds);
        groups = List.copyOf(groups);
        truth = List.copyOf(truth);
        predicted = List.copyOf(predicted);
    }

    /**
     * The rows that a model is evaluated on.
     *
     * @param labels one class per row
     * @param rowIds one id per row
     * @param groups one group per row, drawn together by the bootstrap; empty where every row stands alone
     */
    public record Rows(Labels labels, List<String> rowIds, List<String> groups) {}

    /** The evaluation of class probabilities against the true classes, without further measures. */
    public static Evaluation of(
            OutsideScores scores, Rows rows, Provenance provenance, Cost cost, Bootstrap bootstrap) {
        return of(scores, rows, provenance, cost, bootstrap, List.of());
    }

    /** The evaluation of class probabilities against the true classes, by these measures. */
    public static Evaluation of(
            OutsideScores scores,
            Rows rows,
            Provenance provenance,
            Cost cost,
            Bootstrap bootstrap,
            List<MeasureHandle> measures) {
        if (rows.labels.rows() == 0) {
            throw new IllegalArgumentException(scores.name() + ": there are no rows to evaluate on");
        }
        int[] truth = scores.truth(rows.labels);
        int[] predicted = scores.predicted();
        double[] right = IntStream.range(0, truth.length)
                .mapToDouble(row -> truth[row] == predicted[row] ? 1 : 0)
                .toArray();
        Interval accuracy = bootstrap.meanBy(right, rows.groups);
        double chance = Arrays.stream(rows.labels.counts()).max().orElse(0) / (double) truth.length;
        return new Evaluation(
                scores.name(),
                provenance,
                scores.classes(),
                rows.rowIds,
                rows.groups,
                Arrays.stream(truth).boxed().toList(),
                Arrays.stream(predicted).boxed().toList(),
                accuracy,
                chance,
                cost,
                scores,
                MeasureValues.of(measures, Predictions.of(scores.classes(), truth, scores.probabilities())));
    }

    /** This evaluation under another name, for comparisons. */
    public Evaluation named(String other) {
        return new Evaluation(
                other, provenance, classes, rowIds, groups, truth, predicted, accuracy, chance, cost, scores, measures);
    }

    /** The number of rows. */
    public int rows() {
        return truth.size();
    }

    List<String> truthNames() {
        return truth.stream().map(classes::get).toList();
    }

    /** The true and predicted classes with their probabilities, for any measure. */
    public Predictions predictions() {
        return Predictions.of(classes, truth.stream().mapToInt(c -> c).toArray(), scores.probabilities());
    }

    /** Tribuo's evaluation of the same scores, computed when it is asked for. */
    public LabelEvaluation tribuo() {
        return scores.evaluate(
                Labels.of(classes, truth.stream().mapToInt(c -> c).toArray()));
    }

    /** The bins of a reliability diagram: how often the predicted class is right, by its probability. */
    public Reliability reliability(Bins bins) {
        return Reliability.of(predictions(), bins);
    }

    /** 1 for each right row and 0 for the others. */
    double[] rightRows() {
        return IntStream.range(0, rows())
                .mapToDouble(row -> truth.get(row).equals(predicted.get(row)) ? 1 : 0)
                .toArray();
    }

    private ClassCounts counts() {
        return ClassCounts.of(Predictions.of(
                classes,
                truth.stream().mapToInt(c -> c).toArray(),
                predicted.stream().mapToInt(c -> c).toArray()));
    }

    /** The mean F1 of the classes with rows or predictions. */
    public double macroF1() {
        return counts().macroF1();
    }

    /** One minus the mean recall of the classes with rows. */
    public double balancedError() {
        return 1 - counts().meanRecall();
    }

    /** The confusion matrix: true class by row, predicted class by column, {@code [classes][classes]}. */
    public int[][] confusion() {
        int[][] counts = new int[classes.size()][classes.size()];
        for (int row = 0; row < truth.size(); row++) {
            counts[truth.get(row)][predicted.get(row)]++;
        }
        return counts;
    }

    /** The confusion matrix as a heatmap. */
    public Figure confusionFigure() {
        int[][] counts = confusion();
        double[][] values = Arrays.stream(counts)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
        return Charts.heatmap("Confusion matrix: " + name, "predicted", "true", classes, classes, values);
    }

    /** Precision, recall and F1 of each class. */
    private TableView perClass() {
        TableView table = new TableView("class", "precision", "recall", "F1", "rows");
        ClassCounts counts = counts();
        for (int c = 0; c < classes.size(); c++) {
            table.row(
                    classes.get(c),
                    three(counts.precision(c)),
                    three(counts.recall(c)),
                    three(counts.f1(c)),
                    counts.rows(c));
        }
        return table;
    }

    private TableView summary() {
        return new TableView("measure", "value")
                .row("accuracy", Cell.of(accuracy.toString()))
                .row("chance (always the most frequent class)", three(chance))
                .row("macro F1 (classes with rows or predictions)", three(macroF1()))
                .row("balanced error (classes with rows)", three(balancedError()))
                .row("rows", rows())
                .row("seed", provenance.seed())
                .row("fit", seconds(cost.fitSeconds()))
                .row("predict", seconds(cost.predictSeconds()))
                .row("parameters", cost.parameters());
    }

    static Cell three(double value) {
        return Cell.number(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value));
    }

    static Cell seconds(double value) {
        return Cell.number(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f s", value));
    }

    @Override
    public DisplayData display() {
        TableView summary = summary();
        TableView perClass = perClass();
        String note = "interval: " + accuracy.how() + "; data " + provenance.datasetId() + "; " + provenance.methodId()
                + " " + provenance.version() + " " + provenance.options();
        StringBuilder html = new StringBuilder("<h4>" + TableView.escape(name) + "</h4>")
                .append("<div style=\"display:flex;flex-wrap:wrap;gap:30px;align-items:flex-start\">")
                .append(summary.html())
                .append(perClass.html())
                .append("</div>")
                .append(MeasureValues.folded("Every measure", measures.table(), measures.refusals()))
                .append("<p><small>")
                .append(TableView.escape(note))
                .append("</small></p>");
        String text = name + "\n" + summary.text() + "\n\n" + perClass.text()
                + MeasureValues.unfolded("Every measure", measures.table(), measures.refusals()) + "\n" + note;
        if (classes.size() > MOST_CLASSES_DRAWN) {
            return DisplayData.html(html.toString(), text);
        }
        Figure figure = confusionFigure();
        return DisplayData.html(html.append(figure.html()).toString(), text + "\n\n" + figure.text());
    }

    @Override
    public String toString() {
        return name + ": accuracy " + accuracy + ", chance " + String.format(Locale.ROOT, "%.3f", chance)
                + ", macro F1 " + String.format(Locale.ROOT, "%.3f", macroF1()) + ", n = " + rows() + ", seed "
                + provenance.seed();
    }
}
