package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.MatcherHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Who belongs with whom: by similarities of given pairs, or by structures that are drawn. */
final class Matchings {
    private static final int ITEMS = 30;
    private static final int KNOWN = 3;
    private static final int REPEATS = 20;

    private Matchings() {}

    private static MatcherHandle own(AlignmentTrial trial) {
        return trial.lab().matcher(trial.subject().id(), trial.subject().options());
    }

    /**
     * How similar items of two sides are, whose partners stand at their own place.
     *
     * @param similarity {@code [n][n]}
     * @param groups items that are drawn together
     */
    @SuppressWarnings("ArrayRecordComponent") // a matrix, handed on as it is; never compared
    private record Across(String name, double[][] similarity, List<String> groups) {
        /**
         * The names of countries in English and German by their letters; and the unseen pairs, if any are given, by a
         * ridge map.
         */
        static List<Across> of(AlignmentTrial trial) {
            List<Across> all = new ArrayList<>();
            TwoGraphs countries = TwoGraphs.of(trial).get(0);
            double[][] names = Matrices.ordered(Graphs.cosines(countries), countries.leftNode());
            all.add(new Across(
                    "names of countries",
                    Matrices.rows(
                            names.length,
                            row -> IntStream.of(countries.rightNode())
                                    .mapToDouble(node -> names[row][node])
                                    .toArray()),
                    countries.groups()));
            if (trial.hasSplit()) {
                Pairs pairs = Pairs.of(trial);
                AlignmentModel map = pairs.fit(
                        trial,
                        trial.alignment("alignment/ridge", Map.of()),
                        trial.subject().seed());
                all.add(new Across(
                        "unseen pairs of " + pairs.words(),
                        Rows.matrix(map.similarity(pairs.leftOf(pairs.test()), pairs.rightOf(pairs.test()))),
                        pairs.test().groups()));
            }
            return all;
        }
    }

    private static double[] right(Matching matching, int[] truth) {
        return IntStream.range(0, truth.length)
                .mapToDouble(i -> truth[i] >= 0 && matching.rightOf()[i] == truth[i] ? 1 : 0)
                .toArray();
    }

    /** Against each left item's most similar right one. */
    static Outcome hubs(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        for (Across across : Across.of(trial)) {
            int[] truth = IntStream.range(0, across.similarity.length).toArray();
            Matching matching = own(trial)
                    .match(
                            MatchProblem.ofSimilarity(Matrices.tensor(across.similarity)),
                            trial.context(trial.subject().seed()));
            tally.rows(
                    across.name,
                    "share of right matches minus that of the most similar items",
                    tally.level(trial.subject().name() + ", " + across.name, right(matching, truth)),
                    tally.level("most similar item, " + across.name, Hits.of(across.similarity, truth, 1)),
                    across.groups);
        }
        return tally.outcome(data(trial), "Right matches", "share of items");
    }

    private static String data(AlignmentTrial trial) {
        return "250 countries that ship" + (trial.hasSplit() ? ", and " + trial.given() + " by alignment/ridge" : "");
    }

    /**
     * A third of either side has no partner: right matches among the others, and right ones among all that are given.
     */
    static Outcome alone(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        for (Across across : Across.of(trial)) {
            alone(trial, tally, across);
        }
        return tally.outcome(data(trial), "Right matches", "share of items");
    }

    private static void alone(AlignmentTrial trial, Tally tally, Across across) {
        double[][] all = across.similarity;
        int third = all.length / 3;
        for (int i = 0; i < trial.repeats(10); i++) {
            int[] order = trial.random("items", i).permutation(all.length);
            int[] paired = Arrays.copyOf(order, third);
            double[] clean = matched(trial, all, paired, paired, third);
            double[] mixed = matched(trial, all, with(paired, order, third), with(paired, order, 2 * third), third);
            double precision = Inquiry.mean(mixed) * third / (third + third / 2);
            tally.level("all have partners, " + across.name, clean);
            tally.level("a third has none, " + across.name, mixed);
            tally.level("a third has none, of all matches, " + across.name, precision);
            tally.rows(
                    across.name + ", items that have a partner",
                    "share of right matches without items beside them minus with a third that have none",
                    clean,
                    mixed,
                    IntStream.of(paired).mapToObj(across.groups::get).toList());
            tally.repetition(
                    across.name + ", all matches that are given",
                    "share of right ones without items beside them minus with a third that have none",
                    Inquiry.mean(clean) - precision);
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
        Matching matching = own(trial)
                .match(
                        MatchProblem.ofSimilarity(Matrices.tensor(part)),
                        trial.context(trial.subject().seed()));
        return right(matching, IntStream.range(0, first).toArray());
    }

    /** A structure and its copy in another order, disturbed or not. */
    @SuppressWarnings("ArrayRecordComponent") // matrices, handed on as they are; never compared
    private record Copy(double[][] left, double[][] right, int[] truth) {
        /** Edges of a random graph for a matcher of graphs, else distances of points. */
        static Copy of(AlignmentTrial trial, int repetition, double noise) {
            SplittableRandom random = trial.draw("items", repetition);
            boolean graph = trial.subject().id().equals("match/faq");
            double[][] left = graph ? edges(random) : Matrices.distances(Matrices.normal(random, ITEMS, 3));
            int[] place = new SeedSource(trial.subject().seed() + repetition)
                    .split("places")
                    .permutation(ITEMS);
            double[][] other = graph ? rewired(left, noise, random) : disturbed(left, noise, random);
            double[][] right = Matrices.rows(
                    ITEMS,
                    i -> IntStream.of(place)
                            .mapToDouble(j -> other[place[i]][j])
                            .toArray());
            int[] truth = new int[ITEMS];
            for (int i = 0; i < ITEMS; i++) {
                truth[place[i]] = i;
            }
            return new Copy(left, right, truth);
        }

        private static double[][] edges(SplittableRandom random) {
            double[][] edges = new double[ITEMS][ITEMS];
            each((i, j) -> edges[i][j] = edges[j][i] = random.nextDouble() < 0.3 ? 1 : 0);
            return edges;
        }

        private static double[][] rewired(double[][] edges, double share, SplittableRandom random) {
            double[][] other = Matrices.rows(ITEMS, i -> edges[i].clone());
            each((i, j) -> {
                if (random.nextDouble() < share) {
                    other[i][j] = other[j][i] = random.nextDouble() < 0.3 ? 1 : 0;
                }
            });
            return other;
        }

        private static double[][] disturbed(double[][] distances, double noise, SplittableRandom random) {
            double[][] other = Matrices.rows(ITEMS, i -> distances[i].clone());
            each((i, j) -> other[i][j] = other[j][i] = Math.max(0, distances[i][j] + noise * random.nextGaussian()));
            return other;
        }

        private interface Place {
            void at(int i, int j);
        }

        private static void each(Place place) {
            for (int i = 0; i < ITEMS; i++) {
                for (int j = 0; j < i; j++) {
                    place.at(i, j);
                }
            }
        }

        double accuracy(AlignmentTrial trial, int known, int repetition) {
            MatchProblem problem = MatchProblem.ofStructures(Matrices.tensor(left), Matrices.tensor(right));
            if (known > 0) {
                problem = problem.withKnown(
                        Supervision.seeds(IntStream.range(0, known).toArray(), Arrays.copyOf(truth, known)));
            }
            Matching matching =
                    own(trial).match(problem, trial.context(trial.subject().seed() + repetition));
            return matching.accuracy(IntStream.range(0, ITEMS)
                    .map(item -> item < known ? -1 : truth[item])
                    .toArray());
        }
    }

    /** An exact copy in another order: whether nearly every item finds itself. */
    static Outcome isometry(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        boolean graph = trial.subject().id().equals("match/faq");
        Map<String, Integer> conditions = new LinkedHashMap<>();
        conditions.put("nothing known", 0);
        if (graph) {
            conditions.put(KNOWN + " known pairs", KNOWN);
        }
        for (int i = 0; i < trial.repeats(REPEATS); i++) {
            Copy copy = Copy.of(trial, i, 0);
            for (Map.Entry<String, Integer> entry : conditions.entrySet()) {
                double accuracy = copy.accuracy(trial, entry.getValue(), i);
                tally.level(entry.getKey(), accuracy);
                tally.repetition(entry.getKey(), "share of right matches minus 0.9", accuracy - 0.9);
            }
        }
        return tally.outcome(words(graph), "Right matches", "share of items");
    }

    /** A copy that is disturbed more and more. */
    static Outcome noise(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        boolean graph = trial.subject().id().equals("match/faq");
        for (int i = 0; i < trial.repeats(REPEATS); i++) {
            double exact = Copy.of(trial, i, 0).accuracy(trial, 0, i);
            tally.level("exact", exact);
            for (double noise : new double[] {0.1, 0.4}) {
                double accuracy = Copy.of(trial, i, noise).accuracy(trial, 0, i);
                String how = graph
                        ? Math.round(100 * noise) + " % of the edges drawn anew"
                        : "noise of " + noise + " on distances around 2";
                tally.level(how, accuracy);
                tally.repetition(how, "share of right matches of the exact copy minus of this one", exact - accuracy);
            }
        }
        return tally.outcome(words(graph), "Right matches", "share of items");
    }

    private static String words(boolean graph) {
        return graph
                ? "drawn graphs of " + ITEMS + " nodes, " + REPEATS + " times"
                : "distances of " + ITEMS + " drawn points in 3 dimensions, " + REPEATS + " times";
    }
}
