package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations that treat every row by itself, tile by tile. */
public final class RowSteps {
    private RowSteps() {}

    /** Layer normalisation; gradients of x, gain, shift. */
    public static final class LayerNorm implements HostSteps {
        private final INDArray x; // [..., d]
        private final INDArray gain; // [1, d]
        private final INDArray shift; // [1, d]
        private final float epsilon;
        private final int d;

        public LayerNorm(INDArray x, INDArray gain, INDArray shift, double epsilon) {
            this.x = x;
            this.gain = gain;
            this.shift = shift;
            this.epsilon = (float) epsilon;
            this.d = Math.toIntExact(x.size(x.rank() - 1));
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            float[] gains = HostLoops.values(gain);
            float[] shifts = HostLoops.values(shift);
            HostLoops.over(x.length() / d)
                    .read(x, d)
                    .scratch(d)
                    .write(out, d)
                    .scratch(1)
                    .run((t, first, n) -> {
                        HostLoops.LOOPS.standardize(t[0], t[1], t[3], epsilon, n, d);
                        HostLoops.LOOPS.scaleRows(t[1], gains, shifts, t[2], n, d);
                    });
        }

        /** One pass; normalising again in the cache costs less than reading what was normalised. */
        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            float[] gains = HostLoops.values(gain);
            INDArray dx = into.get(0).orElseGet(() -> scratch.array(DataType.FLOAT, x.shape()));
            float[][] sums = HostLoops.over(x.length() / d)
                    .read(gradient, d)
                    .read(x, d)
                    .scratch(d)
                    .scratch(1)
                    .write(dx, d)
                    .runAdding(new int[] {d, d}, (t, sum, first, n) -> {
                        HostLoops.LOOPS.standardize(t[1], t[2], t[3], epsilon, n, d);
                        HostLoops.LOOPS.standardizeBack(t[2], t[3], t[0], gains, t[4], n, d);
                        HostLoops.LOOPS.addRows(t[0], 0, sum[1], 0, n, d); // d shift = 1' dy
                        HostLoops.LOOPS.multiply(t[0], t[2], t[0], n * d);
                        HostLoops.LOOPS.addRows(t[0], 0, sum[0], 0, n, d); // d gain = 1' (dy * normal)
                    });
            into.get(1).ifPresent(target -> HostLoops.write(sums[0], target));
            into.get(2).ifPresent(target -> HostLoops.write(sums[1], target));
        }
    }

    /** Rows of length 1; gradient of x. */
    public static final class Normalize implements HostSteps {
        private final INDArray x; // [..., d]
        private final INDArray inverse; // [N, 1], 1 / max(|x|, epsilon)
        private final double epsilon;
        private final int d;

        private INDArray y; // [..., d], the result

        /** {@code inverse} is written by the forward and read by the backward. */
        public Normalize(INDArray x, INDArray inverse, double epsilon) {
            this.x = x;
            this.y = x;
            this.inverse = inverse;
            this.epsilon = epsilon;
            this.d = Math.toIntExact(x.size(x.rank() - 1));
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            y = out;
            HostLoops.over(x.length() / d)
                    .read(x, d)
                    .write(out, d)
                    .write(inverse, 1)
                    .run((t, first, n) -> {
                        float[] in = t[0]; // in variables: or the loop reads the arrays again for every entry
                        float[] unit = t[1];
                        for (int i = 0; i < n; i++) {
                            double length = Math.sqrt(HostLoops.LOOPS.dot(in, i * d, in, i * d, d));
                            float factor = (float) (1 / Math.max(length, epsilon));
                            t[2][i] = factor;
                            for (int j = i * d; j < i * d + d; j++) {
                                unit[j] = in[j] * factor;
                            }
                        }
                    });
        }

        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            HostLoops.over(x.length() / d)
                    .read(gradient, d)
                    .read(y, d)
                    .read(inverse, 1)
                    .write(into.get(0).orElseThrow(), d)
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
                    });
        }
    }

    /** Matrices side by side; gradients of the parts. */
    public static final class Concat implements HostSteps {
        private final List<INDArray> parts; // each [B, d_m]
        private final int width;

        public Concat(List<INDArray> parts) {
            this.parts = List.copyOf(parts);
            this.width = parts.stream().mapToInt(part -> (int) part.size(1)).sum();
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            HostLoops loops = HostLoops.over(out.size(0)).write(out, width);
            parts.forEach(part -> loops.read(part, part.size(1)));
            loops.run((t, first, n) -> each((part, d, from) -> {
                for (int i = 0; i < n; i++) {
                    System.arraycopy(t[1 + part], i * d, t[0], i * width + from, d);
                }
            }));
        }

        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            HostLoops loops = HostLoops.over(gradient.size(0)).read(gradient, width);
            each((part, d, from) ->
                    into.get(part).ifPresentOrElse(target -> loops.write(target, d), () -> loops.scratch(d)));
            loops.run((t, first, n) -> each((part, d, from) -> {
                for (int i = 0; i < n; i++) {
                    System.arraycopy(t[0], i * width + from, t[1 + part], i * d, d);
                }
            }));
        }

        private interface Part {
            void at(int number, int width, int from);
        }

        private void each(Part body) {
            int from = 0;
            for (int p = 0; p < parts.size(); p++) {
                int d = (int) parts.get(p).size(1);
                body.at(p, d, from);
                from += d;
            }
        }
    }

    /** The mean of each row's tokens; gradient of x. */
    public static final class MeanTokens implements HostSteps {
        private final INDArray x; // [B, T, D]
        private final IntUnaryOperator lengths;
        private final int rows;
        private final int tokens;
        private final int width;

        public MeanTokens(INDArray x, IntUnaryOperator lengths) {
            this.x = x;
            this.lengths = lengths;
            this.rows = (int) x.size(0);
            this.tokens = (int) x.size(1);
            this.width = (int) x.size(2);
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            HostLoops.over(rows)
                    .read(x, (long) tokens * width)
                    .write(out, width)
                    .run((t, first, n) -> {
                        Arrays.fill(t[1], 0, n * width, 0);
                        for (int i = 0; i < n; i++) {
                            int length = lengths.applyAsInt(first + i);
                            HostLoops.LOOPS.addRows(t[0], i * tokens * width, t[1], i * width, length, width);
                            for (int j = i * width; length > 0 && j < (i + 1) * width; j++) {
                                t[1][j] /= length;
                            }
                        }
                    });
        }

        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            HostLoops.over(rows)
                    .read(gradient, width)
                    .write(into.get(0).orElseThrow(), (long) tokens * width)
                    .run((t, first, n) -> {
                        for (int i = 0; i < n; i++) { // y = sum x / length: dx = dy / length
                            int length = lengths.applyAsInt(first + i);
                            int end = (i * tokens + length) * width;
                            for (int j = i * width; j < (i + 1) * width; j++) {
                                t[0][j] /= Math.max(1, length);
                            }
                            for (int at = i * tokens * width; at < end; at += width) {
                                System.arraycopy(t[0], i * width, t[1], at, width);
                            }
                            Arrays.fill(t[1], end, (i + 1) * tokens * width, 0);
                        }
                    });
        }
    }

    /** The outer product of each pair of rows; gradients of a, b. */
    public static final class Outer implements HostSteps {
        private final INDArray a; // [B, m]
        private final INDArray b; // [B, n]
        private final int m;
        private final int n;

        public Outer(INDArray a, INDArray b) {
            this.a = a;
            this.b = b;
            this.m = (int) a.size(1);
            this.n = (int) b.size(1);
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            HostLoops.over(a.size(0))
                    .read(a, m)
                    .read(b, n)
                    .write(out, (long) m * n)
                    .run((t, first, count) -> {
                        for (int r = 0; r < count; r++) {
                            HostLoops.LOOPS.product(
                                    Left.plain(new Rows(t[0], r * m, 1)),
                                    new Rows(t[1], r * n, n),
                                    new Rows(t[2], r * m * n, n),
                                    m,
                                    n,
                                    1);
                        }
                    });
        }

        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            into.get(0)
                    .ifPresent(da -> HostLoops.over(a.size(0)) // da = dY b
                            .read(gradient, (long) m * n)
                            .read(b, n)
                            .write(da, m)
                            .run((t, first, count) -> {
                                for (int r = 0; r < count; r++) {
                                    for (int i = 0; i < m; i++) {
                                        t[2][r * m + i] = HostLoops.LOOPS.dot(t[0], (r * m + i) * n, t[1], r * n, n);
                                    }
                                }
                            }));
            into.get(1)
                    .ifPresent(db -> HostLoops.over(a.size(0)) // db = dY' a
                            .read(gradient, (long) m * n)
                            .read(a, m)
                            .write(db, n)
                            .run((t, first, count) -> {
                                for (int r = 0; r < count; r++) {
                                    HostLoops.LOOPS.product(
                                            Left.plain(new Rows(t[1], r * m, m)),
                                            new Rows(t[0], r * m * n, n),
                                            new Rows(t[2], r * n, n),
                                            1,
                                            n,
                                            m);
                                }
                            }));
        }
    }
}
