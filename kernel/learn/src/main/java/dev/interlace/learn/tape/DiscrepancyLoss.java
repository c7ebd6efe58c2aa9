package dev.interlace.learn.tape;

import dev.interlace.learn.loops.DiscrepancySteps;
import dev.interlace.learn.loops.DiscrepancySteps.Wanted;
import dev.interlace.learn.loops.LossSteps;
import java.util.Optional;

/** The squared maximum mean discrepancy of two tensors as a loss. */
final class DiscrepancyLoss extends LossOp {
    private final Var x; // [n, d]
    private final Var y; // [m, d]
    private final MeanDiscrepancy measure;

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
    Optional<LossSteps> onHost() {
        Wanted wanted = new Wanted(measure.isUnbiased(), x.isTrained(), y.isTrained());
        return Optional.of(new DiscrepancySteps(x.value(), y.value(), measure.bandwidths(), wanted));
    }

    @Override
    protected double forward() {
        return measure.within(x.value(), slot().part(0))
                + measure.within(y.value(), slot().part(1))
                - 2 * measure.across(x.value(), y.value(), slot().part(2));
    }

    @Override
    protected void backward(double derivative) {
        if (x.isTrained()) {
            double beta = x.beta();
            measure.gradientInto(x.value(), y.value(), x.gradientArray(), derivative, beta, slot().part(0));
        }
        if (y.isTrained()) { // the measure is symmetric
            double beta = y.beta();
            measure.gradientInto(y.value(), x.value(), y.gradientArray(), derivative, beta, slot().part(1));
        }
    }
}
