package dev.interlace.learn.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The operations of {@link Joins} that weigh several representations of the same rows against each other. */
final class WeighOps {
    private WeighOps() {}

    private static Var[] all(Var first, List<Var> rest) {
        List<Var> all = new ArrayList<>(rest);
        all.add(0, first);
        return all.toArray(Var[]::new);
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

    /**
     * The softmax of each row over the columns that count, the largest counting score removed before the exponential.
     */
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
}
