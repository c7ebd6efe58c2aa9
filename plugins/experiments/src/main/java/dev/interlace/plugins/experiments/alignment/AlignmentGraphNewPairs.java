package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.plugins.experiments.TwoGraphs;
import dev.interlace.plugins.experiments.TwoGraphs.Seeding;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Among items that find each other, the share of right ones in the surest quarter and in the rest. */
public final class AlignmentGraphNewPairs implements Experiment<NoOptions> {
    private static final int QUARTERS = 4;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "alignment/graph-new-pairs",
                "1.0.0",
                "New pairs",
                "are fewer new pairs right where less is asked of them?",
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
        Graphs.each(trial, trial.seeds().subList(0, trial.repeats(3)), (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            List<Believed> believed = believed(
                    graphs,
                    seeding,
                    Matrices.of(Graphs.fit(trial, trial.own(), graphs, seeding, seed)
                            .similarity(graphs.left(), graphs.right())));
            int quarter = believed.size() / QUARTERS;
            double sure = share(believed.subList(0, quarter));
            double rest = share(believed.subList(quarter, believed.size()));
            tally.level("surest quarter, " + graphs.name(), sure);
            tally.level("the rest, " + graphs.name(), rest);
            tally.run(graphs.name(), "share of right ones in the surest quarter minus in the rest", sure - rest);
        });
        return tally.outcome(Graphs.data(trial), "Right ones among new pairs", "share of pairs");
    }

    private record Believed(double similarity, boolean right) {}

    private static double share(List<Believed> pairs) {
        return pairs.stream().filter(Believed::right).count() / (double) Math.max(1, pairs.size());
    }

    /** The items asked for whose nearest node has them as its nearest, the surest first. */
    private static List<Believed> believed(TwoGraphs graphs, Seeding seeding, double[][] similarity) {
        List<Believed> believed = new ArrayList<>();
        for (int item : seeding.asked()) {
            double[] row = similarity[graphs.leftNode()[item]];
            int best = IntStream.range(0, row.length).reduce(0, (a, b) -> row[b] > row[a] ? b : a);
            boolean mutual = true;
            for (double[] other : similarity) {
                mutual &= other[best] <= row[best];
            }
            if (mutual) {
                believed.add(new Believed(row[best], best == graphs.rightNode()[item]));
            }
        }
        believed.sort(Comparator.comparingDouble(Believed::similarity).reversed());
        return believed;
    }
}
