package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Hits;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.plugins.experiments.TwoGraphs;
import dev.interlace.plugins.experiments.TwoGraphs.Seeding;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;

/** Nodes that all look alike: hits above twice their chance level. */
public final class AlignmentGraphFacts implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/graph-facts",
                "1.0.0",
                "The graph alone",
                "does the graph alone say who is who?",
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
            TwoGraphs plain = graphs.withoutFeatures();
            double twice = 2.0 * Graphs.NEAREST / plain.right().rows();
            Seeding seeding = plain.seeding(trial, seed);
            double[] own =
                    Graphs.level(tally, trial.name(), graphs, Graphs.hits(trial, trial.own(), plain, seeding, seed));
            tally.level("chance, " + graphs.name(), twice / 2);
            tally.rows(
                    graphs.name() + " without features",
                    "hits@10 minus twice their chance level",
                    own,
                    Hits.all(own.length, twice),
                    plain.groups(seeding));
        });
        return Graphs.outcome(trial, tally);
    }
}
