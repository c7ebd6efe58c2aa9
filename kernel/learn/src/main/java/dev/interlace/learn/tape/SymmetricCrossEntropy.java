package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Symmetric InfoNCE: the mean of the cross-entropies of rows and of columns of {@code logits = similarity *
 * exp(logScale)} with the diagonal as the truth. The similarity is a cosine where both embeddings have been normalised;
 * this operation does not normalise.
 *
 * <p>{@code logScale} is clamped to {@code [0, ln maxScale]}, so the temperature stays in {@code [1 / maxScale, 1]};
 * outside the range it gets no gradient that leads further out.
 *
 * <p>Reference: Radford et al.: Learning Transferable Visual Models From Natural Language Supervision, ICML 2021,
 * figure 3 and section 2.5; as in the paper.
 */
final class SymmetricCrossEntropy extends LossOp {
    /**
     * Logits that lie no further apart have exponentials, of what they are below the largest, within single precision:
     * e^-60 is 9e-27.
     */
    private static final float WIDEST = 60;

    private final Var similarity; // [B, B]
    private final Var logScale; // [1, 1]
    private final double maxLogScale;
    private double scale;
    private double rawLogScale;
    private INDArray gradientOfLogits; // [B, B], without the derivative of the loss
    private float[] onHeap; // as gradientOfLogits, where the loops of the host serve
    private double slopeOfLogScale; // sum of the gradient of the logits times these, so too

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    SymmetricCrossEntropy(Var similarity, Var logScale, double maxScale) {
        super(similarity, logScale);
        this.similarity = similarity;
        this.logScale = logScale;
        Shapes.require(
                similarity.size(0) == similarity.size(1),
                "infoNce: the similarity of paired rows is square, got %s",
                similarity);
        Shapes.require(
                maxScale > 1 && maxScale < Double.POSITIVE_INFINITY,
                "infoNce: maxScale must be in (1, inf), got %s",
                maxScale);
        maxLogScale = Math.log(maxScale);
    }

    @Override
    protected String name() {
        return "infoNce";
    }

    @Override
    protected double forward() {
        int n = similarity.size(0);
        rawLogScale = Host.doubles(logScale.value())[0];
        scale = Math.exp(Math.min(Math.max(rawLogScale, 0), maxLogScale));
        if (HostLoops.serves(similarity.value())) {
            return forwardOnHost(n);
        }
        INDArray logits = array(n, n);
        INDArray byRow = array(n, n);
        INDArray byColumn = array(n, n);
        INDArray sums = array(n, 1);
        INDArray columnSums = array(1, n);
        similarity.value().mul(scale, logits);

        byRow.assign(logits);
        byRow.subiColumnVector(logits.max(true, 1));
        double rowLoss = -Host.sum(Nd4j.diag(byRow));
        Nd4j.exec(new Exp(byRow, byRow));
        MatrixProduct.rowSums(sums, byRow, ones(n));
        byRow.diviColumnVector(sums);
        rowLoss += Host.sum(Transforms.log(sums, true));

        byColumn.assign(logits);
        byColumn.subiRowVector(logits.max(true, 0));
        double columnLoss = -Host.sum(Nd4j.diag(byColumn));
        Nd4j.exec(new Exp(byColumn, byColumn));
        MatrixProduct.into(
                columnSums, ones(n), MatrixProduct.Factor.TRANSPOSED, byColumn, MatrixProduct.Factor.PLAIN, 1, 0);
        byColumn.diviRowVector(columnSums);
        columnLoss += Host.sum(Transforms.log(columnSums, true));

        gradientOfLogits = byRow.addi(byColumn).muli(0.5 / n); // (P + Q) / 2B - I / B
        INDArray onDiagonal = Nd4j.create(
                gradientOfLogits.data(),
                new long[] {n},
                new long[] {n + 1L},
                gradientOfLogits.offset(),
                'c',
                gradientOfLogits.dataType());
        onDiagonal.subi(1.0 / n);
        return (rowLoss + columnLoss) / (2.0 * n);
    }

    /**
     * As above, with the gradient left on the heap; one exponential serves both directions where none of them is far
     * below the largest.
     */
    private double forwardOnHost(int n) {
        float[] logits = Host.read(similarity.value(), slot().floats((long) n * n));
        float factor = (float) scale;
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= factor;
        }
        float[] bounds = HostLoops.LOOPS.bounds(logits, 0, logits.length);
        onHeap = slot().floats((long) n * n);
        double losses = bounds[1] - bounds[0] <= WIDEST
                ? withOneExponential(logits, bounds[1], n)
                : withTwoExponentials(logits, onHeap, n);
        slopeOfLogScale = 0;
        for (int i = 0; i < n; i++) {
            onHeap[i * n + i] -= 1f / n; // (P + Q) / 2B - I / B
            losses -= 2.0 * logits[i * n + i];
            slopeOfLogScale += HostLoops.LOOPS.dot(onHeap, i * n, logits, i * n, n);
        }
        return losses / (2.0 * n);
    }

    /** Leaves {@code (P + Q) / 2B} on the heap; the sum of the logarithms of both denominators. */
    private double withOneExponential(float[] logits, float most, int n) {
        float[] exponentials = onHeap;
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

    private double withTwoExponentials(float[] logits, float[] byRow, int n) {
        float[] byColumn = slot().floats((long) n * n);
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
    protected void backward(double derivative) {
        boolean host = HostLoops.serves(similarity.value());
        if (similarity.isTrained()) { // logits = scale * similarity
            similarity.accumulate(slot(), target -> {
                if (host) {
                    write((float) (derivative * scale), target);
                } else {
                    gradientOfLogits.mul(derivative * scale, target);
                }
            });
        }
        if (logScale.isTrained()) { // d logits / d logScale = logits, 0 where the clamp holds it
            double slope = derivative * (host ? slopeOfLogScale : slopeByTensors());
            boolean pushesDown = rawLogScale <= 0 && slope > 0; // a step against the gradient would leave the range
            boolean pushesUp = rawLogScale >= maxLogScale && slope < 0;
            double kept = pushesDown || pushesUp ? 0 : slope;
            logScale.accumulate(slot(), target -> target.assign(kept));
        }
    }

    /** The gradient of the logits times the factor, row by row. */
    private void write(float factor, INDArray target) {
        int n = similarity.size(0);
        HostLoops.over(n).write(target, n).run((t, first, count) -> {
            float[] out = t[0];
            int from = first * n;
            for (int i = 0; i < count * n; i++) {
                out[i] = onHeap[from + i] * factor;
            }
        });
    }

    private double slopeByTensors() {
        INDArray product = array(similarity.shape());
        gradientOfLogits.mul(similarity.value(), product);
        return scale * Host.sum(product);
    }
}
