package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.Warping;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Drawn walks and their copies at another pace, in mixed columns. */
final class Walks {
    private static final int STEPS = 80;

    private Walks() {}

    static String words() {
        return "drawn walks of " + STEPS + " steps in 3 columns and their mixed copies";
    }

    /**
     * Of a walk and its copy, which lags by up to that share of the steps: the median number of steps that the path is
     * off.
     */
    static double off(AlignmentTrial trial, int repetition, double lag) {
        SplittableRandom random = trial.draw("walk", repetition);
        double[][] walk = Matrices.normal(random, STEPS, 3);
        for (int t = 1; t < STEPS; t++) {
            for (int c = 0; c < 3; c++) {
                walk[t][c] += walk[t - 1][c];
            }
        }
        int[] source = IntStream.range(0, STEPS)
                .map(t -> (int) Math.round(Math.min(
                        STEPS - 1.0, Math.max(0, t - lag * STEPS * Math.sin(Math.PI * t / (STEPS - 1.0))))))
                .toArray();
        double[][] copy = Matrices.times(Matrices.ordered(walk, source), Matrices.normal(random, 3, 3));
        Warping warping = Aligner.own(trial, Map.of()).align(Matrices.tensor(walk), Matrices.tensor(copy));
        double[] errors = IntStream.range(0, warping.left().length)
                .mapToDouble(p -> Math.abs(warping.left()[p] - source[warping.right()[p]]))
                .sorted()
                .toArray();
        return Arrays.stream(errors).skip(errors.length / 2).findFirst().orElseThrow();
    }
}
