package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.AlignmentFit;
import dev.interlace.workbench.evaluation.Rows;
import dev.interlace.workbench.experiments.Countries.Seeding;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two graphs of countries, some of which are known to be the same: who finds the others? */
final class Graphs {
    private static final int NEAREST = 10;
    private static final String RIVAL = "alignment/graph";

    private Graphs() {}

    /** For a pro against a map of the same seeds and against the names alone; for a con against a graph network. */
    static Outcome hits(AlignmentTrial trial) {
        Countries countries = Countries.of(trial.lab());
        Tally tally = new Tally(trial);
        String name = trial.subject().name();
        double[][] alike = cosines(countries);
        for (long seed : trial.trainings()) {
            Seeding seeding = countries.seeding(trial, seed);
            List<String> groups = countries.groups(seeding);
            double[] own =
                    tally.level(name, countries.hits(fit(trial, trial.own(), countries, seeding, seed), seeding, 1));
            if (trial.pro()) {
                double[] map = tally.level("alignment/ridge", ridge(trial, countries, seeding, seed));
                double[] names = tally.level("names alone", countries.hits(alike, seeding, 1));
                tally.rows(
                        "against alignment/ridge of the same seeds", "hits@1 minus those of the map", own, map, groups);
                tally.rows("against the names alone", "hits@1 minus those of the names' cosine", own, names, groups);
            } else {
                AlignmentModel rival = fit(trial, trial.alignment(RIVAL, Map.of()), countries, seeding, seed);
                double[] theirs = tally.level(RIVAL, countries.hits(rival, seeding, 1));
                tally.rows("nodes with names", "hits@1 of " + RIVAL + " minus those of " + name, theirs, own, groups);
            }
        }
        return outcome(tally);
    }

    /** Nodes that all look alike: hits above twice their chance level. */
    static Outcome facts(AlignmentTrial trial) {
        Countries countries = Countries.of(trial.lab()).withoutFeatures();
        Tally tally = new Tally(trial);
        double twice = 2.0 * NEAREST / countries.right().rows();
        for (long seed : trial.trainings()) {
            Seeding seeding = countries.seeding(trial, seed);
            double[] own = countries.hits(fit(trial, trial.own(), countries, seeding, seed), seeding, NEAREST);
            tally.level(trial.subject().name(), own);
            tally.level("chance", twice / 2);
            tally.rows(
                    "nodes without features",
                    "hits@10 minus twice their chance level",
                    own,
                    Hits.all(own.length, twice),
                    countries.groups(seeding));
        }
        return outcome(tally);
    }

    /** How much longer a graph network takes. */
    static Outcome time(AlignmentTrial trial) {
        Countries countries = Countries.of(trial.lab());
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(3); i++) {
            Seeding seeding = countries.seeding(trial, i);
            double[] seconds = new double[2];
            for (int m = 0; m < 2; m++) {
                AlignmentFit fit = m == 0 ? trial.own() : trial.alignment(RIVAL, Map.of());
                long start = System.nanoTime();
                fit(trial, fit, countries, seeding, i);
                seconds[m] = (System.nanoTime() - start) / 1e9;
                tally.level(fit.found().plugin().id(), seconds[m]);
            }
            tally.run(
                    "the graphs of countries",
                    "ln of seconds of a fit, " + RIVAL + " over "
                            + trial.subject().name(),
                    Math.log(seconds[1] / seconds[0]));
            tally.run("in a second", "1 minus the seconds of a fit", 1 - seconds[0]);
        }
        return tally.outcome("graphs of 595 and 1,223 nodes that ship", "Fits", "seconds");
    }

    /** Edges that lead anywhere: how many hits that costs, and what is left beyond a map. */
    static Outcome noise(AlignmentTrial trial) {
        Countries countries = Countries.of(trial.lab());
        Tally tally = new Tally(trial);
        for (long seed : trial.trainings()) {
            Seeding seeding = countries.seeding(trial, seed);
            List<String> groups = countries.groups(seeding);
            double[] map = tally.level("alignment/ridge", ridge(trial, countries, seeding, seed));
            double[] clean = new double[0];
            for (double share : new double[] {0, 0.5, 1}) {
                Countries wrong =
                        countries.rewired(share, trial.random("edges", seed).generator());
                double[] hits = countries.hits(fit(trial, trial.own(), wrong, seeding, seed), seeding, 1);
                tally.level(Math.round(100 * share) + " % of the edges rewired", hits);
                if (share == 0) {
                    clean = hits;
                    continue;
                }
                String condition = Math.round(100 * share) + " % of the left edges rewired";
                tally.rows(condition, "hits@1 with the right edges minus with these", clean, hits, groups);
                if (share == 1) {
                    tally.rows(
                            condition + ", against a map",
                            "hits@1 of alignment/ridge plus 0.05 minus with these",
                            IntStream.range(0, map.length)
                                    .mapToDouble(i -> map[i] + 0.05)
                                    .toArray(),
                            hits,
                            groups);
                }
            }
        }
        return outcome(tally);
    }

    /** Two rounds of believed pairs as further seeds. */
    static Outcome bootstrap(AlignmentTrial trial) {
        Countries countries = Countries.of(trial.lab());
        Tally tally = new Tally(trial);
        for (long seed : trial.trainings()) {
            Seeding seeding = countries.seeding(trial, seed);
            double[][] hits = new double[2][];
            for (int i = 0; i < 2; i++) {
                AlignmentFit fit = trial.own(Map.of("rounds", 2 * i));
                hits[i] = tally.level(
                        2 * i + " rounds", countries.hits(fit(trial, fit, countries, seeding, seed), seeding, 1));
            }
            tally.rows(
                    "the same " + Countries.SEEDS + " seeds",
                    "hits@1 with two rounds minus with none",
                    hits[1],
                    hits[0],
                    countries.groups(seeding));
        }
        return outcome(tally);
    }

    /** The share of right ones among countries that find each other, at a high and at a low threshold. */
    static Outcome newPairs(AlignmentTrial trial) {
        Countries countries = Countries.of(trial.lab());
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(3); i++) {
            Seeding seeding = countries.seeding(trial, i);
            double[][] similarity = Rows.matrix(
                    fit(trial, trial.own(), countries, seeding, i).similarity(countries.left(), countries.right()));
            double strict = right(countries, seeding, similarity, 0.8);
            double loose = right(countries, seeding, similarity, 0.4);
            tally.level("threshold 0.8", strict);
            tally.level("threshold 0.4", loose);
            tally.run("new pairs", "share of right ones at a threshold of 0.8 minus at 0.4", strict - loose);
        }
        return tally.outcome("graphs of 595 and 1,223 nodes that ship", "Right ones among new pairs", "share of pairs");
    }

    private static double right(Countries countries, Seeding seeding, double[][] similarity, double threshold) {
        int believed = 0;
        int right = 0;
        for (int country : seeding.asked()) {
            int node = countries.leftNode()[country];
            int best = most(similarity[node]);
            double own = similarity[node][best];
            boolean mutual = true;
            for (double[] row : similarity) {
                mutual &= row[best] <= own;
            }
            if (mutual && own >= threshold) {
                believed++;
                right += best == countries.rightNode()[country] ? 1 : 0;
            }
        }
        return believed == 0 ? 1 : right / (double) believed;
    }

    private static int most(double[] values) {
        return IntStream.range(0, values.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
    }

    private static AlignmentModel fit(
            AlignmentTrial trial, AlignmentFit fit, Countries countries, Seeding seeding, long seed) {
        return trial.fit(fit, countries.left(), countries.right(), countries.supervision(seeding), List.of(), seed);
    }

    /** A linear map of the names of the seeds. */
    private static double[] ridge(AlignmentTrial trial, Countries countries, Seeding seeding, long seed) {
        Features left = names(countries.left());
        Features right = names(countries.right());
        AlignmentModel map = trial.fit(
                trial.alignment("alignment/ridge", Map.of()),
                left.rows(Countries.chosen(countries.leftNode(), seeding.known())),
                right.rows(Countries.chosen(countries.rightNode(), seeding.known())),
                Supervision.paired(),
                List.of(),
                seed);
        return countries.hits(Rows.matrix(map.similarity(left, right)), seeding, 1);
    }

    private static Features names(Features nodes) {
        return Features.vector(nodes.modality().name(), nodes.values());
    }

    private static double[][] cosines(Countries countries) {
        return Rows.matrix(unit(countries.left().values())
                .mmul(unit(countries.right().values()).transpose()));
    }

    private static INDArray unit(INDArray rows) {
        return rows.divColumnVector(rows.norm2(true, 1).addi(Float.MIN_NORMAL));
    }

    private static Outcome outcome(Tally tally) {
        return tally.outcome(
                "250 countries in graphs of 595 and 1,223 nodes that ship, " + Countries.SEEDS + " known",
                "Hits among all nodes of the right graph",
                "share of countries");
    }
}
