package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The squared maximum mean discrepancy of two tensors as a loss. */
final class DiscrepancyLoss extends LossOp {
    private final Var x; // [n, d]
    private final Var y; // [m, d]
    private final MeanDiscrepancy measure;
    private Optional<INDArray> ofX = Optional.empty(); // [n, d], the gradients where the forward computed them
    private Optional<INDArray> ofY = Optional.empty(); // [m, d]

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
        if (HostLoops.serves(x.value(), y.value())) {
            ofX = x.isTrained() ? Optional.of(array(x.shape())) : Optional.empty();
            ofY = y.isTrained() ? Optional.of(array(y.shape())) : Optional.empty();
            return measure.onHost(x.value(), y.value(), ofX, ofY, slot().part(0));
        }
        return measure.value(x.value(), y.value(), slot().part(0));
    }

    @Override
    protected void backward(double derivative) {
        ofX.ifPresent(known -> x.accumulate(slot(), target -> known.mul(derivative, target)));
        ofY.ifPresent(known -> y.accumulate(slot(), target -> known.mul(derivative, target)));
        if (ofX.isPresent() || ofY.isPresent()) {
            return;
        }
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
