package dev.interlace.learn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The squared maximum mean discrepancy of two tensors as a loss. */
final class DiscrepancyLoss extends LossOp {
    private final Var x; // [n, d]
    private final Var y; // [m, d]
    private final MeanDiscrepancy measure;
    private @Nullable Slot scratch;

    DiscrepancyLoss(Var x, Var y, MeanDiscrepancy measure) {
        super(x, y);
        this.x = x;
        this.y = y;
        this.measure = measure;
        measure.check(x.value(), y.value());
    }

    @Override
    protected String name() {
        return "mmd";
    }

    @Override
    protected double forward() {
        scratch = new Slot();
        return measure.value(x.value(), y.value());
    }

    @Override
    protected void backward(double derivative) {
        Slot arrays = Objects.requireNonNull(scratch);
        if (x.isTrained()) {
            double beta = x.beta();
            measure.gradientInto(x.value(), y.value(), x.gradientArray(), derivative, beta, arrays);
        }
        if (y.isTrained()) { // the measure is symmetric
            double beta = y.beta();
            measure.gradientInto(y.value(), x.value(), y.gradientArray(), derivative, beta, arrays);
        }
    }
}
