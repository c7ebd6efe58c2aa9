package dev.interlace.plugins.experiments.fusion;

import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Noise on one modality at a time, then on all: by how much less accuracy falls than the rival's, or more for a con.
 */
public final class FusionNoise implements Experiment<NoOptions> {
    private static final double[] LEVELS = {0, 0.5, 1, 2, 4};

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/noise",
                "1.1.0",
                "Noise",
                "how far does accuracy fall as modalities get noisy?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        Rows test = trial.test();
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        test.batch().names().forEach(name -> conditions.put("noise on " + name, List.of(name)));
        if (test.batch().names().size() > 1) {
            conditions.put("noise on every modality", test.batch().names());
        }
        Chosen<FusionMethod<?>> rival = trial.other(trial.rival());
        Curves curves = new Curves(trial, rival, LEVELS);
        conditions.forEach((condition, noisy) -> {
            for (long seed : trial.seeds()) {
                curves.add(condition, "", trial.method(), rival, seed, place -> {
                    Rows rows = test;
                    for (String name : noisy) {
                        rows = Draws.noisy(
                                rows, name, LEVELS[place], Draws.all(test.count()), trial.random(name, seed));
                    }
                    return rows;
                });
            }
        });
        return curves.outcome(
                "noise, in standard deviations of each column",
                "over noise of 0.5 to 4 deviations",
                "at noise of 4 deviations");
    }
}
