package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.RowSteps;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each row's tokens, padding left out; a row without tokens gives zeros. */
final class MeanTokens extends Op {
    private final Var x; // [B, T, D]
    private final int[] lengths; // [B]
    private INDArray weight; // [B, 1, T]

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
    Optional<HostSteps> onHost() {
        return Optional.of(new RowSteps.MeanTokens(x.value(), row -> lengths[row]));
    }

    @Override
    protected void forward(INDArray out) {
        int tokens = x.size(1);
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
        INDArray dy = gradient.reshape('c', x.size(0), 1, x.size(2));
        // y = w x: dx = w' dy
        x.accumulate(slot(), target -> MatrixProduct.batched(target, weight, TRANSPOSED, dy, PLAIN, 1));
    }
}
