package dev.interlace.learn.loops;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The cross-entropies of rows and of columns of a square similarity with the diagonal as the truth, with its gradient
 * left on the heap; one exponential serves both directions where none of them is far below the largest. Gradients of
 * the similarity and of the logarithm of the scale.
 *
 * <p>{@code logits = scale * similarity}, n pairs, {@code P} and {@code Q} the softmax of rows and of columns.
 */
public final class ContrastSteps implements LossSteps {
    /**
     * Logits that lie no further apart have exponentials, of what they are below the largest, within single precision:
     * e^-60 is 9e-27.
     */
    private static final float WIDEST = 60;

    private final INDArray similarity; // [n, n]
    private final double scale;
    private final DoubleUnaryOperator kept; // of the slope of the scale's logarithm, what the clamp lets through
    private final int n;
    private float[] gradient = new float[0]; // [n, n], of the logits, without the derivative of the loss
    private double slope; // sum of the gradient of the logits times these

    public ContrastSteps(INDArray similarity, double scale, DoubleUnaryOperator kept) {
        this.similarity = similarity;
        this.scale = scale;
        this.kept = kept;
        this.n = Math.toIntExact(similarity.size(0));
    }

    @Override
    public double forward(Slot scratch) {
        float[] logits = HostLoops.read(similarity, scratch.floats((long) n * n));
        float factor = (float) scale;
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= factor;
        }
        float[] bounds = HostLoops.LOOPS.bounds(logits, 0, logits.length);
        gradient = scratch.floats((long) n * n);
        double losses = bounds[1] - bounds[0] <= WIDEST
                ? withOneExponential(logits, bounds[1])
                : withTwoExponentials(logits, scratch);
        slope = 0;
        for (int i = 0; i < n; i++) {
            gradient[i * n + i] -= 1f / n; // (P + Q) / 2n - I / n
            losses -= 2.0 * logits[i * n + i];
            slope += HostLoops.LOOPS.dot(gradient, i * n, logits, i * n, n);
        }
        return losses / (2.0 * n);
    }

    /** Leaves {@code (P + Q) / 2n} in the gradient; the sum of the logarithms of both denominators. */
    private double withOneExponential(float[] logits, float most) {
        float[] exponentials = gradient;
        for (int i = 0; i < exponentials.length; i++) {
            exponentials[i] = logits[i] - most;
        }
        HostLoops.LOOPS.exp(exponentials, exponentials, n * n);
        float[] columns = new float[n];
        HostLoops.LOOPS.addRows(exponentials, 0, columns, 0, n, n);
        double logarithms = 2.0 * n * most;
        float half = 0.5f / n;
        for (int j = 0; j < n; j++) {
            logarithms += Math.log(columns[j]);
            columns[j] = half / columns[j];
        }
        for (int i = 0; i < n; i++) {
            float row = HostLoops.LOOPS.sum(exponentials, i * n, n);
            logarithms += Math.log(row);
            float share = half / row;
            for (int j = 0, at = i * n; j < n; j++, at++) {
                exponentials[at] *= share + columns[j];
            }
        }
        return logarithms;
    }

    private double withTwoExponentials(float[] logits, Slot scratch) {
        float[] byRow = gradient;
        float[] byColumn = scratch.floats((long) n * n);
        System.arraycopy(logits, 0, byRow, 0, logits.length);
        System.arraycopy(logits, 0, byColumn, 0, logits.length);
        float[] logSums = new float[n];
        float[] shift = new float[n];
        Arrays.fill(shift, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                shift[j] = Math.max(shift[j], logits[i * n + j]);
            }
        }
        HostLoops.LOOPS.softmax(byRow, logSums, n, n);
        double logarithms = 0;
        for (int j = 0; j < n; j++) {
            logarithms += logSums[j] + shift[j];
            shift[j] = -shift[j];
        }
        HostLoops.LOOPS.addToRows(byColumn, shift, n, n);
        HostLoops.LOOPS.exp(byColumn, byColumn, n * n);
        float[] sums = new float[n];
        HostLoops.LOOPS.addRows(byColumn, 0, sums, 0, n, n);
        for (int j = 0; j < n; j++) {
            logarithms += Math.log(sums[j]);
            sums[j] = 1 / sums[j];
        }
        HostLoops.LOOPS.scaleRows(byColumn, sums, new float[n], byColumn, n, n);
        float half = 0.5f / n;
        for (int i = 0; i < byRow.length; i++) {
            byRow[i] = (byRow[i] + byColumn[i]) * half;
        }
        return logarithms;
    }

    @Override
    public void backward(double derivative, Gradients into, Slot scratch) {
        into.get(0)
                .ifPresent(
                        target -> { // logits = scale * similarity
                            float factor = (float) (derivative * scale);
                            HostLoops.over(n).write(target, n).run((t, first, count) -> {
                                float[] out = t[0];
                                int from = first * n;
                                for (int i = 0; i < count * n; i++) {
                                    out[i] = gradient[from + i] * factor;
                                }
                            });
                        });
        // d logits / d logScale = logits
        into.get(1).ifPresent(target -> target.assign(kept.applyAsDouble(derivative * slope)));
    }
}
