package dev.interlace.plugins.experiments.discrepancy;

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
import java.util.function.ToDoubleFunction;

/** Two parts that go together on one side and not on the other. */
public final class DiscrepancyJoint implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/joint",
                "1.0.0",
                "Joint parts",
                "is it seen that parts are paired otherwise?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        String rival = given.rival("discrepancy/mmd");
        Tally tally = new Tally(trial);
        Distance own = Distance.own(trial, Map.of("widths", "1,1"));
        Distance part = Distance.of(trial, rival, Map.of());
        for (int i = 0; i < trial.repeats(Two.REPEATS); i++) {
            double[][][] both = Two.parts(trial.draw("parts", i), 2);
            double seen = Two.of(both[0], both[1]).seen(trial, own, i);
            double alone = 0;
            for (int p = 0; p < 2; p++) {
                int column = p;
                ToDoubleFunction<double[]> take = row -> row[column];
                alone = Math.max(
                        alone,
                        Two.of(column(both[0], take), column(both[1], take)).seen(trial, part, i));
            }
            tally.level("both parts", seen);
            tally.level("part by part", alone);
            tally.repetition("parts paired otherwise", "share of draws with p at most 0.05, minus 0.5", seen - 0.5);
            tally.repetition(
                    "against " + rival + " of either part",
                    "share of draws with p at most 0.05 minus that of either part",
                    seen - alone);
        }
        return tally.outcome(Two.DRAWN, "Draws in which the difference is seen", "share of draws");
    }

    private static double[][] column(double[][] rows, ToDoubleFunction<double[]> take) {
        return Matrices.rows(rows.length, i -> new double[] {take.applyAsDouble(rows[i])});
    }
}
