package dev.interlace.plugins.experiments.match;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A third of either side has no partner: right matches among the others, and right ones among all that are given. */
public final class MatchAlone implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "match/alone",
                "1.0.0",
                "Items without a partner",
                "what do items without a partner cost the others?",
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
        for (Across across : Across.of(trial)) {
            alone(trial, tally, across);
        }
        return tally.outcome(Across.data(trial), "Right matches", "share of items");
    }

    private static void alone(AlignmentTrial trial, Tally tally, Across across) {
        double[][] all = across.similarity();
        int third = all.length / 3;
        for (int i = 0; i < trial.repeats(10); i++) {
            int[] order = trial.permutation("items", i, all.length);
            int[] paired = Arrays.copyOf(order, third);
            double[] clean = matched(trial, all, paired, paired, third);
            double[] mixed = matched(trial, all, with(paired, order, third), with(paired, order, 2 * third), third);
            double precision = Matrices.mean(mixed) * third / (third + third / 2);
            tally.level("all have partners, " + across.name(), clean);
            tally.level("a third has none, " + across.name(), mixed);
            tally.level("a third has none, of all matches, " + across.name(), precision);
            tally.rows(
                    across.name() + ", items that have a partner",
                    "share of right matches without items beside them minus with a third that have none",
                    clean,
                    mixed,
                    IntStream.of(paired).mapToObj(across.groups()::get).toList());
            tally.repetition(
                    across.name() + ", all matches that are given",
                    "share of right ones without items beside them minus with a third that have none",
                    Matrices.mean(clean) - precision);
        }
    }

    private static int[] with(int[] paired, int[] order, int from) {
        return IntStream.concat(IntStream.of(paired), Arrays.stream(order, from, from + paired.length / 2))
                .toArray();
    }

    /** Which of the first items find their partner, which stands at their own place. */
    private static double[] matched(AlignmentTrial trial, double[][] all, int[] left, int[] right, int first) {
        double[][] part = Matrices.rows(
                left.length,
                i -> IntStream.of(right).mapToDouble(j -> all[left[i]][j]).toArray());
        Matching matching = Across.match(trial, MatchProblem.ofSimilarity(Matrices.tensor(part)), trial.seed());
        return Across.right(matching, IntStream.range(0, first).toArray());
    }
}
