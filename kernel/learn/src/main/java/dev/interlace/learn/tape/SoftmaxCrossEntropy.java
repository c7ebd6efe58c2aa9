package dev.interlace.learn.tape;

import dev.interlace.learn.loops.CrossEntropySteps;
import dev.interlace.learn.loops.LossSteps;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The mean over rows of {@code -log softmax(logits)[label]}, in nats: the row maximum is removed before the
 * exponential, so logits of any finite size give a finite loss. With weights each row counts as its own, {@code sum_i
 * w_i l_i / sum_i w_i}.
 */
final class SoftmaxCrossEntropy extends LossOp {
    private final Var logits; // [B, C]
    private final int[] labels; // [B]
    private final float[] share; // [B], the part of each row in the mean; sums to 1
    private INDArray probabilities; // [B, C]

    /** Each row counts as its class's weight: {@code [C]}, or none where all rows count alike. */
    static SoftmaxCrossEntropy byClass(Var logits, int[] labels, double[] classWeights) {
        Shapes.require(
                classWeights.length == 0 || classWeights.length == logits.size(1),
                "softmaxCrossEntropy: %d classes, but %d class weights",
                logits.size(1),
                classWeights.length);
        for (double weight : classWeights) {
            Shapes.require(
                    weight >= 0 && weight < Double.POSITIVE_INFINITY,
                    "softmaxCrossEntropy: class weights must be in [0, inf), got %s",
                    Arrays.toString(classWeights));
        }
        requireLabels(logits, labels);
        double[] rowWeights = classWeights.length == 0
                ? classWeights
                : Arrays.stream(labels)
                        .mapToDouble(label -> classWeights[label])
                        .toArray();
        Shapes.require(
                rowWeights.length == 0 || Arrays.stream(rowWeights).sum() > 0,
                "softmaxCrossEntropy: all rows of the batch are of classes with weight 0");
        return new SoftmaxCrossEntropy(logits, labels, rowWeights);
    }

    /** The row weights are {@code [B]}, or none where all rows count alike. */
    @SuppressWarnings("NullAway.Init") // forward runs before backward
    SoftmaxCrossEntropy(Var logits, int[] labels, double[] rowWeights) {
        super(logits);
        this.logits = logits;
        this.labels = labels;
        requireLabels(logits, labels);
        double[] shares = Shares.of("softmaxCrossEntropy", rowWeights, labels.length);
        share = new float[labels.length];
        for (int row = 0; row < share.length; row++) {
            share[row] = (float) shares[row];
        }
    }

    private static void requireLabels(Var logits, int[] labels) {
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
    Optional<LossSteps> onHost() {
        return Optional.of(new CrossEntropySteps(logits.value(), labels, share));
    }

    @Override
    protected double forward() {
        int rows = labels.length;
        int classes = logits.size(1);
        probabilities = array(rows, classes);
        INDArray logSums = array(rows, 1);
        INDArray shifted = array(rows, classes);
        INDArray chosen = array(rows, 1);
        shifted.assign(logits.value());
        shifted.subiColumnVector(logits.value().max(true, 1));
        Nd4j.exec(new Exp(shifted, probabilities));
        MatrixProduct.rowSums(logSums, probabilities, ones(classes));
        probabilities.diviColumnVector(logSums);
        shifted.muli(oneHot());
        MatrixProduct.rowSums(chosen, shifted, ones(classes));
        Transforms.log(logSums, false);
        logSums.subi(chosen); // log sum exp - logit of the label
        INDArray shares = array(rows, 1);
        Host.write(share, shares);
        return Host.sum(logSums.muli(shares));
    }

    @Override
    protected void backward(double derivative) {
        // d logits = (softmax - one hot) * share
        logits.accumulate(slot(), target -> {
            probabilities.sub(oneHot(), target);
            INDArray shares = array(labels.length, 1);
            Host.write(share, shares);
            target.muliColumnVector(shares).muli(derivative);
        });
    }

    private INDArray oneHot() {
        int classes = logits.size(1);
        float[] hot = new float[labels.length * classes];
        for (int row = 0; row < labels.length; row++) {
            hot[row * classes + labels[row]] = 1;
        }
        INDArray oneHot = array(labels.length, classes);
        Host.write(hot, oneHot);
        return oneHot;
    }
}
