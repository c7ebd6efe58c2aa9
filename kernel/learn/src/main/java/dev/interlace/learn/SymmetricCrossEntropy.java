package dev.interlace.learn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Symmetric InfoNCE: the mean of the cross-entropies of rows and of columns of {@code logits = similarity * exp(logScale)} with the
 * diagonal as the truth. The similarity is a cosine where both embeddings have been normalised; this operation does not normalise.
 *
 * <p>{@code logScale} is clamped to {@code [0, ln maxScale]}, so the temperature stays in {@code [1 / maxScale, 1]}; outside the
 * range it gets no gradient that leads further out.
 *
 * <p>Reference: Radford et al.: Learning Transferable Visual Models From Natural Language Supervision, ICML 2021, figure 3 and
 * section 2.5; as in the paper.
 */
final class SymmetricCrossEntropy extends LossOp {
    private final Var similarity; // [B, B]
    private final Var logScale; // [1, 1]
    private final double maxLogScale;
    private double scale;
    private double rawLogScale;
    private INDArray gradientOfLogits; // [B, B], without the derivative of the loss

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

    private double forwardOnHost(int n) {
        float[] byRow = Host.read(similarity.value(), slot().floats((long) n * n));
        float[] byColumn = slot().floats((long) n * n);
        float[] logSums = new float[n];
        float[] shift = new float[n];
        Arrays.fill(shift, Float.NEGATIVE_INFINITY);
        double diagonal = 0;
        float factor = (float) scale;
        for (int i = 0; i < byRow.length; i++) {
            byRow[i] *= factor;
        }
        for (int i = 0; i < n; i++) {
            diagonal += byRow[i * n + i];
            for (int j = 0; j < n; j++) {
                shift[j] = Math.max(shift[j], byRow[i * n + j]);
            }
        }
        System.arraycopy(byRow, 0, byColumn, 0, byRow.length);
        HostLoops.LOOPS.softmax(byRow, logSums, n, n);
        double losses = -2 * diagonal;
        for (int j = 0; j < n; j++) {
            losses += logSums[j] + shift[j];
            shift[j] = -shift[j];
        }
        HostLoops.LOOPS.addToRows(byColumn, shift, n, n);
        HostLoops.LOOPS.exp(byColumn, byColumn, n * n);
        float[] sums = new float[n];
        HostLoops.LOOPS.addRows(byColumn, 0, sums, 0, n, n);
        for (int j = 0; j < n; j++) {
            losses += Math.log(sums[j]);
            sums[j] = 1 / sums[j];
        }
        HostLoops.LOOPS.scaleRows(byColumn, sums, new float[n], byColumn, n, n);
        float half = 0.5f / n;
        for (int i = 0; i < byRow.length; i++) {
            byRow[i] = (byRow[i] + byColumn[i]) * half; // (P + Q) / 2B - I / B
        }
        for (int i = 0; i < n; i++) {
            byRow[i * n + i] -= 1f / n;
        }
        gradientOfLogits = array(n, n);
        Host.write(byRow, gradientOfLogits);
        return losses / (2.0 * n);
    }

    @Override
    protected void backward(double derivative) {
        if (similarity.isTrained()) { // logits = scale * similarity
            similarity.accumulate(slot(), target -> gradientOfLogits.mul(derivative * scale, target));
        }
        if (logScale.isTrained()) { // d logits / d logScale = scale * similarity, 0 where the clamp holds it
            INDArray product = array(similarity.shape());
            gradientOfLogits.mul(similarity.value(), product);
            double slope = derivative * scale * Host.sum(product);
            boolean pushesDown = rawLogScale <= 0 && slope > 0; // a step against the gradient would leave the range
            boolean pushesUp = rawLogScale >= maxLogScale && slope < 0;
            double kept = pushesDown || pushesUp ? 0 : slope;
            logScale.accumulate(slot(), target -> target.assign(kept));
        }
    }
}
