package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.tape.Op;
import dev.interlace.learn.tape.Var;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The rows of one matrix below those of another: {@code [n, d], [m, d] -> [n + m, d]}. */
final class Stacked extends Op {
    private final Var upper; // [n, d]
    private final Var lower; // [m, d]

    Stacked(Var upper, Var lower) {
        super(upper, lower);
        this.upper = upper;
        this.lower = lower;
    }

    @Override
    protected long[] shape() {
        return new long[] {upper.size(0) + (long) lower.size(0), upper.size(1)};
    }

    @Override
    protected void forward(INDArray out) {
        rows(out, 0, upper.size(0)).assign(upper.value());
        rows(out, upper.size(0), lower.size(0)).assign(lower.value());
    }

    @Override
    protected void backward(INDArray gradient) {
        if (upper.isTrained()) {
            upper.gradient().addi(rows(gradient, 0, upper.size(0)));
        }
        if (lower.isTrained()) {
            lower.gradient().addi(rows(gradient, upper.size(0), lower.size(0)));
        }
    }

    private static INDArray rows(INDArray of, long from, long count) {
        return of.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
    }
}
