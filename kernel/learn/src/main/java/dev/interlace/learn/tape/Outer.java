package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.RowSteps;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y_{ij} = a_i b_j} of each row: the product of all entries with all. */
final class Outer extends Op {
    private final Var a; // [B, m]
    private final Var b; // [B, n]

    Outer(Var a, Var b) {
        super(a, b);
        this.a = a;
        this.b = b;
        Shapes.require(
                a.value().rank() == 2 && b.value().rank() == 2 && a.size(0) == b.size(0),
                "outer: %s and %s are not matrices of equal row count",
                a,
                b);
    }

    @Override
    protected long[] shape() {
        return new long[] {a.size(0), (long) a.size(1) * b.size(1)};
    }

    @Override
    Optional<HostSteps> onHost() {
        return Optional.of(new RowSteps.Outer(a.value(), b.value()));
    }

    @Override
    protected void forward(INDArray out) {
        int m = a.size(1);
        int n = b.size(1);
        MatrixProduct.batched(cube(out, m, n), cube(a.value(), m, 1), PLAIN, cube(b.value(), 1, n), PLAIN, 1);
    }

    @Override
    protected void backward(INDArray gradient) {
        int m = a.size(1);
        int n = b.size(1);
        INDArray dy = cube(gradient, m, n);
        a.accumulateIfTrained(
                slot(),
                target -> MatrixProduct.batched(cube(target, m, 1), dy, PLAIN, cube(b.value(), 1, n), TRANSPOSED, 1));
        b.accumulateIfTrained(
                slot(),
                target -> MatrixProduct.batched(cube(target, 1, n), cube(a.value(), m, 1), TRANSPOSED, dy, PLAIN, 1));
    }

    private static INDArray cube(INDArray rows, int m, int n) {
        return rows.reshape('c', rows.size(0), m, n);
    }
}
