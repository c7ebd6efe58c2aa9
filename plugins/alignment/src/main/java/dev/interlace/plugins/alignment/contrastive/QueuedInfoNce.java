package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.RowQueue;
import dev.interlace.plugins.alignment.LogScale;
import dev.interlace.plugins.alignment.PairChecks;
import java.util.ArrayList;
import java.util.List;

/**
 * Symmetric InfoNCE whose negatives are the rows of the batch and those of a queue: the embeddings that past steps have
 * given, as constants. The towers that gave them have moved a little since; there is no second, slowly moving encoder
 * as in MoCo. Rows of the queue that are the pair itself, or of its label, are left out. A queue longer than the
 * training rows holds some rows twice, as they were and as they are, and counts them twice. Without a queue yet it is
 * InfoNCE.
 *
 * <p>Reference: Wang et al.: Cross-Batch Memory for Embedding Learning, CVPR 2020, algorithm 1 (the queue of past
 * embeddings); He et al.: Momentum Contrast for Unsupervised Visual Representation Learning, CVPR 2020, eq. 1 (the loss
 * over a queue).
 */
final class QueuedInfoNce {
    private QueuedInfoNce() {}

    /**
     * The loss; in a training run the embeddings then enter the queues.
     *
     * @param sides with labels that name the same thing in every step
     */
    static Loss of(Layers layers, Sides sides, int capacity, double temperature, double maxScale) {
        PairChecks.sameShape("loss/infonce", sides, 1);
        if (sides.labels().length == 0) {
            throw new IllegalArgumentException(
                    "loss/infonce with a queue needs labels: a queued row must be told from a negative when its pair comes again");
        }
        Tape tape = layers.tape();
        Var left = tape.normalize(sides.left()); // [B, d]
        Var right = tape.normalize(sides.right()); // [B, d]
        List<Var> inputs = new ArrayList<>(
                List.of(tape.similarity(left, right), LogScale.of(layers, "infonce", temperature))); // [B, B], [1, 1]
        int[] past = new int[0];
        if (tape.isTraining()) { // a validation loss shall depend on the held-out rows alone
            RowQueue ofLeft = layers.queue("left", capacity);
            RowQueue ofRight = layers.queue("right", capacity);
            past = ofLeft.labels();
            if (past.length > 0) {
                inputs.add(tape.similarity(left, tape.constant(ofRight.rows(tape.type())))); // [B, q]
                inputs.add(tape.similarity(right, tape.constant(ofLeft.rows(tape.type())))); // [B, q]
            }
            ofLeft.add(left.value(), sides.labels());
            ofRight.add(right.value(), sides.labels());
        }
        int[] labels = sides.labels();
        int[] queued = past;
        return tape.record(
                new Scored("infoNce", (x, dx) -> value(x, dx, labels, queued, maxScale), inputs.toArray(Var[]::new)));
    }

    /**
     * Inputs: similarity {@code [B, B]}, logScale, and where there is a queue both similarities to it {@code [B, q]}.
     */
    private static double value(double[][] x, double[][] dx, int[] labels, int[] queued, double maxScale) {
        int n = labels.length;
        int q = queued.length;
        Clamped scale = Clamped.of(x[1][0], maxScale);
        double[] line = new double[n + q];
        double[] byLine = new double[n + q];
        double sum = 0;
        double byFactor = 0;
        for (int i = 0; i < n; i++) {
            for (int side = 0; side < 2; side++) { // row i with the right queue, column i with the left queue
                for (int j = 0; j < n; j++) {
                    boolean counts = i == j || !SameLabel.of(labels, i, j);
                    line[j] = counts ? x[0][side == 0 ? i * n + j : j * n + i] : Double.NEGATIVE_INFINITY;
                }
                for (int j = 0; j < q; j++) {
                    line[n + j] = queued[j] == labels[i] ? Double.NEGATIVE_INFINITY : x[2 + side][i * q + j];
                }
                sum += crossEntropy(line, byLine, i, scale.factor()) / (2 * n);
                for (int j = 0; j < n + q; j++) {
                    if (line[j] > Double.NEGATIVE_INFINITY) {
                        double by = byLine[j] / (2 * n);
                        byFactor += by * line[j];
                        double[] into = j < n ? dx[0] : dx[2 + side];
                        into[j >= n ? i * q + j - n : side == 0 ? i * n + j : j * n + i] += by * scale.factor();
                    }
                }
            }
        }
        dx[1][0] = scale.gradient(byFactor);
        return sum;
    }

    /** {@code -factor s_truth + log sum_j exp(factor s_j)}, and its derivative by the logits {@code factor s_j}. */
    private static double crossEntropy(double[] s, double[] by, int truth, double factor) {
        double most = Double.NEGATIVE_INFINITY;
        for (double each : s) {
            most = Math.max(most, each);
        }
        double below = 0;
        for (int j = 0; j < s.length; j++) {
            by[j] = Math.exp(factor * (s[j] - most));
            below += by[j];
        }
        for (int j = 0; j < s.length; j++) {
            by[j] = by[j] / below - (j == truth ? 1 : 0);
        }
        return Math.log(below) - factor * (s[truth] - most);
    }
}
