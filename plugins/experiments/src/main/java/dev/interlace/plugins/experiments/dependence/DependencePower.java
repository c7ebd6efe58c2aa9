package dev.interlace.plugins.experiments.dependence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The two coordinates of points on a circle: uncorrelated, and yet each says much of the other. */
public final class DependencePower implements Experiment<NoOptions> {
    private static final int ROWS = 60;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "dependence/power", "1.0.0", "Power", "is dependence without correlation seen?", NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        Measure own = Measure.own(trial, Map.of());
        for (int points : new int[] {ROWS, 4 * ROWS}) {
            for (int i = 0; i < trial.repeats(40); i++) {
                SplittableRandom random = trial.draw("circle of " + points, i);
                double[] angle = random.doubles(points, 0, 2 * Math.PI).toArray();
                INDArray x = Matrices.tensor(Matrices.rows(points, row -> new double[] {Math.cos(angle[row])}));
                INDArray y = Matrices.tensor(Matrices.rows(points, row -> new double[] {Math.sin(angle[row])}));
                double seen = own.p(trial, x, y, i) <= Distance.LEVEL ? 1 : 0;
                tally.level(points + " points", seen);
                tally.repetition(
                        "a circle of " + points + " points",
                        "share of draws with p at most 0.05, minus 0.5",
                        seen - 0.5);
            }
        }
        return tally.outcome("drawn circles, 40 times", "Draws in which it is seen", "share of draws");
    }
}
