package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The cost of a sequence with itself: below 0, and 0 for the divergence. */
public final class SequenceSoftBias implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "sequence/soft-bias",
                "1.0.0",
                "Bias",
                "is the value of a sequence with itself below 0?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(20); i++) {
            INDArray x = Matrices.tensor(Matrices.normal(trial.draw("sequences", i), 20, 2));
            double value =
                    Aligner.own(trial, Map.of("form", "VALUE")).align(x, x).cost();
            double divergence =
                    Aligner.own(trial, Map.of("form", "DIVERGENCE")).align(x, x).cost();
            tally.level("value", value);
            tally.level("divergence", divergence);
            tally.repetition("a sequence with itself", "minus its value", -value);
            tally.repetition(
                    "divergence of a sequence with itself", "1e-9 minus its size", 1e-9 - Math.abs(divergence));
        }
        return tally.outcome("drawn sequences of 20 steps", "A sequence with itself", "value");
    }
}
