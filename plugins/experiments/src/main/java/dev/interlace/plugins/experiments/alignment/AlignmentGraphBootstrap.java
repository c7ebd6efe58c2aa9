package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.plugins.experiments.TwoGraphs.Seeding;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Map;

/** Two rounds of believed pairs as further seeds. */
public final class AlignmentGraphBootstrap implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/graph-bootstrap",
                "1.0.0",
                "Believed pairs",
                "do believed pairs help as further seed pairs?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "countries that ship, and the given split if any";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Tally tally = new Tally(trial);
        Graphs.each(trial, (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            double[][] hits = new double[2][];
            for (int i = 0; i < 2; i++) {
                Chosen<AlignmentMethod<?>> fit = trial.own(Map.of("rounds", 2 * i));
                hits[i] =
                        Graphs.level(tally, 2 * i + " rounds", graphs, Graphs.hits(trial, fit, graphs, seeding, seed));
            }
            tally.rows(
                    graphs.name() + ", the same " + graphs.seeds() + " seeds",
                    "hits@10 with two rounds minus with none",
                    hits[1],
                    hits[0],
                    graphs.groups(seeding));
        });
        return Graphs.outcome(trial, tally);
    }
}
