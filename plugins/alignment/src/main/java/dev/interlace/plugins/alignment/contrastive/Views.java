package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;

/**
 * Both sides of a batch as one set of 2B views, left rows before right rows: view {@code i} and view {@code i + B} are
 * a pair. Every view is told from all others, of its own side too.
 */
final class Views {
    /** What a view is drawn to and what it is told from. */
    interface Relation {
        /** Whether view {@code k} is a positive of view {@code i}. */
        boolean isPositive(int i, int k);

        /** Whether view {@code k} stands in the sum below the fraction of view {@code i}. */
        boolean counts(int i, int k);
    }

    private Views() {}

    /** Cosines of all views: {@code [B, d], [B, d] -> [2B, 2B]}. */
    static Var cosines(Tape tape, Sides sides) {
        Var views = tape.record(new Stacked(tape.normalize(sides.left()), tape.normalize(sides.right()))); // [2B, d]
        return tape.similarity(views, views);
    }

    /**
     * The mean over views of {@code -1/|P(i)| sum_{p in P(i)} log(exp(s_ip / tau) / sum_k exp(s_ik / tau))}.
     *
     * @param s cosines {@code [m, m]}
     * @param ds their gradient
     */
    static double crossEntropy(double[] s, double[] ds, int m, double temperature, Relation relation) {
        double sum = 0;
        for (int i = 0; i < m; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < m; k++) {
                most = k != i && relation.counts(i, k) ? Math.max(most, s[i * m + k]) : most;
            }
            double below = 0;
            double above = 0;
            int positives = 0;
            for (int k = 0; k < m; k++) {
                if (k != i && relation.counts(i, k)) {
                    below += Math.exp((s[i * m + k] - most) / temperature);
                }
                if (k != i && relation.isPositive(i, k)) {
                    above += (s[i * m + k] - most) / temperature;
                    positives++;
                }
            }
            sum += Math.log(below) - above / positives;
            for (int k = 0; k < m; k++) { // softmax_k - [k in P] / |P|, by tau and the number of views
                double by = 0;
                if (k != i && relation.counts(i, k)) {
                    by += Math.exp((s[i * m + k] - most) / temperature) / below;
                }
                if (k != i && relation.isPositive(i, k)) {
                    by -= 1.0 / positives;
                }
                ds[i * m + k] += by / (temperature * m);
            }
        }
        return sum / m;
    }
}
