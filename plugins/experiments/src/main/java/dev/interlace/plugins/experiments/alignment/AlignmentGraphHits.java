package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.plugins.experiments.TwoGraphs.Seeding;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.List;
import java.util.Map;

/** For a pro against a map of the same seeds and against the names alone; for a con against a graph network. */
public final class AlignmentGraphHits implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/graph-hits",
                "1.0.0",
                "Hits of a graph",
                "does the graph find what names alone do not?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "countries that ship, and the given split if any";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        String rival = given.rival("alignment/graph");
        Tally tally = new Tally(trial);
        String name = trial.name();
        Graphs.each(trial, (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            List<String> groups = graphs.groups(seeding);
            double[] own = Graphs.level(tally, name, graphs, Graphs.hits(trial, trial.own(), graphs, seeding, seed));
            if (trial.pro()) {
                double[] map =
                        Graphs.level(tally, "alignment/ridge", graphs, Graphs.ridge(trial, graphs, seeding, seed));
                tally.rows(
                        graphs.name() + ", against a map",
                        "hits@10 minus those of alignment/ridge of the same seeds",
                        own,
                        map,
                        groups);
                if (graphs.left().width() == graphs.right().width()) {
                    double[] names = Graphs.level(
                            tally, "names alone", graphs, graphs.hits(graphs.cosines(), seeding, Graphs.NEAREST));
                    tally.rows(
                            graphs.name() + ", against the names alone",
                            "hits@10 minus those of the names' cosine",
                            own,
                            names,
                            groups);
                }
            } else {
                double[] theirs = Graphs.level(
                        tally,
                        rival,
                        graphs,
                        Graphs.hits(trial, trial.alignment(rival, Map.of()), graphs, seeding, seed));
                tally.rows(graphs.name(), "hits@10 of " + rival + " minus those of " + name, theirs, own, groups);
            }
        });
        return Graphs.outcome(trial, tally);
    }
}
