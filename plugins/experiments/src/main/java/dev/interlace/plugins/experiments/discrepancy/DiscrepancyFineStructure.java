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
import java.util.SplittableRandom;

/** Numbers spread evenly over a long line, against numbers near whole ones. */
public final class DiscrepancyFineStructure implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/fine-structure",
                "1.0.0",
                "Fine structure",
                "is fine structure missed on a long line?",
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
        Distance own = Distance.own(trial, Map.of());
        Distance small = Distance.of(trial, rival, Map.of("bandwidth", 0.2));
        for (int i = 0; i < trial.repeats(Two.REPEATS); i++) {
            SplittableRandom random = trial.draw("comb", i);
            Two two = Two.of(
                    Matrices.rows(2 * Two.ROWS, row -> new double[] {20 * random.nextDouble()}),
                    Matrices.rows(2 * Two.ROWS, row ->
                            new double[] {random.nextInt(20) + 0.5 + 0.05 * random.nextGaussian()}));
            double mine = own.p(trial, two.x(), two.y(), i);
            double other = small.p(trial, two.x(), two.y(), i);
            tally.level(trial.name(), mine);
            tally.level(rival + ", bandwidth 0.2", other);
            tally.repetition("a comb of 20 teeth", "p minus p of " + rival + " with bandwidth 0.2", mine - other);
        }
        return tally.outcome("drawn samples of " + 2 * Two.ROWS + " rows", "p of the test", "mean p");
    }
}
