package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.measure.Predictions;
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
import java.util.Optional;
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
 * @param ranks how far wrong classes lie from the true ones, where the classes have an order
 */
public record ClassEvaluation(
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
        MeasureValues measures,
        Optional<RankMeasures> ranks)
        implements Evaluation {
    private static final int MOST_CLASSES_DRAWN = 40;

    public ClassEvaluation {
        classes = List.copyOf(classes);
        rowIds = List.copyOf(rowIds);
        groups = List.copyOf(groups);
        truth = List.copyOf(truth);
        predicted = List.copyOf(predicted);
    }

    static ClassEvaluation of(
            OutsideScores scores,
            Rows rows,
            Provenance provenance,
            Cost cost,
            Bootstrap bootstrap,
            List<MeasureHandle> measures,
            boolean ordered) {
        if (rows.labels().rows() == 0) {
            throw new IllegalArgumentException(scores.name() + ": there are no rows to evaluate on");
        }
        int[] truth = scores.truth(rows.labels());
        int[] predicted = scores.predicted();
        double[] right = IntStream.range(0, truth.length)
                .mapToDouble(row -> truth[row] == predicted[row] ? 1 : 0)
                .toArray();
        Interval accuracy = bootstrap.meanBy(right, rows.groups());
        double chance = Arrays.stream(rows.labels().counts()).max().orElse(0) / (double) truth.length;
        return new ClassEvaluation(
                scores.name(),
                provenance,
                scores.classes(),
                rows.rowIds(),
                rows.groups(),
                Arrays.stream(truth).boxed().toList(),
                Arrays.stream(predicted).boxed().toList(),
                accuracy,
                chance,
                cost,
                scores,
                MeasureValues.of(
                        measures,
                        Predictions.of(scores.classes(), truth, scores.probabilities())
                                .deciding(predicted)),
                ordered
                        ? Optional.of(RankMeasures.of(
                                truth, predicted, scores.classes().size(), rows.groups(), bootstrap))
                        : Optional.empty());
    }

    @Override
    public ClassEvaluation ofClasses() {
        return this;
    }

    @Override
    public ClassEvaluation named(String other) {
        return new ClassEvaluation(
                other,
                provenance,
                classes,
                rowIds,
                groups,
                truth,
                predicted,
                accuracy,
                chance,
                cost,
                scores,
                measures,
                ranks);
    }

    @Override
    public int rows() {
        return truth.size();
    }

    List<String> truthNames() {
        return truth.stream().map(classes::get).toList();
    }

    @Override
    public Predictions predictions() {
        return Predictions.of(classes, truth.stream().mapToInt(c -> c).toArray(), scores.probabilities())
                .deciding(predicted.stream().mapToInt(c -> c).toArray());
    }

    @Override
    public LabelEvaluation tribuo() {
        return scores.evaluate(
                Labels.of(classes, truth.stream().mapToInt(c -> c).toArray()));
    }

    @Override
    public Reliability reliability(Bins bins) {
        return Reliability.of(predictions(), bins);
    }

    /** 1 for each right row and 0 for the others. */
    double[] rightRows() {
        return IntStream.range(0, rows())
                .mapToDouble(row -> truth.get(row).equals(predicted.get(row)) ? 1 : 0)
                .toArray();
    }

    @Override
    public PrecisionRecall precisionRecall(String positive) {
        return PrecisionRecall.of(
                name,
                predictions(),
                positive,
                scores.threshold().filter(known -> known.positive().equals(positive)));
    }

    private ClassCounts counts() {
        return ClassCounts.of(Predictions.of(
                classes,
                truth.stream().mapToInt(c -> c).toArray(),
                predicted.stream().mapToInt(c -> c).toArray()));
    }

    @Override
    public double macroF1() {
        return counts().macroF1();
    }

    @Override
    public double balancedError() {
        return 1 - counts().meanRecall();
    }

    @Override
    public int[][] confusion() {
        int[][] counts = new int[classes.size()][classes.size()];
        for (int row = 0; row < truth.size(); row++) {
            counts[truth.get(row)][predicted.get(row)]++;
        }
        return counts;
    }

    @Override
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
                    Evaluation.three(counts.precision(c)),
                    Evaluation.three(counts.recall(c)),
                    Evaluation.three(counts.f1(c)),
                    counts.rows(c));
        }
        return table;
    }

    private TableView summary() {
        TableView table = new TableView("measure", "value")
                .row("accuracy", Cell.of(accuracy.toString()))
                .row("chance (always the most frequent class)", Evaluation.three(chance))
                .row("macro F1 (classes with rows or predictions)", Evaluation.three(macroF1()))
                .row("balanced error (classes with rows)", Evaluation.three(balancedError()));
        ranks.ifPresent(found -> found.into(table));
        return table.row("rows", rows())
                .row("seed", provenance.seed())
                .row("fit", Evaluation.seconds(cost.fitSeconds()))
                .row("predict", Evaluation.seconds(cost.predictSeconds()))
                .row("parameters", cost.parameters());
    }

    @Override
    public DisplayData display() {
        TableView summary = summary();
        TableView perClass = perClass();
        String note = "interval: " + accuracy.how() + "; data " + provenance.datasetId() + "; " + provenance.methodId()
                + " " + provenance.version() + " " + provenance.options() + Evaluation.brought(List.of(provenance))
                + scores.threshold().map(known -> "; threshold: " + known).orElse("");
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
