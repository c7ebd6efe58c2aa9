package dev.interlace.workbench.evaluation;

import dev.interlace.spi.Labels;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.measures.Bins;
import dev.interlace.workbench.measures.Reliability;
import dev.interlace.workbench.models.MeasureHandle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tribuo.classification.evaluation.LabelEvaluation;

/**
 * How well a model predicts the target of some rows, by the measures of its kind: {@link ClassEvaluation} of one class
 * and of ordered classes, {@link LabelSetEvaluation} of several labels, {@link TargetNumbersEvaluation} of numbers.
 *
 * <p>What is said of classes here, from the accuracy to the confusion matrix, an evaluation of another kind refuses.
 */
public sealed interface Evaluation extends Showable
        permits ClassEvaluation, LabelSetEvaluation, TargetNumbersEvaluation {
    /**
     * The rows that a model is evaluated on.
     *
     * @param labels one class per row
     * @param rowIds one id per row
     * @param groups one group per row, drawn together by the bootstrap; empty where every row stands alone
     */
    record Rows(Labels labels, List<String> rowIds, List<String> groups) {}

    /** The evaluation of class probabilities against the true classes, without further measures. */
    static ClassEvaluation of(OutsideScores scores, Rows rows, Provenance provenance, Cost cost, Bootstrap bootstrap) {
        return of(scores, rows, provenance, cost, bootstrap, List.of());
    }

    /** The evaluation of class probabilities against the true classes, by these measures. */
    static ClassEvaluation of(
            OutsideScores scores,
            Rows rows,
            Provenance provenance,
            Cost cost,
            Bootstrap bootstrap,
            List<MeasureHandle> measures) {
        return ClassEvaluation.of(scores, rows, provenance, cost, bootstrap, measures, false);
    }

    /** What is evaluated. */
    String name();

    /** Where the model comes from. */
    Provenance provenance();

    /** The classes, labels or numbers, in the order of the model. */
    List<String> classes();

    /** The rows it was evaluated on. */
    List<String> rowIds();

    /** One group per row; empty where every row stands alone. */
    List<String> groups();

    /** Time and size. */
    Cost cost();

    /** The number of rows. */
    int rows();

    /** This evaluation under another name, for comparisons. */
    Evaluation named(String other);

    /** The evaluation of classes that this is. */
    default ClassEvaluation ofClasses() {
        throw other("one class");
    }

    /** The evaluation of numbers that this is. */
    default TargetNumbersEvaluation ofNumbers() {
        throw other("numbers");
    }

    /** The evaluation of several labels that this is. */
    default LabelSetEvaluation ofLabelSets() {
        throw other("several labels");
    }

    private IllegalArgumentException other(String kind) {
        String own = this instanceof ClassEvaluation
                ? "one class"
                : this instanceof LabelSetEvaluation ? "several labels" : "numbers";
        return new IllegalArgumentException(name() + ": the target is " + own + ", and this is asked of " + kind
                + "; the evaluation shows the measures of " + own);
    }

    /** The true class of each row, {@code [n]}. */
    default List<Integer> truth() {
        return ofClasses().truth();
    }

    /** The predicted class of each row, {@code [n]}. */
    default List<Integer> predicted() {
        return ofClasses().predicted();
    }

    /** The share of right rows, with a bootstrap interval. */
    default Interval accuracy() {
        return ofClasses().accuracy();
    }

    /** The accuracy of always answering the most frequent class of these rows. */
    default double chance() {
        return ofClasses().chance();
    }

    /** The probabilities. */
    default OutsideScores scores() {
        return ofClasses().scores();
    }

    /** What every measure of the lab says, by default options. */
    default MeasureValues measures() {
        return ofClasses().measures();
    }

    /** The true and predicted classes with their probabilities, for any measure. */
    default Predictions predictions() {
        return ofClasses().predictions();
    }

    /** Tribuo's evaluation of the same scores, computed when it is asked for. */
    default LabelEvaluation tribuo() {
        return ofClasses().tribuo();
    }

    /** The bins of a reliability diagram: how often the predicted class is right, by its probability. */
    default Reliability reliability(Bins bins) {
        return ofClasses().reliability(bins);
    }

    /** Precision and recall of a class at every threshold, with the model's own where it has one. */
    default PrecisionRecall precisionRecall(String positive) {
        return ofClasses().precisionRecall(positive);
    }

    /** The mean F1 of the classes with rows or predictions. */
    default double macroF1() {
        return ofClasses().macroF1();
    }

    /** One minus the mean recall of the classes with rows. */
    default double balancedError() {
        return ofClasses().balancedError();
    }

    /** The confusion matrix: true class by row, predicted class by column, {@code [classes][classes]}. */
    default int[][] confusion() {
        return ofClasses().confusion();
    }

    /** The confusion matrix as a heatmap. */
    default Figure confusionFigure() {
        return ofClasses().confusionFigure();
    }

    /** Which of several methods do not ship, and where they come from; nothing where all ship. */
    static String brought(List<Provenance> all) {
        return all.stream()
                .filter(one -> one.code().isBrought())
                .map(one -> "; " + one.methodId() + " " + one.version() + " is " + one.code())
                .distinct()
                .collect(Collectors.joining());
    }

    /** A number with three decimals, or a dash. */
    static Cell three(double value) {
        return Cell.number(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value));
    }

    /** Seconds with two decimals, or a dash. */
    static Cell seconds(double value) {
        return Cell.number(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f s", value));
    }
}
