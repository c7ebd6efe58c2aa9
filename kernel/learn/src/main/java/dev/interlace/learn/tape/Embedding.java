package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of a table by number. */
final class Embedding extends Op {
    private final Var table; // [n, d]
    private final int[] ids;

    Embedding(Var table, int[] ids) {
        super(table);
        this.table = table;
        this.ids = ids;
        Shapes.require(ids.length > 0, "embedding: needs at least one number, got none");
        for (int id : ids) {
            Shapes.require(
                    id >= 0 && id < table.size(0), "embedding: numbers must lie in [0, %d), got %d", table.size(0), id);
        }
    }

    @Override
    protected long[] shape() {
        return new long[] {ids.length, table.size(1)};
    }

    @Override
    protected void forward(INDArray out) {
        SparseMatrix.selection(ids, table.size(0)).multiply(table.value(), out);
    }

    @Override
    protected void backward(INDArray gradient) {
        // a number that repeats collects the gradients of all its places
        table.accumulate(
                slot(), target -> SparseMatrix.selection(ids, table.size(0)).multiplyTransposed(gradient, target));
    }
}
