package dev.interlace.workbench.experiments;

import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.DependenceHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What measures of dependence see, and what moves their value that should not. */
final class Dependences {
    private static final int ROWS = 60;

    private Dependences() {}

    private static DependenceHandle own(AlignmentTrial trial, Map<String, ?> changes) {
        Map<String, Object> options = new LinkedHashMap<>(trial.subject().options());
        options.putAll(changes);
        return trial.lab().dependence(trial.subject().id(), options);
    }

    /** The two coordinates of points on a circle: uncorrelated, and yet each says much of the other. */
    static Outcome power(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        DependenceHandle own = own(trial, Map.of());
        for (int points : new int[] {ROWS, 4 * ROWS}) {
            for (int i = 0; i < trial.repeats(40); i++) {
                SplittableRandom random = trial.draw("circle of " + points, i);
                double[] angle = random.doubles(points, 0, 2 * Math.PI).toArray();
                INDArray x = Matrices.tensor(Matrices.rows(points, row -> new double[] {Math.cos(angle[row])}));
                INDArray y = Matrices.tensor(Matrices.rows(points, row -> new double[] {Math.sin(angle[row])}));
                double seen = trial.p(own, x, y, i) <= AlignmentTrial.LEVEL ? 1 : 0;
                tally.level(points + " points", seen);
                tally.repetition(
                        "a circle of " + points + " points",
                        "share of draws with p at most 0.05, minus 0.5",
                        seen - 0.5);
            }
        }
        return tally.outcome("drawn circles, 40 times", "Draws in which it is seen", "share of draws");
    }

    /** Independent rows, few for their width: the biased value and the other. */
    static Outcome fewRows(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        DependenceHandle biased = own(trial, Map.of("estimator", "BIASED"));
        DependenceHandle other = own(
                trial, Map.of("estimator", trial.subject().id().equals("dependence/cka") ? "DEBIASED" : "UNBIASED"));
        for (int i = 0; i < trial.repeats(20); i++) {
            double[] value = new double[2];
            int[] widths = {2, 200};
            double corrected = 0;
            for (int w = 0; w < 2; w++) {
                SplittableRandom random = trial.draw("rows of " + widths[w], i);
                INDArray x = Matrices.tensor(Matrices.normal(random, ROWS, widths[w]));
                INDArray y = Matrices.tensor(Matrices.normal(random, ROWS, widths[w]));
                value[w] = biased.value(x, y);
                corrected = other.value(x, y);
                tally.level("biased, " + widths[w] + " columns", value[w]);
                tally.level("corrected, " + widths[w] + " columns", corrected);
            }
            tally.repetition("biased", "value at 200 columns minus at 2, minus 0.2", value[1] - value[0] - 0.2);
            tally.repetition("corrected, 200 columns", "0.1 minus the size of the value", 0.1 - Math.abs(corrected));
        }
        return tally.outcome(
                "drawn independent rows, " + ROWS + " of them, 20 times", "Value of independent rows", "value");
    }

    /** The left side turned and three times as large. */
    static Outcome rotation(AlignmentTrial trial) {
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        DependenceHandle own = own(trial, Map.of());
        double[][] left = Rows.matrix(pairs.leftOf(pairs.test()).values());
        INDArray right = pairs.rightOf(pairs.test()).values();
        double value = own.value(Matrices.tensor(left), right);
        tally.level("as it is", value);
        for (int i = 0; i < trial.repeats(5); i++) {
            double turned = own.value(Matrices.tensor(turned(trial.draw("turn", i), left)), right);
            tally.level("turned", turned);
            tally.run(
                    pairs.left() + " turned and three times as large",
                    "1e-4 minus the share by which the value changes",
                    1e-4 - Math.abs(turned / value - 1));
        }
        return tally.outcome(trial.given(), "Value", "value");
    }

    /** Eight mirrors, one after the other: an orthogonal map that costs little, also for wide rows. */
    private static double[][] turned(SplittableRandom random, double[][] rows) {
        double[][] turned = Matrices.rows(rows.length, i -> rows[i].clone());
        for (double[] normal : Matrices.normal(random, 8, rows[0].length)) {
            double square = 0;
            for (double value : normal) {
                square += value * value;
            }
            for (double[] row : turned) {
                double along = 0;
                for (int c = 0; c < row.length; c++) {
                    along += row[c] * normal[c];
                }
                for (int c = 0; c < row.length; c++) {
                    row[c] -= 2 * along * normal[c] / square;
                }
            }
        }
        for (double[] row : turned) {
            for (int c = 0; c < row.length; c++) {
                row[c] *= 3;
            }
        }
        return turned;
    }

    /** The largest value over bandwidths over the smallest. */
    static Outcome bandwidth(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(20); i++) {
            SplittableRandom random = trial.draw("rows", i);
            double[][] x = Matrices.normal(random, ROWS, 2);
            double[][] noise = Matrices.normal(random, ROWS, 2);
            double[][] y = Matrices.rows(ROWS, row -> new double[] {x[row][0] + 0.5 * noise[row][0], noise[row][1]});
            double most = 0;
            double least = Double.POSITIVE_INFINITY;
            for (double scale : new double[] {0.3, 1, 3, 10}) {
                double value =
                        own(trial, Map.of("bandwidthScale", scale)).value(Matrices.tensor(x), Matrices.tensor(y));
                tally.level(scale + " of the median distance", value);
                most = Math.max(most, value);
                least = Math.min(least, Math.max(value, 1e-12));
            }
            tally.repetition(
                    "bandwidths of 0.3 to 10 median distances",
                    "ln of the largest value over the smallest, minus ln 2",
                    Math.log(most / least) - Math.log(2));
        }
        return tally.outcome("drawn rows that hang together, 20 times", "Value", "value");
    }
}
