package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Distance;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.experiment.Measurement;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two samples that differ in one way, and whether a permutation test of equal distributions sees it. */
record Two(INDArray x, INDArray y) {
    static final int ROWS = 60;
    static final int REPEATS = 40;
    static final String SPREAD = "equal means, other spread";
    static final String SHAPE = "equal means and spreads, other shape";
    static final String CORRELATION = "columns alike, other correlation";
    static final String DRAWN = "drawn samples of " + ROWS + " rows, " + REPEATS + " times";
    private static final String RIVAL = "discrepancy/mmd";

    static Two of(double[][] x, double[][] y) {
        return new Two(Matrices.tensor(x), Matrices.tensor(y));
    }

    static Two draw(String difference, SplittableRandom random) {
        double[][] x = Matrices.normal(random, ROWS, 2);
        double[][] z = Matrices.normal(random, ROWS, 2);
        return Two.of(x, Matrices.rows(ROWS, i -> switch (difference) {
            case SPREAD -> new double[] {1.7 * z[i][0], 1.7 * z[i][1]};
            case SHAPE -> new double[] {twoHumps(z[i][0], random), twoHumps(z[i][1], random)};
            default -> new double[] {z[i][0], 0.8 * z[i][0] + 0.6 * z[i][1]};
        }));
    }

    /** Near -1 or near 1, of mean 0 and spread 1. */
    private static double twoHumps(double normal, SplittableRandom random) {
        return (random.nextBoolean() ? 1 : -1) * Math.sqrt(1 - 0.04) + 0.2 * normal;
    }

    /** 1 where the test sees the difference, else 0. */
    double seen(AlignmentTrial trial, Distance distance, int repetition) {
        return distance.p(trial, x, y, repetition) <= Distance.LEVEL ? 1 : 0;
    }

    /** In how many draws each difference is seen: for a pro in most, for a con less often than by a rival. */
    static Measurement power(AlignmentTrial trial, List<String> differences) {
        Tally tally = new Tally(trial);
        Distance own = Distance.own(trial, Map.of());
        String id = trial.given().rival(RIVAL);
        Distance rival = Distance.of(trial, id, Map.of());
        for (String difference : differences) {
            for (int i = 0; i < trial.repeats(REPEATS); i++) {
                Two two = draw(difference, trial.draw(difference, i));
                double seen = two.seen(trial, own, i);
                tally.level(own.chosen().id() + ", " + difference, seen);
                if (trial.pro()) {
                    tally.repetition(difference, "share of draws with p at most 0.05, minus 0.5", seen - 0.5);
                } else {
                    double other = two.seen(trial, rival, i);
                    tally.level(id + ", " + difference, other);
                    tally.repetition(
                            difference,
                            "share of draws with p at most 0.05, " + id + " minus " + trial.name(),
                            other - seen);
                }
            }
        }
        return tally.outcome(DRAWN, "Draws in which the difference is seen", "share of draws");
    }

    /** Two sides of so many parts of one column, of which the first two go together on the left side alone. */
    static double[][][] parts(SplittableRandom random, int count) {
        double[][] x = Matrices.normal(random, ROWS, count);
        double[][] y = Matrices.normal(random, ROWS, count);
        for (double[] row : x) {
            row[1] = 0.95 * row[0] + Math.sqrt(1 - 0.95 * 0.95) * row[1];
        }
        return new double[][][] {x, y};
    }
}
