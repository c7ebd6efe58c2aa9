package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code Y = activation((A H) W)} with a constant sparse {@code A}: neighbours are summed first, so that a layer over
 * constant features needs no sparse product backward.
 *
 * <p>On the host, with weights that stay in the cache, a tile of summed rows meets the weights before it leaves the
 * cache, and on the way back one pass over the tiles gives both {@code dW} and {@code d(A H)}: separate products wait
 * for memory between them. What that saves stands in tutorials/performance.md.
 *
 * <p>n nodes, d and w widths before and after.
 */
public final class GraphConvolution extends Op {
    /** Weights beyond this number of entries leave the first caches; then products are left to BLAS. */
    private static final int MOST_WEIGHTS = 1 << 14;

    /** Entries of a tile. */
    private static final int TILE = 4096;

    /** Fewer entries than these are not worth a second thread. */
    private static final long PARALLEL = 1 << 15;

    private final SparseMatrix a; // [n, n]
    private final Var h; // [n, d]
    private final Var weights; // [d, w]
    private final Activation activation;
    private final boolean inTiles;
    private INDArray heard; // [n, d], A H, where it was not made in tiles
    private float[] heardTiles; // as heard, where it was
    private float[] before; // [n, d], H

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
        inTiles = HostLoops.serves(h.value(), weights.value())
                && !h.value().isView()
                && weights.value().length() <= MOST_WEIGHTS;
    }

    @Override
    protected long[] shape() {
        return new long[] {a.rows(), weights.size(1)};
    }

    @Override
    protected void forward(INDArray out) {
        if (!inTiles) {
            heard = array(a.rows(), h.size(1));
            a.multiply(h.value(), heard, slot());
            MatrixProduct.into(out, heard, weights.value());
            if (activation != Activation.NONE) {
                Activate.into(activation, out, out);
            }
            return;
        }
        int d = h.size(1);
        int width = weights.size(1);
        before = Host.read(h.value(), slot().floats(h.value().length()));
        heardTiles = slot().floats((long) a.rows() * d);
        Rows w = new Rows(Host.floats(weights.value()), 0, width);
        FloatBuffer result = HostLoops.buffer(out);
        int step = step(d, width);
        HostLoops.split(a.rows(), threads(d, width), (from, to) -> {
            float[] tile = new float[step * width];
            for (int first = from; first < to; first += step) {
                int count = Math.min(step, to - first);
                HostLoops.LOOPS.sparse(
                        a.rowStart(), a.column(), a.weight(), before, heardTiles, first, first + count, d);
                HostLoops.LOOPS.product(
                        Left.plain(new Rows(heardTiles, first * d, d)), w, new Rows(tile, 0, width), count, width, d);
                if (activation != Activation.NONE) {
                    HostLoops.LOOPS.activate(activation.curve(), tile, tile, count * width);
                }
                result.put(first * width, tile, 0, count * width);
            }
        });
    }

    @Override
    protected void backward(INDArray gradient) {
        if (inTiles && HostLoops.serves(gradient)) {
            backwardInTiles(gradient);
            return;
        }
        INDArray dZ = gradient; // Y = activation(Z): dZ = dY activation'
        if (activation != Activation.NONE) {
            dZ = array(gradient.shape());
            Activate.backInto(activation, result().value(), gradient, dZ);
        }
        INDArray known = inTiles ? Host.tensor(type(), heardTiles, a.rows(), h.size(1)) : heard;
        if (weights.isTrained()) { // Z = P W: dW = P' dZ
            double beta = weights.beta();
            MatrixProduct.into(weights.gradientArray(), known, TRANSPOSED, dZ, PLAIN, 1, beta);
        }
        if (h.isTrained()) { // Z = P W: dP = dZ W'; P = A H: dH = A' dP
            INDArray dHeard = array(a.rows(), h.size(1));
            MatrixProduct.into(dHeard, dZ, PLAIN, weights.value(), TRANSPOSED, 1, 0);
            h.accumulate(slot(), target -> a.multiplyTransposed(dHeard, target, slot()));
        }
    }

    private void backwardInTiles(INDArray gradient) {
        int d = h.size(1);
        int width = weights.size(1);
        boolean wantsFeatures = h.isTrained();
        float[] dHeard = wantsFeatures ? slot().floats((long) a.rows() * d) : new float[0];
        Rows turned = new Rows(turned(Host.floats(weights.value()), d, width), 0, d);
        FloatBuffer dY = HostLoops.buffer(gradient);
        FloatBuffer y = HostLoops.buffer(result().value());
        int threads = threads(d, width);
        int step = step(d, width);
        float[][] sums = new float[threads][d * width];
        HostLoops.shares(a.rows(), threads, (share, from, to) -> {
            Rows tile = new Rows(new float[step * width], 0, width);
            Rows sum = new Rows(sums[share], 0, width);
            float[] known = new float[activation == Activation.NONE ? 0 : step * width];
            for (int first = from; first < to; first += step) {
                int count = Math.min(step, to - first);
                dY.get(first * width, tile.array(), 0, count * width);
                if (activation != Activation.NONE) { // Y = activation(Z): dZ = dY activation'
                    y.get(first * width, known, 0, count * width);
                    HostLoops.LOOPS.activateBack(activation.curve(), known, tile.array(), tile.array(), count * width);
                }
                // Z = P W: dW = P' dZ
                HostLoops.LOOPS.addProduct(Left.turned(new Rows(heardTiles, first * d, d)), tile, sum, d, width, count);
                if (wantsFeatures) { // Z = P W: dP = dZ W'
                    HostLoops.LOOPS.product(Left.plain(tile), turned, new Rows(dHeard, first * d, d), count, d, width);
                }
            }
        });
        for (int share = 1; share < threads; share++) {
            HostLoops.LOOPS.add(sums[share], 0, sums[0], 0, d * width);
        }
        weights.accumulateIfTrained(slot(), target -> Host.write(sums[0], target));
        if (wantsFeatures) { // P = A H: dH = A' dP; H itself is no longer needed
            HostLoops.split(
                    a.columns(),
                    threads,
                    (from, to) -> HostLoops.LOOPS.sparse(
                            a.columnStart(), a.row(), a.weightOfTranspose(), dHeard, before, from, to, d));
            h.accumulate(slot(), target -> Host.write(before, target));
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
    private static int step(int d, int width) {
        return Math.max(4, TILE / Math.max(d, width) / 4 * 4);
    }

    private int threads(int d, int width) {
        return (long) a.rows() * Math.max(d, width) < PARALLEL ? 1 : HostLoops.threads();
    }
}
