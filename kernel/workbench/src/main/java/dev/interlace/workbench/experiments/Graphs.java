package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.experiments.TwoGraphs.Seeding;
import dev.interlace.workbench.models.AlignmentHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two graphs, of whose nodes some are known to be the same: who finds the others? Hits are counted among all nodes of
 * the right graph.
 */
final class Graphs {
    private static final int NEAREST = 10;
    private static final int QUARTERS = 4;
    private static final String RIVAL = "alignment/graph";

    private Graphs() {}

    /** For a pro against a map of the same seeds and against the names alone; for a con against a graph network. */
    static Outcome hits(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        String name = trial.subject().name();
        each(trial, (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            List<String> groups = graphs.groups(seeding);
            double[] own = level(tally, name, graphs, hits(trial, trial.own(), graphs, seeding, seed));
            if (trial.pro()) {
                double[] map = level(tally, "alignment/ridge", graphs, ridge(trial, graphs, seeding, seed));
                tally.rows(
                        graphs.name() + ", against a map",
                        "hits@10 minus those of alignment/ridge of the same seeds",
                        own,
                        map,
                        groups);
                if (graphs.left().width() == graphs.right().width()) {
                    double[] names =
                            level(tally, "names alone", graphs, graphs.hits(cosines(graphs), seeding, NEAREST));
                    tally.rows(
                            graphs.name() + ", against the names alone",
                            "hits@10 minus those of the names' cosine",
                            own,
                            names,
                            groups);
                }
            } else {
                double[] theirs = level(
                        tally, RIVAL, graphs, hits(trial, trial.alignment(RIVAL, Map.of()), graphs, seeding, seed));
                tally.rows(graphs.name(), "hits@10 of " + RIVAL + " minus those of " + name, theirs, own, groups);
            }
        });
        return outcome(trial, tally);
    }

    /** Nodes that all look alike: hits above twice their chance level. */
    static Outcome facts(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        each(trial, (graphs, seed) -> {
            TwoGraphs plain = graphs.withoutFeatures();
            double twice = 2.0 * NEAREST / plain.right().rows();
            Seeding seeding = plain.seeding(trial, seed);
            double[] own = level(tally, trial.subject().name(), graphs, hits(trial, trial.own(), plain, seeding, seed));
            tally.level("chance, " + graphs.name(), twice / 2);
            tally.rows(
                    graphs.name() + " without features",
                    "hits@10 minus twice their chance level",
                    own,
                    Hits.all(own.length, twice),
                    plain.groups(seeding));
        });
        return outcome(trial, tally);
    }

    /** How much longer a graph network takes. */
    static Outcome time(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        each(trial, trial.seeds().subList(0, trial.repeats(3)), (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            double[] seconds = new double[2];
            for (int m = 0; m < 2; m++) {
                AlignmentHandle fit = m == 0 ? trial.own() : trial.alignment(RIVAL, Map.of());
                long start = System.nanoTime();
                fit(trial, fit, graphs, seeding, seed);
                seconds[m] = (System.nanoTime() - start) / 1e9;
                tally.level(fit.found().plugin().id() + ", " + graphs.name(), seconds[m]);
            }
            tally.run(
                    graphs.name(),
                    "ln of seconds of a fit, " + RIVAL + " over "
                            + trial.subject().name(),
                    Math.log(seconds[1] / seconds[0]));
            tally.run(graphs.name() + ", in a second", "1 minus the seconds of a fit", 1 - seconds[0]);
        });
        return tally.outcome(data(trial), "Fits", "seconds");
    }

    /** Edges that lead anywhere: how many hits that costs, and what is left beyond a map. */
    static Outcome noise(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        each(trial, (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            List<String> groups = graphs.groups(seeding);
            double[] clean = level(tally, "right edges", graphs, hits(trial, trial.own(), graphs, seeding, seed));
            TwoGraphs wrong = graphs.rewired(1, trial.random("edges", seed).generator());
            double[] hits = level(tally, "edges rewired", graphs, hits(trial, trial.own(), wrong, seeding, seed));
            double[] map = level(tally, "alignment/ridge", graphs, ridge(trial, graphs, seeding, seed));
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
        return outcome(trial, tally);
    }

    /** Two rounds of believed pairs as further seeds. */
    static Outcome bootstrap(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        each(trial, (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            double[][] hits = new double[2][];
            for (int i = 0; i < 2; i++) {
                AlignmentHandle fit = trial.own(Map.of("rounds", 2 * i));
                hits[i] = level(tally, 2 * i + " rounds", graphs, hits(trial, fit, graphs, seeding, seed));
            }
            tally.rows(
                    graphs.name() + ", the same " + graphs.seeds() + " seeds",
                    "hits@10 with two rounds minus with none",
                    hits[1],
                    hits[0],
                    graphs.groups(seeding));
        });
        return outcome(trial, tally);
    }

    /** Among items that find each other, the share of right ones in the surest quarter and in the rest. */
    static Outcome newPairs(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        each(trial, trial.seeds().subList(0, trial.repeats(3)), (graphs, seed) -> {
            Seeding seeding = graphs.seeding(trial, seed);
            List<Believed> believed = believed(
                    graphs,
                    seeding,
                    Rows.matrix(
                            fit(trial, trial.own(), graphs, seeding, seed).similarity(graphs.left(), graphs.right())));
            int quarter = believed.size() / QUARTERS;
            double sure = share(believed.subList(0, quarter));
            double rest = share(believed.subList(quarter, believed.size()));
            tally.level("surest quarter, " + graphs.name(), sure);
            tally.level("the rest, " + graphs.name(), rest);
            tally.run(graphs.name(), "share of right ones in the surest quarter minus in the rest", sure - rest);
        });
        return tally.outcome(data(trial), "Right ones among new pairs", "share of pairs");
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

    private static void each(AlignmentTrial trial, BiConsumer<TwoGraphs, Long> measure) {
        each(trial, trial.trainings(), measure);
    }

    private static void each(AlignmentTrial trial, List<Long> seeds, BiConsumer<TwoGraphs, Long> measure) {
        for (TwoGraphs graphs : TwoGraphs.of(trial)) {
            seeds.forEach(seed -> measure.accept(graphs, seed));
        }
    }

    private static double[] level(Tally tally, String what, TwoGraphs graphs, double[] rows) {
        return tally.level(what + ", " + graphs.name(), rows);
    }

    private static double[] hits(
            AlignmentTrial trial, AlignmentHandle fit, TwoGraphs graphs, Seeding seeding, long seed) {
        return graphs.hits(fit(trial, fit, graphs, seeding, seed), seeding, NEAREST);
    }

    private static AlignmentModel fit(
            AlignmentTrial trial, AlignmentHandle fit, TwoGraphs graphs, Seeding seeding, long seed) {
        return trial.fit(fit, graphs.left(), graphs.right(), graphs.supervision(seeding), List.of(), seed);
    }

    /** A linear map of the features of the seeds. */
    private static double[] ridge(AlignmentTrial trial, TwoGraphs graphs, Seeding seeding, long seed) {
        Features left = vectors(graphs.left());
        Features right = vectors(graphs.right());
        AlignmentModel map = trial.fit(
                trial.alignment("alignment/ridge", Map.of()),
                left.rows(TwoGraphs.chosen(graphs.leftNode(), seeding.known())),
                right.rows(TwoGraphs.chosen(graphs.rightNode(), seeding.known())),
                Supervision.paired(),
                List.of(),
                seed);
        return graphs.hits(Rows.matrix(map.similarity(left, right)), seeding, NEAREST);
    }

    private static Features vectors(Features nodes) {
        return Features.vector(nodes.modality().name(), nodes.values());
    }

    /** The cosines of all left with all right nodes. */
    static double[][] cosines(TwoGraphs graphs) {
        return Rows.matrix(
                unit(graphs.left().values()).mmul(unit(graphs.right().values()).transpose()));
    }

    private static INDArray unit(INDArray rows) {
        return rows.divColumnVector(rows.norm2(true, 1).addi(Float.MIN_NORMAL));
    }

    private static String data(AlignmentTrial trial) {
        return "250 countries in graphs of 595 and 1,223 nodes that ship"
                + (trial.hasSplit()
                        ? ", and training rows of " + trial.split().train().datasetId()
                        : "");
    }

    private static Outcome outcome(AlignmentTrial trial, Tally tally) {
        return tally.outcome(data(trial), "Hits among all nodes of the right graph", "share of items");
    }
}
