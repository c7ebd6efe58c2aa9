package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bandwidth far below and one far above the median rule's. */
public final class DiscrepancyBandwidth implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "discrepancy/bandwidth",
                "1.0.0",
                "Bandwidth",
                "does a bandwidth far from the median rule miss the difference?",
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
        double median = 1.8; // the median distance of two rows of these samples, nearly
        Map<String, Distance> far = new LinkedHashMap<>();
        far.put("a thirtieth of the median distance", Distance.own(trial, Map.of("bandwidth", median / 30)));
        far.put("30 times the median distance", Distance.own(trial, Map.of("bandwidth", 30 * median)));
        Distance near = Distance.own(trial, Map.of());
        for (int i = 0; i < trial.repeats(Two.REPEATS); i++) {
            Two two = Two.draw(Two.SHAPE, trial.draw(Two.SHAPE, i));
            double p = near.p(trial, two.x(), two.y(), i);
            tally.level("median rule", p);
            for (Map.Entry<String, Distance> entry : far.entrySet()) {
                double other = entry.getValue().p(trial, two.x(), two.y(), i);
                tally.level(entry.getKey(), other);
                tally.repetition(entry.getKey(), "p minus p at the median rule", other - p);
            }
        }
        return tally.outcome(Two.DRAWN + ": " + Two.SHAPE, "p of the test", "mean p");
    }
}
