package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.RowSteps;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Rows of length 1: {@code y = x / max(|x|, EPSILON)}; a row of zeros stays zeros. Token tensors are read as rows. */
final class Normalize extends Op {
    static final double EPSILON = 1e-12;

    private final Var x; // [..., d]
    private INDArray inverse; // [N, 1], 1 / max(|x|, EPSILON)

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    Normalize(Var x) {
        super(x);
        this.x = x;
    }

    @Override
    protected long[] shape() {
        return x.shape();
    }

    @Override
    Optional<HostSteps> onHost() {
        inverse = array(x.value().length() / Shapes.width(x), 1);
        return Optional.of(new RowSteps.Normalize(x.value(), inverse, EPSILON));
    }

    @Override
    protected void forward(INDArray out) {
        INDArray rows = Shapes.rows(x.value());
        INDArray y = Shapes.rows(out);
        inverse = array(rows.size(0), 1);
        rows.mul(rows, y);
        MatrixProduct.rowSums(inverse, y, ones(rows.size(1)));
        Transforms.sqrt(inverse, false);
        Transforms.max(inverse, EPSILON, false);
        inverse.rdivi(1);
        y.assign(rows);
        y.muliColumnVector(inverse);
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dy = Shapes.rows(gradient);
        INDArray y = Shapes.rows(result().value());
        INDArray dot = array(dy.size(0), 1);
        INDArray product = array(dy.size(0), dy.size(1));
        y.mul(dy, product);
        MatrixProduct.rowSums(dot, product, ones(dy.size(1))); // y . dy
        x.accumulate(
                slot(),
                target -> { // dx = (dy - y (y . dy)) / |x|
                    INDArray dx = Shapes.rows(target);
                    product.assign(y);
                    product.muliColumnVector(dot);
                    dy.sub(product, dx);
                    dx.muliColumnVector(inverse);
                });
    }
}
