package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.GraphSteps;
import dev.interlace.learn.loops.HostSteps;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code Y = activation((A H) W)} with a constant sparse {@code A}: neighbours are summed first, so that a layer over
 * constant features needs no sparse product backward.
 *
 * <p>n nodes, d and w widths before and after.
 */
public final class GraphConvolution extends Op {
    private final SparseMatrix a; // [n, n]
    private final Var h; // [n, d]
    private final Var weights; // [d, w]
    private final Activation activation;
    private INDArray heard; // [n, d], A H

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    public GraphConvolution(SparseMatrix a, Var h, Var weights, Activation activation) {
        super(h, weights);
        this.a = a;
        this.h = h;
        this.weights = weights;
        this.activation = activation;
        Shapes.require(
                activation != Activation.GELU,
                "graph convolution: the derivative of GELU needs what was there before it; add it as a layer of its own");
        Shapes.require(
                a.columns() == h.size(0),
                "graph convolution: the sparse matrix has %d columns, h has %d rows",
                a.columns(),
                h.size(0));
        Shapes.require(
                h.size(1) == weights.size(0),
                "graph convolution: h has %d columns, w has %d rows",
                h.size(1),
                weights.size(0));
    }

    @Override
    protected long[] shape() {
        return new long[] {a.rows(), weights.size(1)};
    }

    @Override
    Optional<HostSteps> onHost() {
        boolean fits = !h.value().isView() && weights.value().length() <= GraphSteps.MOST_WEIGHTS;
        GraphSteps.Sparse forth = new GraphSteps.Sparse(a.rowStart(), a.column(), a.weight());
        GraphSteps.Sparse back = new GraphSteps.Sparse(a.columnStart(), a.row(), a.weightOfTranspose());
        return fits
                ? Optional.of(new GraphSteps(forth, back, h.value(), weights.value(), activation.curve()))
                : Optional.empty();
    }

    @Override
    protected void forward(INDArray out) {
        heard = array(a.rows(), h.size(1)); // P = A H
        a.multiply(h.value(), heard, slot());
        MatrixProduct.into(out, heard, weights.value()); // Z = P W
        if (activation != Activation.NONE) {
            Activate.into(activation, out, out);
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        INDArray dZ = gradient; // Y = activation(Z): dZ = dY activation'
        if (activation != Activation.NONE) {
            dZ = array(gradient.shape());
            Activate.backInto(activation, result().value(), gradient, dZ);
        }
        if (weights.isTrained()) { // Z = P W: dW = P' dZ
            double beta = weights.beta();
            MatrixProduct.into(weights.gradientArray(), heard, TRANSPOSED, dZ, PLAIN, 1, beta);
        }
        if (h.isTrained()) { // Z = P W: dP = dZ W'; P = A H: dH = A' dP
            INDArray dHeard = array(a.rows(), h.size(1));
            MatrixProduct.into(dHeard, dZ, PLAIN, weights.value(), TRANSPOSED, 1, 0);
            h.accumulate(slot(), target -> a.multiplyTransposed(dHeard, target, slot()));
        }
    }
}
