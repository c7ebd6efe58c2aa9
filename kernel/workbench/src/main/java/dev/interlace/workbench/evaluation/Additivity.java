package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.List;

/**
 * Whether a model uses interactions of its modalities: its accuracy against that of its empirical multimodally-additive
 * projection (EMAP), the nearest model that adds one score per modality.
 *
 * <p>With the log-probabilities {@code f} of the classes, {@code t_m(i)} the mean over rows {@code j} of {@code f} on
 * modality {@code m} of row {@code i} and the other modalities of row {@code j}, and {@code c_m} the mean of
 * {@code t_m}, the projection is {@code Σ_m (t_m(i) - c_m) + mean(c_m)}. For two modalities that is the paper's; for
 * more, modality {@code m} is set against all others of a row together, which is exact for an additive model as well.
 * The constants that a softmax adds to all classes do not change which class is largest.
 *
 * <p>Reference: Hessel and Lee: Does my multimodal model learn cross-modal interactions? It's harder to tell than you
 * might think! EMNLP 2020, equation 3.
 *
 * @param name the model
 * @param whole accuracy of the model
 * @param additive accuracy of its projection
 * @param gap by how much the model is better; near zero, it could as well add
 * @param rows number of rows, all of which have every modality
 */
public record Additivity(String name, Interval whole, Interval additive, Interval gap, int rows) implements Showable {
    /**
     * From what a model says of crossed rows.
     *
     * @param name the model
     * @param own log-probabilities of the rows themselves, {@code [n][classes]}
     * @param crossed {@code t_m}, for each modality {@code [n][classes]}
     * @param truth the true class of each row, {@code [n]}
     * @param groups one group per row, drawn together by the bootstrap
     */
    public static Additivity of(
            String name,
            double[][] own,
            List<double[][]> crossed,
            int[] truth,
            List<String> groups,
            Bootstrap bootstrap) {
        double[][] projected = project(crossed);
        double[] whole = new double[truth.length];
        double[] additive = new double[truth.length];
        double[] gap = new double[truth.length];
        for (int row = 0; row < truth.length; row++) {
            whole[row] = largest(own[row]) == truth[row] ? 1 : 0;
            additive[row] = largest(projected[row]) == truth[row] ? 1 : 0;
            gap[row] = whole[row] - additive[row];
        }
        return new Additivity(
                name,
                bootstrap.mean(whole, groups),
                bootstrap.mean(additive, groups),
                bootstrap.mean(gap, groups),
                truth.length);
    }

    /** The projection {@code [n][classes]} of {@code t_m}, for each modality {@code [n][classes]}. */
    static double[][] project(List<double[][]> crossed) {
        int rows = crossed.get(0).length;
        int classes = crossed.get(0)[0].length;
        double[][] projected = new double[rows][classes];
        for (int c = 0; c < classes; c++) {
            double constants = 0;
            for (double[][] term : crossed) {
                double mean = 0;
                for (double[] row : term) {
                    mean += row[c] / rows;
                }
                constants += mean;
                for (int row = 0; row < rows; row++) {
                    projected[row][c] += term[row][c] - mean;
                }
            }
            for (double[] row : projected) {
                row[c] += constants / crossed.size();
            }
        }
        return projected;
    }

    private static int largest(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            if (scores[c] > scores[best]) {
                best = c;
            }
        }
        return best;
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", "accuracy")
                .row("the model", Cell.of(whole.toString()))
                .row("its additive projection (EMAP)", Cell.of(additive.toString()))
                .row("gap", Cell.of(gap.toString()));
        String note = "n = " + rows + " rows that have every modality; interval: " + whole.how();
        return DisplayData.html(
                "<h4>" + TableView.escape("Interactions of modalities: " + name) + "</h4>" + table.html() + "<p><small>"
                        + TableView.escape(note) + "</small></p>",
                "Interactions of modalities: " + name + "\n" + table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
