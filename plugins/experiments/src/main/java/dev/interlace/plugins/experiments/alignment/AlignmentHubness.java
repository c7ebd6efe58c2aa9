package dev.interlace.plugins.experiments.alignment;

import dev.interlace.learn.networks.Csls;
import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Hits;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What correcting for hubs adds. */
public final class AlignmentHubness implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/hubness", "1.0.0", "Hubness", "does recall rise where hubs are corrected?", NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.fitting(trial);
        Tally tally = new Tally(trial);
        AlignmentModel model = pairs.fit(trial, trial.own(), trial.seed());
        INDArray similarity = model.similarity(pairs.leftOf(pairs.test()), pairs.rightOf(pairs.test()));
        INDArray corrected = Csls.of(similarity, Pairs.NEAREST);
        for (int k : new int[] {1, Pairs.NEAREST}) {
            tally.rows(
                    "recall@" + k,
                    "recall@" + k + " with CSLS minus without",
                    tally.level("recall@" + k + " with CSLS", Hits.both(corrected, k)),
                    tally.level("recall@" + k, Hits.both(similarity, k)),
                    pairs.test().groups());
        }
        return tally.outcome(trial.givenRows(), "Recall", "share of pairs");
    }
}
