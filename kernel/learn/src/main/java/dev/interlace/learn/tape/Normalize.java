package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
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
                        float[] in = t[0];
                        float[] unit =
                                t[1]; // arrays and factor in variables: or the loop reads them anew, entry by entry
                        for (int i = 0; i < n; i++) {
                            double length = Math.sqrt(HostLoops.LOOPS.dot(in, i * d, in, i * d, d));
                            float factor = (float) (1 / Math.max(length, EPSILON));
                            t[2][i] = factor;
                            for (int j = i * d; j < i * d + d; j++) {
                                unit[j] = in[j] * factor;
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
                                float[] in = t[0];
                                float[] unit = t[1];
                                float[] out = t[3];
                                for (int i = 0; i < n; i++) {
                                    float along = HostLoops.LOOPS.dot(in, i * d, unit, i * d, d);
                                    float factor = t[2][i];
                                    for (int j = i * d; j < i * d + d; j++) {
                                        out[j] = (in[j] - unit[j] * along) * factor;
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
