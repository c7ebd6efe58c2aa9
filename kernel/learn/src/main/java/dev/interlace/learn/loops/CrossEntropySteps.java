package dev.interlace.learn.loops;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The cross-entropy of a softmax, row by row; gradient of the logits. */
public final class CrossEntropySteps implements LossSteps {
    private final INDArray logits; // [B, C]
    private final int[] labels; // [B]
    private final float[] share; // [B], the part of each row in the mean
    private final int classes;
    private INDArray probabilities; // [B, C]

    public CrossEntropySteps(INDArray logits, int[] labels, float[] share) {
        this.logits = logits;
        this.labels = labels;
        this.share = share;
        this.classes = Math.toIntExact(logits.size(1));
        this.probabilities = logits;
    }

    @Override
    public double forward(Slot scratch) {
        int rows = labels.length;
        INDArray results = scratch.array(DataType.FLOAT, rows, classes);
        float[] lost = new float[rows];
        HostLoops.over(rows)
                .read(logits, classes)
                .write(results, classes)
                .scratch(1)
                .run((t, first, n) -> {
                    System.arraycopy(t[0], 0, t[1], 0, n * classes);
                    HostLoops.LOOPS.softmax(t[1], t[2], n, classes);
                    for (int i = 0; i < n; i++) { // log sum exp - logit of the label
                        lost[first + i] = t[2][i] - t[0][i * classes + labels[first + i]];
                    }
                });
        probabilities = results;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += (double) share[row] * lost[row];
        }
        return sum;
    }

    @Override
    public void backward(double derivative, Gradients into, Slot scratch) {
        HostLoops.over(labels.length)
                .read(probabilities, classes)
                .write(into.get(0).orElseThrow(), classes)
                .run((t, first, n) -> { // d logits = (softmax - one hot) * share
                    for (int i = 0; i < n; i++) {
                        float factor = (float) (share[first + i] * derivative);
                        for (int at = i * classes; at < (i + 1) * classes; at++) {
                            t[1][at] = t[0][at] * factor;
                        }
                        int own = i * classes + labels[first + i];
                        t[1][own] = (t[0][own] - 1) * factor;
                    }
                });
    }
}
