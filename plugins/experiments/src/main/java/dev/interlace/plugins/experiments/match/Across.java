package dev.interlace.plugins.experiments.match;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.TwoGraphs;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.experiment.Chosen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How similar items of two sides are, whose partners stand at their own place.
 *
 * @param similarity {@code [n][n]}
 * @param groups items that are drawn together
 */
@SuppressWarnings("ArrayRecordComponent") // a matrix, handed on as it is; never compared
record Across(String name, double[][] similarity, List<String> groups) {
    /**
     * The names of countries in English and German by their letters; and the unseen pairs, if any are given, by a ridge
     * map.
     */
    static List<Across> of(AlignmentTrial trial) {
        List<Across> all = new ArrayList<>();
        TwoGraphs countries = TwoGraphs.of(trial).get(0);
        double[][] names = Matrices.ordered(countries.cosines(), countries.leftNode());
        all.add(new Across(
                "names of countries",
                Matrices.rows(
                        names.length,
                        row -> IntStream.of(countries.rightNode())
                                .mapToDouble(node -> names[row][node])
                                .toArray()),
                countries.groups()));
        if (trial.hasRows()) {
            Pairs pairs = Pairs.of(trial);
            AlignmentModel map = pairs.fit(trial, trial.alignment("alignment/ridge", Map.of()), trial.seed());
            all.add(new Across(
                    "unseen pairs of " + pairs.words(),
                    Matrices.of(map.similarity(pairs.leftOf(pairs.test()), pairs.rightOf(pairs.test()))),
                    pairs.test().groups()));
        }
        return all;
    }

    /** What the matcher of a trial gives for a problem. */
    static Matching match(AlignmentTrial trial, MatchProblem problem, long seed) {
        Chosen<Matcher<?>> own = trial.given().subject(Matcher.class);
        return match(own.method(), own.options(), problem, trial.given().context(seed));
    }

    private static <O extends Record> Matching match(
            Matcher<O> matcher, Map<String, ?> options, MatchProblem problem, FitContext context) {
        return matcher.match(problem, matcher.descriptor().schema().parse(options), context);
    }

    /** 1 for each item whose match is the true one, else 0. */
    static double[] right(Matching matching, int[] truth) {
        return IntStream.range(0, truth.length)
                .mapToDouble(i -> truth[i] >= 0 && matching.rightOf()[i] == truth[i] ? 1 : 0)
                .toArray();
    }

    /** What was matched, in words. */
    static String data(AlignmentTrial trial) {
        return "250 countries that ship"
                + (trial.hasRows() ? ", and " + trial.givenRows() + " by alignment/ridge" : "");
    }
}
