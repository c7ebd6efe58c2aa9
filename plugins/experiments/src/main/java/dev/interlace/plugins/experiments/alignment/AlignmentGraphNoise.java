package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.plugins.experiments.TwoGraphs;
import dev.interlace.plugins.experiments.TwoGraphs.Seeding;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.List;
import java.util.stream.IntStream;

/** Edges that lead anywhere: how many hits that costs, and what is left beyond a map. */
public final class AlignmentGraphNoise implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/graph-noise", "1.0.0", "Wrong edges", "how many hits do wrong edges cost?", NoOptions.class);
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
            List<String> groups = graphs.groups(seeding);
            double[] clean =
                    Graphs.level(tally, "right edges", graphs, Graphs.hits(trial, trial.own(), graphs, seeding, seed));
            TwoGraphs wrong = graphs.rewired(1, given.random("edges", seed).generator());
            double[] hits =
                    Graphs.level(tally, "edges rewired", graphs, Graphs.hits(trial, trial.own(), wrong, seeding, seed));
            double[] map = Graphs.level(tally, "alignment/ridge", graphs, Graphs.ridge(trial, graphs, seeding, seed));
            tally.rows(
                    graphs.name() + ", left edges rewired",
                    "hits@10 with the right edges minus with these",
                    clean,
                    hits,
                    groups);
            tally.rows(
                    graphs.name() + ", left edges rewired, against a map",
                    "hits@10 of alignment/ridge plus 0.05 minus with these",
                    IntStream.range(0, map.length)
                            .mapToDouble(i -> map[i] + 0.05)
                            .toArray(),
                    hits,
                    groups);
        });
        return Graphs.outcome(trial, tally);
    }
}
