package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.LossOp;
import dev.interlace.learn.tape.Var;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A ranking of differences: the mean over pairs i and their k wrong ones of {@code max(0, margin + |p_i|_1 -
 * |q_ij|_1)}. A difference that is right shall be shorter than each that is wrong by the margin.
 *
 * <p>P pairs, k wrong differences of each, D width.
 *
 * <p>Reference: Bordes et al.: Translating Embeddings for Modeling Multi-relational Data, NeurIPS 2013, eq. 1; the mean
 * instead of the sum, so that the step size does not depend on P.
 */
final class RowMargin extends LossOp {
    private final Var right; // [P, D]
    private final Var wrong; // [P k, D], the wrong ones of pair i from row i k on
    private final double margin;
    private final int k;
    private final int width;
    private double[] ofRight = new double[0];
    private double[] ofWrong = new double[0];
    private boolean[] active = new boolean[0]; // [P k]

    RowMargin(Var right, Var wrong, double margin) {
        super(right, wrong);
        this.right = right;
        this.wrong = wrong;
        this.margin = margin;
        this.k = wrong.size(0) / right.size(0);
        this.width = right.size(1);
        if (k < 1 || wrong.size(0) != k * right.size(0) || wrong.size(1) != width) {
            throw new IllegalArgumentException(
                    "rowMargin: wrong differences must be [k P, D] for right ones [P, D], got "
                            + Arrays.toString(wrong.shape()) + " for " + Arrays.toString(right.shape()));
        }
    }

    @Override
    protected double forward() {
        ofRight = Host.doubles(right.value());
        ofWrong = Host.doubles(wrong.value());
        active = new boolean[wrong.size(0)];
        double sum = 0;
        for (int j = 0; j < active.length; j++) {
            double excess = margin + length(ofRight, j / k) - length(ofWrong, j);
            active[j] = excess > 0;
            sum += Math.max(0, excess);
        }
        return sum / active.length;
    }

    private double length(double[] rows, int row) {
        double sum = 0;
        for (int c = row * width; c < (row + 1) * width; c++) {
            sum += Math.abs(rows[c]);
        }
        return sum;
    }

    @Override
    protected void backward(double derivative) {
        double factor = derivative / active.length;
        double[] toRight = new double[ofRight.length];
        double[] toWrong = new double[ofWrong.length];
        for (int j = 0; j < active.length; j++) {
            for (int c = 0; active[j] && c < width; c++) {
                int p = j / k * width + c;
                int q = j * width + c;
                toRight[p] += factor * Math.signum(ofRight[p]); // d|p|_1 / dp = sign(p)
                toWrong[q] -= factor * Math.signum(ofWrong[q]); // d(-|q|_1) / dq = -sign(q)
            }
        }
        add(toRight, right);
        add(toWrong, wrong);
    }

    private void add(double[] part, Var input) {
        if (input.isTrained()) {
            INDArray array = Nd4j.createFromArray(part).reshape('c', input.shape());
            input.gradient().addi(type() == DataType.DOUBLE ? array : array.castTo(type()));
        }
    }
}
