package dev.interlace.learn;

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
    protected void forward(INDArray out) {
        INDArray rows = Shapes.rows(x.value());
        INDArray y = Shapes.rows(out);
        inverse = array(rows.size(0), 1);
        if (HostLoops.serves(rows, y)) {
            int d = Math.toIntExact(rows.size(1));
            HostLoops.over(rows.size(0))
                    .read(rows, d)
                    .write(y, d)
                    .write(inverse, 1)
                    .run((t, first, n) -> {
                        for (int i = 0; i < n; i++) {
                            double length = Math.sqrt(HostLoops.LOOPS.dot(t[0], i * d, t[0], i * d, d));
                            t[2][i] = (float) (1 / Math.max(length, EPSILON));
                            for (int j = i * d; j < i * d + d; j++) {
                                t[1][j] = t[0][j] * t[2][i];
                            }
                        }
                    });
            return;
        }
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
        if (HostLoops.serves(dy, y)) {
            int d = Math.toIntExact(dy.size(1));
            x.accumulate(
                    slot(),
                    target -> HostLoops.over(dy.size(0))
                            .read(dy, d)
                            .read(y, d)
                            .read(inverse, 1)
                            .write(Shapes.rows(target), d)
                            .run((t, first, n) -> { // dx = (dy - y (y . dy)) / |x|
                                for (int i = 0; i < n; i++) {
                                    float along = HostLoops.LOOPS.dot(t[0], i * d, t[1], i * d, d);
                                    for (int j = i * d; j < i * d + d; j++) {
                                        t[3][j] = (t[0][j] - t[1][j] * along) * t[2][i];
                                    }
                                }
                            }));
            return;
        }
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
