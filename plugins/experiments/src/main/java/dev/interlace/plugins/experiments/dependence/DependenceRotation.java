package dev.interlace.plugins.experiments.dependence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The left side turned and three times as large. */
public final class DependenceRotation implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "dependence/rotation",
                "1.0.0",
                "Rotation",
                "does turning and scaling change the value?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        Measure own = Measure.own(trial, Map.of());
        double[][] left = Matrices.of(pairs.leftOf(pairs.test()).values());
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
        return tally.outcome(trial.givenRows(), "Value", "value");
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
}
