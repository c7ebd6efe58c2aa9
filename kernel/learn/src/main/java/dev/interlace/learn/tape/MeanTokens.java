package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostLoops;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each row's tokens, padding left out; a row without tokens gives zeros. */
final class MeanTokens extends Op {
    private final Var x; // [B, T, D]
    private final int[] lengths; // [B]
    private INDArray weight; // [B, 1, T], where the host has no loops

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    MeanTokens(Var x, int[] lengths) {
        super(x);
        this.x = x;
        this.lengths = lengths;
        Shapes.require(lengths.length == x.size(0), "meanTokens: %d rows, but %d lengths", x.size(0), lengths.length);
    }

    @Override
    protected long[] shape() {
        return new long[] {x.size(0), x.size(2)};
    }

    @Override
    protected void forward(INDArray out) {
        int tokens = x.size(1);
        int width = x.size(2);
        if (HostLoops.serves(x.value(), out)) {
            HostLoops.over(lengths.length)
                    .read(x.value(), (long) tokens * width)
                    .write(out, width)
                    .run((t, first, n) -> {
                        Arrays.fill(t[1], 0, n * width, 0);
                        for (int i = 0; i < n; i++) {
                            int length = lengths[first + i];
                            HostLoops.LOOPS.addRows(t[0], i * tokens * width, t[1], i * width, length, width);
                            for (int j = i * width; length > 0 && j < (i + 1) * width; j++) {
                                t[1][j] /= length;
                            }
                        }
                    });
            return;
        }
        float[] values = new float[lengths.length * tokens];
        for (int row = 0; row < lengths.length; row++) {
            for (int t = 0; t < lengths[row]; t++) {
                values[row * tokens + t] = 1f / lengths[row];
            }
        }
        weight = array(lengths.length, 1, tokens);
        Host.write(values, weight);
        MatrixProduct.batched(out.reshape('c', x.size(0), 1, x.size(2)), weight, PLAIN, x.value(), PLAIN, 1);
    }

    @Override
    protected void backward(INDArray gradient) {
        int width = x.size(2);
        int tokens = x.size(1);
        if (HostLoops.serves(gradient, x.value())) {
            x.accumulate(
                    slot(),
                    target -> HostLoops.over(lengths.length)
                            .read(gradient, width)
                            .write(target, (long) tokens * width)
                            .run((t, first, n) -> {
                                for (int i = 0; i < n; i++) { // y = sum x / length: dx = dy / length
                                    int end = (i * tokens + lengths[first + i]) * width;
                                    for (int j = i * width; j < (i + 1) * width; j++) {
                                        t[0][j] /= Math.max(1, lengths[first + i]);
                                    }
                                    for (int at = i * tokens * width; at < end; at += width) {
                                        System.arraycopy(t[0], i * width, t[1], at, width);
                                    }
                                    Arrays.fill(t[1], end, (i + 1) * tokens * width, 0);
                                }
                            }));
            return;
        }
        INDArray dy = gradient.reshape('c', x.size(0), 1, x.size(2));
        // y = w x: dx = w' dy
        x.accumulate(slot(), target -> MatrixProduct.batched(target, weight, TRANSPOSED, dy, PLAIN, 1));
    }
}
