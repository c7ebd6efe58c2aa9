package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Provenance;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well a model predicts sets of labels: a label is predicted where its probability is at least one half.
 *
 * @param name what is evaluated
 * @param provenance where the model comes from
 * @param trueSets the true sets
 * @param predictedSets the predicted sets
 * @param rowIds the rows it was evaluated on
 * @param groups one group per row; empty where every row stands alone
 * @param cost time and size
 * @param values measure to its value with a bootstrap interval
 * @param majority the same measures of answering for each label what most of these rows have
 */
public record LabelSetEvaluation(
        String name,
        Provenance provenance,
        LabelSets trueSets,
        LabelSets predictedSets,
        List<String> rowIds,
        List<String> groups,
        Cost cost,
        Map<String, Interval> values,
        Map<String, Double> majority)
        implements Evaluation {
    private static final double HALF = 0.5;

    public LabelSetEvaluation {
        rowIds = List.copyOf(rowIds);
        groups = List.copyOf(groups);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        majority = Collections.unmodifiableMap(new LinkedHashMap<>(majority));
    }

    /** The evaluation of probabilities {@code [n * labels]}, row by row, against the true sets. */
    static LabelSetEvaluation of(
            String name,
            double[] probabilities,
            LabelSets truth,
            List<String> columns,
            List<String> rowIds,
            List<String> groups,
            Provenance provenance,
            Cost cost,
            Bootstrap bootstrap) {
        if (truth.rows() == 0) {
            throw new IllegalArgumentException(name + ": there are no rows to evaluate on");
        }
        if (!columns.containsAll(truth.columns())) {
            throw new IllegalArgumentException(name + ": the model knows the labels " + columns + ", the rows have "
                    + truth.columns() + "; it cannot have learned the others");
        }
        LabelSets known = LabelSets.of(columns, truth.sets());
        int labels = columns.size();
        List<List<String>> predicted = IntStream.range(0, truth.rows())
                .mapToObj(row -> IntStream.range(0, labels)
                        .filter(label -> probabilities[row * labels + label] >= HALF)
                        .mapToObj(columns::get)
                        .toList())
                .toList();
        int[] counts = known.counts();
        Set<String> most = Set.copyOf(IntStream.range(0, labels)
                .filter(label -> 2 * counts[label] >= known.rows())
                .mapToObj(columns::get)
                .toList());
        LabelSets sets = LabelSets.of(columns, predicted);
        LabelSets always = LabelSets.of(columns, Collections.nCopies(known.rows(), most));
        int[] all = IntStream.range(0, known.rows()).toArray();
        Map<String, Interval> values = new LinkedHashMap<>();
        Map<String, Double> majority = new LinkedHashMap<>();
        new LabelSetMeasures(known, sets)
                .all()
                .forEach((measure, of) -> values.put(measure, bootstrap.intervalBy(known.rows(), groups, of)));
        for (Map.Entry<String, ToDoubleFunction<int[]>> measure :
                new LabelSetMeasures(known, always).all().entrySet()) {
            majority.put(measure.getKey(), measure.getValue().applyAsDouble(all));
        }
        return new LabelSetEvaluation(name, provenance, known, sets, rowIds, groups, cost, values, majority);
    }

    @Override
    public LabelSetEvaluation ofLabelSets() {
        return this;
    }

    @Override
    public List<String> classes() {
        return trueSets.columns();
    }

    @Override
    public int rows() {
        return trueSets.rows();
    }

    @Override
    public LabelSetEvaluation named(String other) {
        return new LabelSetEvaluation(
                other, provenance, trueSets, predictedSets, rowIds, groups, cost, values, majority);
    }

    private TableView perLabel() {
        TableView table = new TableView("label", "precision", "recall", "F1", "rows");
        int[] rows = IntStream.range(0, rows()).toArray();
        LabelSetMeasures measures = new LabelSetMeasures(trueSets, predictedSets);
        int[] ofTruth = trueSets.counts();
        int[] ofPredicted = predictedSets.counts();
        for (int l = 0; l < classes().size(); l++) {
            int label = l;
            double hits = Arrays.stream(rows)
                    .filter(row -> trueSets.has(row, label) && predictedSets.has(row, label))
                    .count();
            table.row(
                    classes().get(l),
                    Evaluation.three(hits / ofPredicted[l]),
                    Evaluation.three(hits / ofTruth[l]),
                    Evaluation.three(measures.f1(l, rows)),
                    ofTruth[l]);
        }
        return table;
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("measure", "value", "each label as most rows have it");
        values.forEach((measure, value) -> table.row(
                measure, Cell.of(value.toString()), Evaluation.three(majority.getOrDefault(measure, Double.NaN))));
        table.row("rows", rows(), "").row("fit", Evaluation.seconds(cost.fitSeconds()), "");
        TableView perLabel = perLabel();
        String note = "a label is predicted where its probability is at least one half; interval: "
                + values.values().stream().map(Interval::how).findFirst().orElse("none") + "; data "
                + provenance.datasetId() + "; " + provenance.methodId() + " " + provenance.version() + " "
                + provenance.options() + Evaluation.brought(List.of(provenance));
        return DisplayData.html(
                "<h4>" + TableView.escape(name)
                        + "</h4><div style=\"display:flex;flex-wrap:wrap;gap:30px;align-items:flex-start\">"
                        + table.html() + perLabel.html() + "</div><p><small>" + TableView.escape(note)
                        + "</small></p>",
                name + "\n" + table.text() + "\n\n" + perLabel.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return name + ": " + values + ", n = " + rows();
    }
}
