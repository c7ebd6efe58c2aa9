package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;

/**
 * What label smoothing adds to symmetric InfoNCE: with the target {@code 1 - alpha} on a row's counterpart and alpha
 * spread evenly over the {@code C_i} candidates, the cross-entropy is {@code log sum_j exp s_ij - (1 - alpha) s_ii -
 * alpha mean_(j in C_i) s_ij}, which is InfoNCE plus alpha times {@code s_ii - mean_(j in C_i) s_ij}. This is the mean
 * of that difference over rows and columns, linear in the similarities.
 *
 * <p>Reference: Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture for Computer Vision,
 * CVPR 2016, section 7, with the pairs of a batch as classes.
 */
final class SmoothedPairs {
    private SmoothedPairs() {}

    /**
     * The term.
     *
     * @param similarity {@code [B, B]}, cosines
     * @param logScale {@code [1, 1]}, clamped to {@code [0, ln maxScale]}
     * @param labels {@code [B]}, or empty: other pairs of a row's label are no candidates
     */
    static Loss of(Tape tape, Var similarity, Var logScale, double maxScale, int[] labels) {
        double[] shares = shares(similarity.size(0), labels);
        double most = Math.log(maxScale);
        return tape.record(new Scored(
                "smoothing",
                (inputs, gradients) -> {
                    double raw = inputs[1][0];
                    double scale = Math.exp(Math.min(Math.max(raw, 0), most));
                    double sum = 0;
                    for (int k = 0; k < shares.length; k++) {
                        sum += shares[k] * inputs[0][k];
                        gradients[0][k] = scale * shares[k];
                    }
                    gradients[1][0] = raw > 0 && raw < most ? scale * sum : 0;
                    return scale * sum;
                },
                similarity,
                logScale));
    }

    /**
     * How much each similarity counts, {@code [B, B]}: the diagonal less the mean of the candidates, by row and column.
     */
    private static double[] shares(int n, int[] labels) {
        double[] shares = new double[n * n];
        for (int i = 0; i < n; i++) {
            int candidates = 0;
            for (int j = 0; j < n; j++) {
                candidates += i == j || !SameLabel.of(labels, i, j) ? 1 : 0;
            }
            shares[i * n + i] += 1.0 / n;
            for (int j = 0; j < n; j++) {
                if (i == j || !SameLabel.of(labels, i, j)) {
                    shares[i * n + j] -= 0.5 / n / candidates; // row i
                    shares[j * n + i] -= 0.5 / n / candidates; // column i
                }
            }
        }
        return shares;
    }
}
