package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums of rows that belong together; a segment without rows is 0. */
final class SegmentSum extends Op {
    private final Var x; // [n, d]
    private final int segments;
    private final SparseMatrix rowsToSegments; // [n, segments], 1 where a row belongs

    SegmentSum(Var x, int[] segmentOf, int segments) {
        super(x);
        this.x = x;
        this.segments = segments;
        Shapes.require(
                segmentOf.length == x.size(0),
                "segmentSum: %d rows, but %d segment numbers",
                x.size(0),
                segmentOf.length);
        for (int segment : segmentOf) {
            Shapes.require(
                    segment >= 0 && segment < segments,
                    "segmentSum: segment numbers must lie in [0, %d), got %d",
                    segments,
                    segment);
        }
        rowsToSegments = SparseMatrix.selection(segmentOf, segments);
    }

    @Override
    protected long[] shape() {
        return new long[] {segments, x.size(1)};
    }

    @Override
    protected void forward(INDArray out) {
        rowsToSegments.multiplyTransposed(x.value(), out);
    }

    @Override
    protected void backward(INDArray gradient) {
        x.accumulate(
                slot(), target -> rowsToSegments.multiply(gradient, target)); // each row gets its segment's gradient
    }
}
