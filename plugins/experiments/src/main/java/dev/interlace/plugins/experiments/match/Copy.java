package dev.interlace.plugins.experiments.match;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A structure and its copy in another order, disturbed or not. */
@SuppressWarnings("ArrayRecordComponent") // matrices, handed on as they are; never compared
record Copy(double[][] left, double[][] right, int[] truth) {
    static final int REPEATS = 20;
    private static final int ITEMS = 30;

    /** What is drawn. */
    enum Structure {
        /** Distances of points. */
        DISTANCES,
        /** Edges of a random graph. */
        EDGES;

        /** What is drawn, in words. */
        String words() {
            return this == EDGES
                    ? "drawn graphs of " + ITEMS + " nodes, " + REPEATS + " times"
                    : "distances of " + ITEMS + " drawn points in 3 dimensions, " + REPEATS + " times";
        }
    }

    /** A structure, and its copy with so much noise. */
    static Copy of(AlignmentTrial trial, Structure structure, int repetition, double noise) {
        SplittableRandom random = trial.draw("items", repetition);
        boolean graph = structure == Structure.EDGES;
        double[][] left = graph ? edges(random) : Matrices.distances(Matrices.normal(random, ITEMS, 3));
        int[] place = new SeedSource(trial.seed() + repetition).split("places").permutation(ITEMS);
        double[][] other = graph ? rewired(left, noise, random) : disturbed(left, noise, random);
        double[][] right = Matrices.rows(
                ITEMS,
                i -> IntStream.of(place).mapToDouble(j -> other[place[i]][j]).toArray());
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
        Matching matching = Across.match(trial, problem, trial.seed() + repetition);
        return matching.accuracy(IntStream.range(0, ITEMS)
                .map(item -> item < known ? -1 : truth[item])
                .toArray());
    }
}
