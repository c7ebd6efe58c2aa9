package dev.interlace.workbench.evaluation;

import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.Arrays;
import java.util.List;

/**
 * How far predicted classes lie from the true ones, of classes that have an order.
 *
 * @param kappa quadratic weighted kappa, {@code 1 - sum w O / sum w E} with {@code w = (i - j)^2}, counts {@code O} and
 *     the counts {@code E} expected of the same margins; NaN where truth and prediction are the same single class.
 *     Cohen: Weighted Kappa, Psychological Bulletin 70(4), 1968
 * @param distance mean absolute distance of predicted from true ranks
 * @param median the distance of always answering the median class of these rows
 */
public record RankMeasures(Interval kappa, Interval distance, double median) {
    static RankMeasures of(int[] truth, int[] predicted, int classes, List<String> groups, Bootstrap bootstrap) {
        double[] distances = new double[truth.length];
        int[] sorted = truth.clone();
        Arrays.sort(sorted);
        int middle = sorted[sorted.length / 2];
        double median = 0;
        for (int row = 0; row < truth.length; row++) {
            distances[row] = Math.abs(truth[row] - predicted[row]);
            median += Math.abs(truth[row] - middle) / (double) truth.length;
        }
        return new RankMeasures(
                bootstrap.intervalBy(truth.length, groups, rows -> kappa(truth, predicted, classes, rows)),
                bootstrap.meanBy(distances, groups),
                median);
    }

    /** Quadratic weighted kappa of some rows. */
    static double kappa(int[] truth, int[] predicted, int classes, int[] rows) {
        double[] ofTruth = new double[classes];
        double[] ofPredicted = new double[classes];
        double observed = 0;
        for (int row : rows) {
            ofTruth[truth[row]]++;
            ofPredicted[predicted[row]]++;
            observed += (double) (truth[row] - predicted[row]) * (truth[row] - predicted[row]);
        }
        double expected = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                expected += (double) (i - j) * (i - j) * ofTruth[i] * ofPredicted[j] / rows.length;
            }
        }
        return expected == 0 ? Double.NaN : 1 - observed / expected;
    }

    void into(TableView table) {
        table.row("quadratic weighted kappa", Cell.of(kappa.toString()))
                .row("mean distance in ranks", Cell.of(distance.toString()))
                .row("mean distance of always the median class", Evaluation.three(median));
    }
}
