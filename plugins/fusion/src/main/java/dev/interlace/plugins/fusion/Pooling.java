package dev.interlace.plugins.fusion;

import dev.interlace.plugins.fusion.LateFusion.Combiner;
import dev.interlace.spi.Target;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rules that make one probability of several, over the members that are present. Every rule gives probabilities;
 * where its scores are all 0 (members that exclude each other's classes), the weighted mean speaks.
 *
 * @param combiner the rule
 * @param kind the kind of target; of several labels and of numbers nothing is divided by a sum
 * @param prior class shares {@code [classes]}, which the product rule divides by
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
record Pooling(Combiner combiner, Target.Kind kind, double[] prior) {
    /**
     * The part of a vote's probability that the mean probability decides; below half a vote of any sane number of
     * members.
     */
    private static final double TIE_SHARE = 1e-3;

    /** Keeps logarithms finite where a member gives a class the probability 0. */
    private static final double FLOOR = 1e-12;

    /**
     * Pools one row.
     *
     * @param said {@code [M][classes]}
     * @param w weights of the members {@code [M]}, sum 1, 0 where absent
     */
    double[] pool(double[][] said, double[] w) {
        int[] speakers = IntStream.range(0, w.length).filter(m -> w[m] > 0).toArray();
        double[] mean = new double[prior.length];
        for (int m : speakers) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += w[m] * said[m][c];
            }
        }
        double[] score = new double[prior.length];
        for (int c = 0; c < score.length; c++) {
            int wanted = c;
            double[] column = Arrays.stream(speakers)
                    .mapToDouble(m -> said[m][wanted])
                    .sorted()
                    .toArray();
            score[c] = switch (combiner) {
                case MEAN, WEIGHTED, CONFIDENCE -> mean[c];
                case MEDIAN -> (column[(column.length - 1) / 2] + column[column.length / 2]) / 2;
                case MAX -> column[column.length - 1];
                case MIN -> column[0];
                case LOG_POOL -> weightedLog(said, w, speakers, c);
                case PRODUCT -> product(column, prior[c]);
                case VOTE -> (1 - TIE_SHARE) * votes(said, w, speakers, c) + TIE_SHARE * mean[c];
            };
        }
        if (kind == Target.Kind.NUMBERS || kind == Target.Kind.SEVERAL_LABELS) {
            return score;
        }
        return normalize(
                combiner == Combiner.LOG_POOL || combiner == Combiner.PRODUCT ? exponentials(score) : score, mean);
    }

    /** The share of the weight whose member names class c; a member's own tie goes to the class that comes first. */
    private static double votes(double[][] said, double[] w, int[] speakers, int c) {
        double votes = 0;
        for (int m : speakers) {
            int best = 0;
            for (int k = 0; k < said[m].length; k++) {
                best = said[m][k] > said[m][best] ? k : best;
            }
            votes += best == c ? w[m] : 0;
        }
        return votes;
    }

    private static double weightedLog(double[][] said, double[] w, int[] speakers, int c) {
        double sum = 0;
        for (int m : speakers) {
            sum += w[m] * Math.log(Math.max(said[m][c], FLOOR));
        }
        return sum;
    }

    /** {@code log (prod_m p_m / prior^(M - 1))}. */
    private static double product(double[] column, double share) {
        if (share == 0) {
            return Double.NEGATIVE_INFINITY; // no training row is of this class
        }
        double sum = -(column.length - 1) * Math.log(share);
        for (double p : column) {
            sum += Math.log(Math.max(p, FLOOR));
        }
        return sum;
    }

    private static double[] exponentials(double[] logs) {
        double most = Arrays.stream(logs).max().orElse(0);
        return Arrays.stream(logs).map(l -> Math.exp(l - most)).toArray();
    }

    private static double[] normalize(double[] score, double[] otherwise) {
        double sum = Arrays.stream(score).sum();
        double[] from = sum > 0 ? score : otherwise;
        double total = Arrays.stream(from).sum();
        return Arrays.stream(from).map(s -> s / total).toArray();
    }
}
