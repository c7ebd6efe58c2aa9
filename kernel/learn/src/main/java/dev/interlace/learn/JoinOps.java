package dev.interlace.learn;

import static dev.interlace.learn.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.MatrixProduct.Factor.TRANSPOSED;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The operations of {@link Joins}. */
final class JoinOps {
    private JoinOps() {}

    private static Var[] all(Var first, List<Var> rest) {
        List<Var> all = new ArrayList<>(rest);
        all.add(0, first);
        return all.toArray(Var[]::new);
    }

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
                        target.muliColumnVector(column);
                    });
        }
    }

    /** {@code z_b = vec(a_b b_b')}. */
    static final class Outer extends Op {
        private final Var a; // [B, p]
        private final Var b; // [B, q]

        Outer(Var a, Var b) {
            super(a, b);
            this.a = a;
            this.b = b;
            Shapes.require(a.size(0) == b.size(0), "outer: %s against %s", a, b);
        }

        @Override
        protected long[] shape() {
            return new long[] {a.size(0), (long) a.size(1) * b.size(1)};
        }

        @Override
        protected void forward(INDArray out) {
            MatrixProduct.batched(
                    out.reshape('c', a.size(0), a.size(1), b.size(1)),
                    a.value().reshape('c', a.size(0), a.size(1), 1),
                    PLAIN,
                    b.value().reshape('c', b.size(0), 1, b.size(1)),
                    PLAIN,
                    1);
        }

        @Override
        protected void backward(INDArray gradient) {
            INDArray dz = gradient.reshape('c', a.size(0), a.size(1), b.size(1));
            if (a.isTrained()) { // z = a b': da = dz b
                a.accumulate(
                        slot(),
                        target -> MatrixProduct.batched(
                                target.reshape('c', a.size(0), a.size(1), 1),
                                dz,
                                PLAIN,
                                b.value().reshape('c', b.size(0), b.size(1), 1),
                                PLAIN,
                                1));
            }
            if (b.isTrained()) { // z = a b': db' = a' dz
                b.accumulate(
                        slot(),
                        target -> MatrixProduct.batched(
                                target.reshape('c', b.size(0), 1, b.size(1)),
                                a.value().reshape('c', a.size(0), 1, a.size(1)),
                                PLAIN,
                                dz,
                                PLAIN,
                                1));
            }
        }
    }

    /** Circular convolution row by row, by its definition: D^2 products, which beat a transform up to some hundred columns. */
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

    /** {@code z_b = sum_m w_bm part_mb}. */
    static final class Mix extends Op {
        private final Var weights; // [B, M]
        private final List<Var> parts; // M times [B, D]

        Mix(Var weights, List<Var> parts) {
            super(all(weights, parts));
            this.weights = weights;
            this.parts = parts;
            for (Var part : parts) {
                Shapes.require(
                        part.value().equalShapes(parts.get(0).value()) && part.size(0) == weights.size(0),
                        "mix: weights %s, parts %s",
                        weights,
                        parts);
            }
            Shapes.require(
                    weights.size(1) == parts.size(), "mix: %d weights for %d parts", weights.size(1), parts.size());
        }

        @Override
        protected long[] shape() {
            return parts.get(0).shape();
        }

        private INDArray weight(int m) {
            INDArray column = array(weights.size(0), 1);
            column.assign(weights.value().get(NDArrayIndex.all(), NDArrayIndex.interval(m, m + 1)));
            return column;
        }

        @Override
        protected void forward(INDArray out) {
            out.assign(0);
            INDArray part = array(shape());
            for (int m = 0; m < parts.size(); m++) {
                part.assign(parts.get(m).value());
                part.muliColumnVector(weight(m));
                out.addi(part);
            }
        }

        @Override
        protected void backward(INDArray gradient) {
            for (int m = 0; m < parts.size(); m++) {
                if (parts.get(m).isTrained()) { // d part_m = w_m dz
                    INDArray column = weight(m);
                    parts.get(m).accumulate(slot(), target -> {
                        target.assign(gradient);
                        target.muliColumnVector(column);
                    });
                }
            }
            if (weights.isTrained()) { // d w_m = <part_m, dz>
                INDArray all = array(weights.shape());
                INDArray product = array(shape());
                INDArray sums = array(weights.size(0), 1);
                for (int m = 0; m < parts.size(); m++) {
                    parts.get(m).value().mul(gradient, product);
                    MatrixProduct.rowSums(sums, product, ones(product.size(1)));
                    all.get(NDArrayIndex.all(), NDArrayIndex.interval(m, m + 1)).assign(sums);
                }
                weights.accumulate(slot(), target -> target.assign(all));
            }
        }
    }

    /** The softmax of each row over the columns that count, the largest counting score removed before the exponential. */
    static final class MaskedSoftmax extends Op {
        private final Var scores; // [B, M]
        private final float[][] counts; // [M][B]

        MaskedSoftmax(Var scores, float[][] counts) {
            super(scores);
            this.scores = scores;
            this.counts = counts;
            Shapes.require(counts.length == scores.size(1), "maskedSoftmax: %d columns for %s", counts.length, scores);
            for (float[] column : counts) {
                Shapes.require(column.length == scores.size(0), "maskedSoftmax: %d rows for %s", column.length, scores);
            }
        }

        @Override
        protected long[] shape() {
            return scores.shape();
        }

        @Override
        protected void forward(INDArray out) {
            double[] s = Host.doubles(scores.value());
            int columns = counts.length;
            for (int row = 0; row < scores.size(0); row++) {
                double most = Double.NEGATIVE_INFINITY;
                double sum = 0;
                for (int m = 0; m < columns; m++) {
                    most = counts[m][row] == 0 ? most : Math.max(most, s[row * columns + m]);
                }
                for (int m = 0; m < columns; m++) {
                    int at = row * columns + m;
                    s[at] = counts[m][row] == 0 ? 0 : Math.exp(s[at] - most);
                    sum += s[at];
                }
                for (int m = 0; m < columns && sum > 0; m++) {
                    s[row * columns + m] /= sum;
                }
            }
            out.assign(Nd4j.createFromArray(s).reshape('c', scores.shape()));
        }

        @Override
        protected void backward(INDArray gradient) {
            INDArray p = result().value();
            scores.accumulate(
                    slot(),
                    target -> { // p = softmax(s): ds = p (dp - <p, dp>)
                        INDArray product = array(scores.shape());
                        INDArray sums = array(scores.size(0), 1);
                        p.mul(gradient, product);
                        MatrixProduct.rowSums(sums, product, ones(product.size(1)));
                        target.assign(gradient);
                        target.subiColumnVector(sums);
                        target.muli(p);
                    });
        }
    }

    /** The largest of the parts that count; the gradient goes to the first part that holds it. */
    static final class Maximum extends Op {
        private final List<Var> parts; // M times [B, D]
        private final float[][] counts; // [M][B]
        private int[] winner; // [B D], -1 where nothing counts

        @SuppressWarnings("NullAway.Init") // forward runs before backward
        Maximum(List<Var> parts, float[][] counts) {
            super(parts.toArray(Var[]::new));
            this.parts = parts;
            this.counts = counts;
            for (Var part : parts) {
                Shapes.require(part.value().equalShapes(parts.get(0).value()), "maximum: parts %s", parts);
            }
        }

        @Override
        protected long[] shape() {
            return parts.get(0).shape();
        }

        @Override
        protected void forward(INDArray out) {
            int width = parts.get(0).size(1);
            double[] most = new double[parts.get(0).size(0) * width];
            winner = new int[most.length];
            Arrays.fill(winner, -1);
            for (int m = 0; m < parts.size(); m++) {
                double[] values = Host.doubles(parts.get(m).value());
                for (int i = 0; i < most.length; i++) {
                    if (counts[m][i / width] != 0 && (winner[i] < 0 || values[i] > most[i])) {
                        most[i] = values[i];
                        winner[i] = m;
                    }
                }
            }
            out.assign(Nd4j.createFromArray(most).reshape('c', shape()));
        }

        @Override
        protected void backward(INDArray gradient) {
            double[] dz = Host.doubles(gradient);
            for (int m = 0; m < parts.size(); m++) {
                if (parts.get(m).isTrained()) {
                    double[] own = new double[dz.length];
                    for (int i = 0; i < dz.length; i++) {
                        own[i] = winner[i] == m ? dz[i] : 0;
                    }
                    parts.get(m)
                            .accumulate(
                                    slot(),
                                    target -> target.assign(
                                            Nd4j.createFromArray(own).reshape('c', shape())));
                }
            }
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
