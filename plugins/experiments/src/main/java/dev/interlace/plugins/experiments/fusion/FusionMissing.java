package dev.interlace.plugins.experiments.fusion;

import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Presence;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.List;

/** One modality absent in more and more rows, by two policies of the networks. */
public final class FusionMissing implements Experiment<NoOptions> {
    private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 1};

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/missing",
                "1.1.0",
                "Missing modality",
                "how far does accuracy fall as a modality goes missing?",
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
        Chosen<FusionMethod<?>> rival = trial.other(trial.rival());
        Curves curves = new Curves(trial, rival, SHARES);
        for (MissingPolicy policy : List.of(MissingPolicy.MEAN, MissingPolicy.ZERO)) {
            Chosen<FusionMethod<?>> own = FusionTrial.tolerant(trial.method(), policy);
            Chosen<FusionMethod<?>> other = FusionTrial.tolerant(rival, policy);
            for (String name : test.batch().names()) {
                String by = policy == MissingPolicy.MEAN ? "training means" : "zeros";
                for (long seed : trial.seeds()) {
                    int[] order = trial.random(name, seed).permutation(test.count());
                    curves.add("without " + name + ", networks fill with " + by, "", own, other, seed, place -> {
                        long absent = Math.round(SHARES[place] * test.count());
                        return test.masked(name, Presence.where(test.count(), row -> order[row] >= absent));
                    });
                }
            }
        }
        return curves.outcome("share of rows without the modality", "over shares of 0.25 to 1", "at share 1");
    }
}
