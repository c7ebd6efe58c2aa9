package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Present rows as they are, absent rows replaced by one trained vector, whatever they held (even NaN). */
final class FillAbsent extends Op {
    private final Var x; // [B, d]
    private final Var token; // [1, d]
    private final float[] presence; // [B], 1 present, 0 absent
    private INDArray absent; // [B, 1], 1 absent

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    FillAbsent(Var x, Var token, float[] presence) {
        super(x, token);
        this.x = x;
        this.token = token;
        this.presence = presence;
        Shapes.require(
                presence.length == x.size(0), "fillAbsent: %d rows, but %d presence flags", x.size(0), presence.length);
    }

    @Override
    protected long[] shape() {
        return x.shape();
    }

    @Override
    protected void forward(INDArray out) {
        float[] flags = new float[presence.length];
        for (int row = 0; row < flags.length; row++) {
            flags[row] = 1 - presence[row];
        }
        absent = array(flags.length, 1);
        Host.write(flags, absent);
        out.assign(x.value());
        for (int row = 0; row < flags.length; row++) {
            if (flags[row] == 1) {
                out.getRow(row).assign(token.value());
            }
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        if (token.isTrained()) { // the token stands in every absent row
            double beta = token.beta();
            MatrixProduct.into(token.gradientArray(), absent, TRANSPOSED, gradient, PLAIN, 1, beta);
        }
        if (x.isTrained()) {
            x.accumulate(slot(), target -> {
                target.assign(gradient);
                for (int row = 0; row < presence.length; row++) {
                    if (presence[row] == 0) {
                        target.getRow(row).assign(0);
                    }
                }
            });
        }
    }
}
