package dev.interlace.workbench.choosing;

import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.spi.measure.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well each row is predicted, by the kind of target, as numbers whose mean is a measure. Of each kind it is a
 * measure that a constant answer cannot improve on where nothing can be learned.
 *
 * <ul>
 *   <li>one class: 1 where it is right, so that the mean is the accuracy
 *   <li>ordered classes: the distance of the predicted from the true rank
 *   <li>several labels: the share of labels that are rightly there or not there, one minus the Hamming loss
 *   <li>numbers: {@code 1 - (y - p)^2 / Var(y)}, averaged over the numbers, so that the mean is R²
 * </ul>
 */
final class RowScore {
    private static final double HALF = 0.5;

    private final Target.Kind kind;
    private final double[] variance; // of numbers, over all rows

    private RowScore(Target.Kind kind, double[] variance) {
        this.kind = kind;
        this.variance = variance;
    }

    /** The score of a target; {@code all} are all rows that are predicted in any round. */
    static RowScore of(Target all) {
        double[] variance = all instanceof TargetNumbers numbers
                ? IntStream.range(0, numbers.columns().size())
                        .mapToDouble(column -> variance(numbers.column(column)))
                        .toArray()
                : new double[0];
        return new RowScore(all.kind(), variance);
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return variance > 0 ? variance : 1;
    }

    /** The name of the mean. */
    String name() {
        return switch (kind) {
            case ONE_CLASS -> "accuracy";
            case ORDERED_CLASSES -> "mean distance in ranks";
            case SEVERAL_LABELS -> "share of right labels";
            case NUMBERS -> "R²";
        };
    }

    /** Which scores are better. */
    Scale.Better better() {
        return kind == Target.Kind.ORDERED_CLASSES ? Scale.Better.LOWER : Scale.Better.HIGHER;
    }

    /**
     * The score of each row, {@code [n]}.
     *
     * @param predicted what a model predicts, {@code [n * columns]}, row by row
     * @param columns the classes, labels or numbers, in the order of the model
     * @param truth the target of the rows
     */
    double[] of(double[] predicted, List<String> columns, Target truth) {
        int width = columns.size();
        return IntStream.range(0, truth.rows())
                .mapToDouble(
                        row -> row(Arrays.copyOfRange(predicted, row * width, (row + 1) * width), columns, truth, row))
                .toArray();
    }

    private double row(double[] predicted, List<String> columns, Target truth, int row) {
        if (truth instanceof TargetNumbers numbers) {
            double sum = 0;
            for (int c = 0; c < predicted.length; c++) {
                double gap = numbers.get(row, numbers.columns().indexOf(columns.get(c))) - predicted[c];
                sum += 1 - gap * gap / variance[c];
            }
            return sum / predicted.length;
        }
        if (truth instanceof LabelSets sets) {
            double right = 0;
            for (int c = 0; c < predicted.length; c++) {
                right += predicted[c] >= HALF == sets.set(row).contains(columns.get(c)) ? 1 : 0;
            }
            return right / predicted.length;
        }
        Labels labels = truth.requireLabels("choosing");
        int best = 0;
        for (int c = 1; c < predicted.length; c++) {
            best = predicted[c] > predicted[best] ? c : best;
        }
        if (kind == Target.Kind.ORDERED_CLASSES) {
            return Math.abs(labels.classes().indexOf(columns.get(best)) - labels.get(row));
        }
        return columns.get(best).equals(labels.name(row)) ? 1 : 0;
    }

    /** What is answered without looking at any modality, {@code [columns]}: what is best for this score. */
    double[] constant(Target training) {
        if (training instanceof TargetNumbers numbers) {
            return IntStream.range(0, numbers.columns().size())
                    .mapToDouble(c -> Arrays.stream(numbers.column(c)).average().orElse(0))
                    .toArray();
        }
        if (training instanceof LabelSets sets) {
            return Arrays.stream(sets.counts())
                    .mapToDouble(count -> (double) count / sets.rows())
                    .toArray();
        }
        Labels labels = training.requireLabels("choosing");
        if (kind == Target.Kind.ORDERED_CLASSES) {
            double[] median = new double[labels.classes().size()];
            int[] sorted = labels.toArray();
            Arrays.sort(sorted);
            median[sorted[sorted.length / 2]] = 1;
            return median;
        }
        return Arrays.stream(labels.counts())
                .mapToDouble(count -> (double) count / labels.rows())
                .toArray();
    }

    /** What the constant answer is, in words. */
    String constantWords() {
        return switch (kind) {
            case ONE_CLASS -> "always the most frequent class of the training rows";
            case ORDERED_CLASSES -> "always the median class of the training rows";
            case SEVERAL_LABELS -> "each label as most training rows have it";
            case NUMBERS -> "always the mean of the training rows";
        };
    }
}
