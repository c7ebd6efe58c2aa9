package dev.interlace.learn.tape;

import dev.interlace.learn.loops.ContrastSteps;
import dev.interlace.learn.loops.LossSteps;
import java.util.Optional;
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
    Optional<LossSteps> onHost() {
        readScale();
        return Optional.of(new ContrastSteps(similarity.value(), scale, this::kept));
    }

    @Override
    protected double forward() {
        int n = similarity.size(0);
        readScale();
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

    @Override
    protected void backward(double derivative) {
        // logits = scale * similarity
        similarity.accumulateIfTrained(slot(), target -> gradientOfLogits.mul(derivative * scale, target));
        if (logScale.isTrained()) { // d logits / d logScale = logits
            INDArray product = array(similarity.shape());
            gradientOfLogits.mul(similarity.value(), product);
            double slope = kept(derivative * (scale * Host.sum(product)));
            logScale.accumulate(slot(), target -> target.assign(slope));
        }
    }

    /** The slope of {@code logScale}, 0 where a step against it would leave the range. */
    private double kept(double slope) {
        boolean pushesDown = rawLogScale <= 0 && slope > 0;
        boolean pushesUp = rawLogScale >= maxLogScale && slope < 0;
        return pushesDown || pushesUp ? 0 : slope;
    }

    private void readScale() {
        rawLogScale = Host.doubles(logScale.value())[0];
        scale = Math.exp(Math.min(Math.max(rawLogScale, 0), maxLogScale));
    }
}
