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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How much longer a graph network takes. */
public final class AlignmentGraphTime implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/graph-time",
                "1.1.0",
                "Time of a graph network",
                "how much longer does a graph network take?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "countries that ship, and the given split if any";
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        String rival = given.rival("alignment/graph");
        Tally tally = new Tally(trial);
        Set<String> compiled = new HashSet<>(); // graphs on which both were fitted before they are timed
        Graphs.each(trial, trial.seeds(trial.repeats(5)), (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            double[] seconds = new double[2];
            List<Chosen<AlignmentMethod<?>>> fits = List.of(trial.own(), trial.alignment(rival, Map.of()));
            boolean warm = !compiled.add(graphs.name());
            for (int turn = warm ? 0 : -2; turn < 2; turn++) {
                int m = Math.floorMod(turn + (int) (seed % 2), 2);
                Chosen<AlignmentMethod<?>> fit = fits.get(m);
                long start = System.nanoTime();
                Graphs.fit(trial, fit, graphs, seeding, seed);
                seconds[m] = (System.nanoTime() - start) / 1e9;
                if (turn >= 0) {
                    tally.level(fit.id() + ", " + graphs.name(), seconds[m]);
                }
            }
            tally.timing(
                    graphs.name(),
                    "ln of seconds of a fit, " + rival + " over " + trial.name(),
                    Math.log(seconds[1] / seconds[0]),
                    "ln of a ratio");
            tally.timing(graphs.name() + ", in a second", "1 minus the seconds of a fit", 1 - seconds[0], "seconds");
        });
        return tally.outcome(Graphs.data(trial), "Fits", "seconds");
    }
}
