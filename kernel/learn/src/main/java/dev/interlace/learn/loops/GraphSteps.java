package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph convolution in tiles: a tile of summed rows meets the weights before it leaves the cache, and on the way back
 * one pass over the tiles gives both {@code dW} and {@code d(A H)}: separate products wait for memory between them.
 * What that saves stands in tutorials/performance.md.
 *
 * <p>n nodes, d and w widths before and after. Gradients of features, weights.
 */
public final class GraphSteps implements HostSteps {
    /** Weights beyond this number of entries leave the first caches; then products are left to BLAS. */
    public static final int MOST_WEIGHTS = 1 << 14;

    /** Entries of a tile. */
    private static final int TILE = 4096;

    /** Fewer entries than these are not worth a second thread. */
    private static final long PARALLEL = 1 << 15;

    private final Sparse forth; // A: [n, n]
    private final Sparse back; // A'
    private final INDArray h; // [n, d]
    private final INDArray weights; // [d, w]
    private final Curve curve;
    private final int rows;
    private final int columns;
    private final int d;
    private final int width;
    private float[] heard = new float[0]; // [n, d], A H
    private float[] before = new float[0]; // [n, d], H
    private INDArray result; // [n, w]

    /** The entries of a sparse matrix by row: those of row i are {@code start[i] .. start[i + 1] - 1}. */
    @SuppressWarnings("ArrayRecordComponent") // read in the innermost loop
    public record Sparse(int[] start, int[] index, float[] weight) {}

    public GraphSteps(Sparse forth, Sparse back, INDArray h, INDArray weights, Curve curve) {
        this.forth = forth;
        this.back = back;
        this.h = h;
        this.weights = weights;
        this.curve = curve;
        this.rows = forth.start.length - 1;
        this.columns = back.start.length - 1;
        this.d = (int) h.size(1);
        this.width = (int) weights.size(1);
        this.result = h;
    }

    @Override
    public void forward(INDArray out, Slot scratch) {
        this.result = out;
        before = HostLoops.read(h, scratch.floats(h.length()));
        heard = scratch.floats((long) rows * d);
        Rows w = new Rows(HostLoops.values(weights), 0, width);
        FloatBuffer written = HostLoops.buffer(out);
        int step = step();
        HostLoops.split(rows, threads(), (from, to) -> {
            float[] tile = new float[step * width];
            for (int first = from; first < to; first += step) {
                int count = Math.min(step, to - first);
                HostLoops.LOOPS.sparse(forth.start, forth.index, forth.weight, before, heard, first, first + count, d);
                HostLoops.LOOPS.product(
                        Left.plain(new Rows(heard, first * d, d)), w, new Rows(tile, 0, width), count, width, d);
                if (curve != Curve.NONE) {
                    HostLoops.LOOPS.activate(curve, tile, tile, count * width);
                }
                written.put(first * width, tile, 0, count * width);
            }
        });
    }

    @Override
    public void backward(INDArray gradient, Gradients into, Slot scratch) {
        boolean wantsFeatures = into.get(0).isPresent();
        float[] dHeard = wantsFeatures ? scratch.floats((long) rows * d) : new float[0];
        Rows turned = new Rows(turned(HostLoops.values(weights), d, width), 0, d);
        FloatBuffer dY = HostLoops.buffer(gradient);
        FloatBuffer y = HostLoops.buffer(result);
        int threads = threads();
        int step = step();
        float[][] sums = new float[threads][d * width];
        HostLoops.shares(rows, threads, (share, from, to) -> {
            Rows tile = new Rows(new float[step * width], 0, width);
            Rows sum = new Rows(sums[share], 0, width);
            float[] known = new float[curve == Curve.NONE ? 0 : step * width];
            for (int first = from; first < to; first += step) {
                int count = Math.min(step, to - first);
                dY.get(first * width, tile.array(), 0, count * width);
                if (curve != Curve.NONE) { // Y = activation(Z): dZ = dY activation'
                    y.get(first * width, known, 0, count * width);
                    HostLoops.LOOPS.activateBack(curve, known, tile.array(), tile.array(), count * width);
                }
                // Z = P W: dW = P' dZ
                HostLoops.LOOPS.addProduct(Left.turned(new Rows(heard, first * d, d)), tile, sum, d, width, count);
                if (wantsFeatures) { // Z = P W: dP = dZ W'
                    HostLoops.LOOPS.product(Left.plain(tile), turned, new Rows(dHeard, first * d, d), count, d, width);
                }
            }
        });
        for (int share = 1; share < threads; share++) {
            HostLoops.LOOPS.add(sums[share], 0, sums[0], 0, d * width);
        }
        into.get(1).ifPresent(target -> HostLoops.write(sums[0], target));
        if (wantsFeatures) { // P = A H: dH = A' dP; H itself is no longer needed
            HostLoops.split(
                    columns,
                    threads,
                    (from, to) ->
                            HostLoops.LOOPS.sparse(back.start, back.index, back.weight, dHeard, before, from, to, d));
            HostLoops.write(before, into.get(0).orElseThrow());
        }
    }

    private static float[] turned(float[] weights, int d, int width) {
        float[] turned = new float[weights.length];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < width; j++) {
                turned[j * d + i] = weights[i * width + j];
            }
        }
        return turned;
    }

    /** Rows of a tile: a multiple of the four that a product takes at a time. */
    private int step() {
        return Math.max(4, TILE / Math.max(d, width) / 4 * 4);
    }

    private int threads() {
        return (long) rows * Math.max(d, width) < PARALLEL ? 1 : HostLoops.threads();
    }
}
