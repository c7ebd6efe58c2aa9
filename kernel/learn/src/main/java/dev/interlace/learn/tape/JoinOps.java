package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.ConvolveSteps;
import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.TokenProductSteps;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The operations of {@link Joins} that change shapes, scale rows or multiply; {@link WeighOps} has the rest. */
final class JoinOps {
    private JoinOps() {}

    /** {@code x_b * factor_b}. */
    static final class ScaleRows extends Op {
        private final Var x; // [B, d]
        private final float[] factors; // [B]
        private INDArray column; // [B, 1]

        @SuppressWarnings("NullAway.Init") // forward runs before backward
        ScaleRows(Var x, float[] factors) {
            super(x);
            this.x = x;
            this.factors = factors;
            Shapes.require(
                    factors.length == x.size(0), "scaleRows: %d rows, but %d factors", x.size(0), factors.length);
        }

        @Override
        protected long[] shape() {
            return x.shape();
        }

        @Override
        protected void forward(INDArray out) {
            column = array(factors.length, 1);
            Host.write(factors, column);
            out.assign(x.value());
            Shapes.rows(out).muliColumnVector(column);
        }

        @Override
        protected void backward(INDArray gradient) {
            x.accumulate(
                    slot(),
                    target -> { // d x_b = factor_b d y_b
                        target.assign(gradient);
                        Shapes.rows(target).muliColumnVector(column);
                    });
        }
    }

    /**
     * Circular convolution row by row, by its definition: D^2 products, which beat a transform up to some hundred
     * columns.
     */
    static final class Convolve extends Op {
        private final Var a; // [B, D]
        private final Var b; // [B, D]

        Convolve(Var a, Var b) {
            super(a, b);
            this.a = a;
            this.b = b;
            Shapes.require(a.value().equalShapes(b.value()), "convolve: %s against %s", a, b);
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        @Override
        Optional<HostSteps> onHost() {
            return Optional.of(new ConvolveSteps(a.value(), b.value()));
        }

        @Override
        protected void forward(INDArray out) {
            double[] left = Host.doubles(a.value());
            double[] right = Host.doubles(b.value());
            double[] z = new double[left.length];
            int width = a.size(1);
            for (int from = 0; from < z.length; from += width) {
                for (int i = 0; i < width; i++) {
                    for (int k = 0; k < width; k++) { // i and k meet in i + k
                        int at = i + k < width ? i + k : i + k - width;
                        z[from + at] += left[from + i] * right[from + k];
                    }
                }
            }
            out.assign(Nd4j.createFromArray(z).reshape('c', shape()));
        }

        @Override
        protected void backward(INDArray gradient) {
            double[] dz = Host.doubles(gradient);
            if (a.isTrained()) { // z_(i + k) = a_i b_k: da_i = sum_k dz_(i + k) b_k
                a.accumulate(slot(), target -> target.assign(correlate(dz, Host.doubles(b.value()))));
            }
            if (b.isTrained()) { // z_(i + k) = a_i b_k: db_k = sum_i dz_(i + k) a_i
                b.accumulate(slot(), target -> target.assign(correlate(dz, Host.doubles(a.value()))));
            }
        }

        /** {@code y_i = sum_k dz_(i + k) x_k}, row by row. */
        private INDArray correlate(double[] dz, double[] x) {
            double[] y = new double[dz.length];
            int width = a.size(1);
            for (int from = 0; from < y.length; from += width) {
                for (int i = 0; i < width; i++) {
                    for (int k = 0; k < width; k++) {
                        int at = i + k < width ? i + k : i + k - width;
                        y[from + i] += dz[from + at] * x[from + k];
                    }
                }
            }
            return Nd4j.createFromArray(y).reshape('c', shape());
        }
    }

    /** Some tokens of each row. */
    static final class Tokens extends Op {
        private final Var x; // [B, T, D]
        private final INDArrayIndex[] chosen;
        private final int count;

        Tokens(Var x, int from, int count) {
            super(x);
            this.x = x;
            this.count = count;
            Shapes.require(from >= 0 && from + count <= x.size(1), "tokens: %d from %d of %s", count, from, x);
            chosen = new INDArrayIndex[] {
                NDArrayIndex.all(), NDArrayIndex.interval(from, from + count), NDArrayIndex.all()
            };
        }

        @Override
        protected long[] shape() {
            return new long[] {x.size(0), count, x.size(2)};
        }

        @Override
        protected void forward(INDArray out) {
            out.assign(x.value().get(chosen).reshape('c', shape()));
        }

        @Override
        protected void backward(INDArray gradient) {
            x.accumulate(slot(), target -> {
                target.assign(0);
                target.put(chosen, gradient);
            });
        }
    }

    /** {@code a_b op(b_b)}. */
    static final class Batched extends Op {
        private final Var a; // [B, S, D], or [B, S, T]
        private final Var b; // [B, T, D]
        private final MatrixProduct.Factor opB;

        Batched(Var a, Var b, MatrixProduct.Factor opB) {
            super(a, b);
            this.a = a;
            this.b = b;
            this.opB = opB;
            Shapes.require(
                    a.size(0) == b.size(0) && a.size(2) == b.size(opB == TRANSPOSED ? 2 : 1),
                    "product of tokens: %s against %s",
                    a,
                    b);
        }

        @Override
        protected long[] shape() {
            return new long[] {a.size(0), a.size(1), b.size(opB == TRANSPOSED ? 1 : 2)};
        }

        @Override
        Optional<HostSteps> onHost() {
            return Optional.of(new TokenProductSteps(a.value(), b.value(), opB == TRANSPOSED));
        }

        @Override
        protected void forward(INDArray out) {
            MatrixProduct.batched(out, a.value(), PLAIN, b.value(), opB, 1);
        }

        @Override
        protected void backward(INDArray gradient) {
            if (a.isTrained()) { // z = a op(b): da = dz op(b)'
                MatrixProduct.Factor back = opB == TRANSPOSED ? PLAIN : TRANSPOSED;
                a.accumulate(slot(), target -> MatrixProduct.batched(target, gradient, PLAIN, b.value(), back, 1));
            }
            if (b.isTrained() && opB == TRANSPOSED) { // z = a b': db = dz' a
                b.accumulate(
                        slot(), target -> MatrixProduct.batched(target, gradient, TRANSPOSED, a.value(), PLAIN, 1));
            } else if (b.isTrained()) { // z = a b: db = a' dz
                b.accumulate(
                        slot(), target -> MatrixProduct.batched(target, a.value(), TRANSPOSED, gradient, PLAIN, 1));
            }
        }
    }

    /** The last two dimensions exchanged. */
    static final class Transpose extends Op {
        private final Var x;

        Transpose(Var x) {
            super(x);
            this.x = x;
        }

        @Override
        protected long[] shape() {
            return new long[] {x.size(0), x.size(2), x.size(1)};
        }

        @Override
        protected void forward(INDArray out) {
            out.assign(x.value().permute(0, 2, 1));
        }

        @Override
        protected void backward(INDArray gradient) {
            x.accumulate(slot(), target -> target.assign(gradient.permute(0, 2, 1)));
        }
    }
}
