package dev.interlace.learn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The mean over rows of {@code -log softmax(logits)[label]}, in nats: the row maximum is removed before the exponential, so logits
 * of any finite size give a finite loss.
 */
final class SoftmaxCrossEntropy extends LossOp {
    private final Var logits; // [B, C]
    private final int[] labels; // [B]
    private INDArray probabilities; // [B, C]
    private INDArray oneHot; // [B, C]

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    SoftmaxCrossEntropy(Var logits, int[] labels) {
        super(logits);
        this.logits = logits;
        this.labels = labels;
        Shapes.require(
                labels.length == logits.size(0),
                "softmaxCrossEntropy: %d rows, but %d labels",
                logits.size(0),
                labels.length);
        for (int label : labels) {
            Shapes.require(
                    label >= 0 && label < logits.size(1),
                    "softmaxCrossEntropy: labels must lie in [0, %d), got %d",
                    logits.size(1),
                    label);
        }
    }

    @Override
    protected double forward() {
        int rows = labels.length;
        int classes = logits.size(1);
        float[] hot = new float[rows * classes];
        for (int row = 0; row < rows; row++) {
            hot[row * classes + labels[row]] = 1;
        }
        oneHot = array(rows, classes);
        Host.write(hot, oneHot);
        INDArray shifted = array(rows, classes);
        probabilities = array(rows, classes);
        INDArray sums = array(rows, 1);
        INDArray chosen = array(rows, 1);
        shifted.assign(logits.value());
        shifted.subiColumnVector(logits.value().max(true, 1));
        Nd4j.exec(new Exp(shifted, probabilities));
        MatrixProduct.rowSums(sums, probabilities, ones(classes));
        probabilities.diviColumnVector(sums);
        shifted.muli(oneHot);
        MatrixProduct.rowSums(chosen, shifted, ones(classes));
        Transforms.log(sums, false);
        sums.subi(chosen); // log sum exp - logit of the label
        return Host.sum(sums) / rows;
    }

    @Override
    protected void backward(double derivative) {
        // d logits = (softmax - one hot) / B
        logits.accumulate(slot(), target -> {
            probabilities.sub(oneHot, target);
            target.muli(derivative / labels.length);
        });
    }
}
