package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Scaled dot-product attention in several heads: {@code softmax(Q K' / sqrt(d_h)) V} per head.
 *
 * <p>Keys from a row's length on are hidden: their weight is exactly 0. A row without any key gets zeros, not NaN.
 *
 * <p>B batch, H heads, Q query tokens, K key tokens, D width, {@code d_h = D / H}.
 *
 * <p>Reference: Vaswani et al.: Attention Is All You Need, NeurIPS 2017, eq. 1 and section 3.2.2; the projections
 * before and after are {@link Tape#linear}.
 */
final class Attention extends Op {
    /** Added to the score of a hidden key; its exponential is 0 beside any score of a sane size. */
    private static final float HIDDEN = -1e9f;

    private final Var query; // [B, Q, D]
    private final Var key; // [B, K, D]
    private final Var value; // [B, K, D]
    private final int[] keyLengths; // [B]
    private final int heads;
    private INDArray q; // [B, H, Q, D/H]
    private INDArray k; // [B, H, K, D/H]
    private INDArray v; // [B, H, K, D/H]
    private INDArray weights; // [B, H, Q, K]
    private float[] ps; // the weights on the heap: [B, H, Q, padded K]

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    Attention(Var query, Var key, Var value, int[] keyLengths, int heads) {
        super(query, key, value);
        this.query = query;
        this.key = key;
        this.value = value;
        this.keyLengths = keyLengths;
        this.heads = heads;
        Shapes.require(
                heads >= 1 && query.size(2) % heads == 0,
                "attention: width %d is no multiple of %d heads",
                query.size(2),
                heads);
        Shapes.require(
                query.size(0) == key.size(0) && key.value().equalShapes(value.value()) && query.size(2) == key.size(2),
                "attention: query %s, key %s and value %s do not fit",
                query,
                key,
                value);
        Shapes.require(
                keyLengths.length == key.size(0),
                "attention: %d rows, but %d key lengths",
                key.size(0),
                keyLengths.length);
    }

    /** The attention weights, {@code [B, H, Q, K]}; rows sum to 1, or to 0 where there is no key. */
    INDArray weights() {
        return weights;
    }

    @Override
    protected long[] shape() {
        return query.shape();
    }

    @Override
    protected void forward(INDArray out) {
        if (HostLoops.serves(query.value(), key.value(), value.value())) {
            forwardOnHost(out);
            return;
        }
        q = split(query.value());
        k = split(key.value());
        v = split(value.value());
        weights = array(query.size(0), heads, query.size(1), key.size(1));
        MatrixProduct.batched(weights, q, PLAIN, k, TRANSPOSED, scale()); // scores
        boolean hides = hidesKeys();
        INDArray keep = hides ? mask(1, 0, 0) : weights;
        if (hides) {
            weights.addi(mask(0, HIDDEN, 0)); // [B, 1, 1, K] over [B, H, Q, K]
        }
        Nd4j.exec(new SoftMax(weights, weights, 3));
        if (hides) {
            weights.muli(keep);
        }
        INDArray context = array(query.size(0), heads, query.size(1), query.size(2) / heads);
        MatrixProduct.batched(context, weights, PLAIN, v, PLAIN, 1);
        merge(context, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        if (HostLoops.serves(gradient)) {
            backwardOnHost(gradient);
            return;
        }
        INDArray dContext = split(gradient);
        INDArray dWeights = array(weights.shape());
        MatrixProduct.batched(dWeights, dContext, PLAIN, v, TRANSPOSED, 1); // context = P V: dP = dC V'
        if (value.isTrained()) { // context = P V: dV = P' dC
            INDArray dv = array(v.shape());
            MatrixProduct.batched(dv, weights, TRANSPOSED, dContext, PLAIN, 1);
            value.accumulate(slot(), target -> merge(dv, target));
        }
        INDArray product = array(weights.shape());
        INDArray rowSum = array(weights.length() / weights.size(3), 1);
        dWeights.mul(weights, product);
        MatrixProduct.rowSums(rowSum, Shapes.rows(product), ones(weights.size(3)));
        Shapes.rows(dWeights).subiColumnVector(rowSum);
        dWeights.muli(weights); // P = softmax(S): dS = P (dP - (dP . P) 1')
        if (query.isTrained()) { // S = Q K' / sqrt(d): dQ = dS K / sqrt(d)
            INDArray dq = array(q.shape());
            MatrixProduct.batched(dq, dWeights, PLAIN, k, PLAIN, scale());
            query.accumulate(slot(), target -> merge(dq, target));
        }
        if (key.isTrained()) { // S = Q K' / sqrt(d): dK = dS' Q / sqrt(d)
            INDArray dk = array(k.shape());
            MatrixProduct.batched(dk, dWeights, TRANSPOSED, q, PLAIN, scale());
            key.accumulate(slot(), target -> merge(dk, target));
        }
    }

    /**
     * One row of the batch after the other, whose heads stay in the cache; keys from a row's length on are never looked
     * at. Scores have a whole number of vectors of keys: {@code P} columns, of which those from the length on are 0
     * after the softmax.
     */
    private void forwardOnHost(INDArray out) {
        int queries = query.size(1);
        int keys = key.size(1);
        int width = query.size(2);
        int d = width / heads;
        int padded = padded(keys);
        FloatBuffer qs = HostLoops.buffer(query.value());
        FloatBuffer ks = HostLoops.buffer(key.value());
        FloatBuffer vs = HostLoops.buffer(value.value());
        weights = array(query.size(0), heads, queries, keys);
        FloatBuffer shown = HostLoops.buffer(weights);
        FloatBuffer contexts = HostLoops.buffer(out);
        ps = slot().floats((long) query.size(0) * heads * queries * padded);
        forRows((scratch, from, to) -> {
            float[] qRow = scratch.floats((long) queries * width);
            float[] kRow = scratch.floats((long) keys * width);
            float[] vRow = scratch.floats((long) keys * width);
            float[] turned = scratch.floats((long) width * padded); // [H D/H, P]
            float[] p = scratch.floats((long) heads * queries * padded); // [H, Q, P]
            float[] context = scratch.floats((long) queries * width);
            for (int row = from; row < to; row++) {
                int length = keyLengths[row];
                qs.get(row * queries * width, qRow);
                ks.get(row * keys * width, kRow);
                vs.get(row * keys * width, vRow);
                scale(qRow, (float) scale());
                turn(kRow, length, width, turned, padded);
                for (int h = 0; h < heads; h++) { // S = Q K' / sqrt(d)
                    HostLoops.LOOPS.product(
                            Left.plain(new Rows(qRow, h * d, width)),
                            new Rows(turned, h * d * padded, padded),
                            new Rows(p, h * queries * padded, padded),
                            queries,
                            padded,
                            d);
                }
                softmax(p, length, padded);
                for (int h = 0; h < heads; h++) { // context = P V
                    HostLoops.LOOPS.product(
                            Left.plain(new Rows(p, h * queries * padded, padded)),
                            new Rows(vRow, h * d, width),
                            new Rows(context, h * d, width),
                            queries,
                            d,
                            length);
                }
                System.arraycopy(p, 0, ps, row * p.length, p.length);
                for (int i = 0;
                        i < heads * queries;
                        i++) { // without the columns behind; moves to the front of its own array
                    System.arraycopy(p, i * padded, p, i * keys, keys);
                }
                shown.put(row * heads * queries * keys, p, 0, heads * queries * keys);
                contexts.put(row * queries * width, context);
            }
        });
    }

    private void softmax(float[] p, int length, int padded) {
        if (length == 0) {
            Arrays.fill(p, 0);
            return;
        }
        int rows = p.length / padded;
        for (int i = 0; i < rows; i++) {
            Arrays.fill(p, i * padded + length, (i + 1) * padded, Float.NEGATIVE_INFINITY);
        }
        HostLoops.LOOPS.softmax(p, new float[rows], rows, padded);
    }

    private void backwardOnHost(INDArray gradient) {
        int queries = query.size(1);
        int keys = key.size(1);
        int width = query.size(2);
        int d = width / heads;
        int padded = padded(keys);
        FloatBuffer qs = HostLoops.buffer(query.value());
        FloatBuffer ks = HostLoops.buffer(key.value());
        FloatBuffer vs = HostLoops.buffer(value.value());
        FloatBuffer dcs = HostLoops.buffer(gradient);
        INDArray dValue = target(value);
        INDArray dQuery = target(query);
        INDArray dKey = target(key);
        FloatBuffer dvs = HostLoops.buffer(dValue);
        FloatBuffer dqs = HostLoops.buffer(dQuery);
        FloatBuffer dks = HostLoops.buffer(dKey);
        forRows((scratch, from, to) -> {
            float[] qRow = scratch.floats((long) queries * width);
            float[] kRow = scratch.floats((long) keys * width);
            float[] vRow = scratch.floats((long) keys * width);
            float[] turned = scratch.floats((long) width * padded); // [H D/H, P]
            float[] p = scratch.floats((long) heads * queries * padded); // [H, Q, P]
            float[] dc = scratch.floats((long) queries * width);
            float[] ds = scratch.floats((long) heads * queries * padded);
            float[] dRow = scratch.floats((long) Math.max(queries, keys) * width);
            for (int row = from; row < to; row++) {
                int length = keyLengths[row];
                qs.get(row * queries * width, qRow);
                ks.get(row * keys * width, kRow);
                vs.get(row * keys * width, vRow);
                dcs.get(row * queries * width, dc);
                System.arraycopy(ps, row * p.length, p, 0, p.length);
                scale(qRow, (float) scale());
                turn(vRow, length, width, turned, padded);
                for (int h = 0; h < heads; h++) { // context = P V: dP = dC V'
                    HostLoops.LOOPS.product(
                            Left.plain(new Rows(dc, h * d, width)),
                            new Rows(turned, h * d * padded, padded),
                            new Rows(ds, h * queries * padded, padded),
                            queries,
                            padded,
                            d);
                }
                HostLoops.LOOPS.softmaxBack(p, ds, ds, heads * queries, padded); // dS = P (dP - (dP . P) 1')
                if (value.isTrained()) { // context = P V: dV = P' dC
                    turnedProducts(p, dc, dRow, length, padded);
                    dvs.put(row * keys * width, dRow, 0, keys * width);
                }
                if (query.isTrained()) { // S = Q K' / sqrt(d): dQ = dS K / sqrt(d)
                    for (int h = 0; h < heads; h++) {
                        HostLoops.LOOPS.product(
                                Left.plain(new Rows(ds, h * queries * padded, padded)),
                                new Rows(kRow, h * d, width),
                                new Rows(dRow, h * d, width),
                                queries,
                                d,
                                length);
                    }
                    scale(dRow, (float) scale());
                    dqs.put(row * queries * width, dRow, 0, queries * width);
                }
                if (key.isTrained()) { // S = Q K' / sqrt(d): dK = dS' Q / sqrt(d)
                    turnedProducts(ds, qRow, dRow, length, padded);
                    dks.put(row * keys * width, dRow, 0, keys * width);
                }
            }
        });
        placed(value, dValue);
        placed(query, dQuery);
        placed(key, dKey);
    }

    /** {@code out = M' X} of each head, {@code [Q, P], [Q, D/H] -> [length, D/H]}; zeros from the length on. */
    private void turnedProducts(float[] m, float[] x, float[] out, int length, int padded) {
        int queries = query.size(1);
        int width = query.size(2);
        int d = width / heads;
        for (int h = 0; h < heads; h++) {
            HostLoops.LOOPS.product(
                    Left.turned(new Rows(m, h * queries * padded, padded)),
                    new Rows(x, h * d, width),
                    new Rows(out, h * d, width),
                    length,
                    d,
                    queries);
        }
        Arrays.fill(out, length * width, key.size(1) * width, 0);
    }

    private INDArray target(Var of) {
        return of.isTrained() ? of.place(slot()) : of.value();
    }

    private static void placed(Var of, INDArray target) {
        if (of.isTrained()) {
            of.placed(target);
        }
    }

    private interface RowsOfBatch {
        void run(Slot scratch, int from, int to);
    }

    private void forRows(RowsOfBatch body) {
        Slot[] scratch = new Slot[Math.min(query.size(0), HostLoops.threads())];
        Arrays.setAll(scratch, share -> slot().part(share));
        HostLoops.shares(query.size(0), scratch.length, (share, from, to) -> body.run(scratch[share], from, to));
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static int padded(int length) {
        return (length + 15) / 16 * 16;
    }

    /** {@code [rows, columns] -> [columns, padded]}, zeros behind. */
    private static void turn(float[] x, int rows, int columns, float[] turned, int padded) {
        for (int c = 0; c < columns; c++) {
            for (int r = 0, at = c; r < rows; r++, at += columns) {
                turned[c * padded + r] = x[at];
            }
            Arrays.fill(turned, c * padded + rows, (c + 1) * padded, 0);
        }
    }

    private double scale() {
        return 1 / Math.sqrt((double) query.size(2) / heads);
    }

    private boolean hidesKeys() {
        for (int length : keyLengths) {
            if (length < key.size(1)) {
                return true;
            }
        }
        return false;
    }

    /** One number per key; a row without keys gets {@code none}: a softmax over -1e9 alone is NaN in ND4J. */
    private INDArray mask(float shown, float hidden, float none) {
        int keys = key.size(1);
        float[] values = new float[keyLengths.length * keys];
        for (int row = 0; row < keyLengths.length; row++) {
            for (int j = 0; j < keys; j++) {
                values[row * keys + j] = keyLengths[row] == 0 ? none : j < keyLengths[row] ? shown : hidden;
            }
        }
        INDArray mask = array(keyLengths.length, 1, 1, keys);
        Host.write(values, mask);
        return mask;
    }

    /** Heads to the front, copied: {@code [B, T, D] -> [B, H, T, D/H]}. */
    private INDArray split(INDArray x) {
        long batch = x.size(0);
        long tokens = x.size(1);
        long width = x.size(2) / heads;
        INDArray heads4 = array(batch, heads, tokens, width);
        heads4.assign(x.reshape('c', batch, tokens, heads, width).permute(0, 2, 1, 3));
        return heads4;
    }

    /** Heads back in place: {@code [B, H, T, D/H] -> [B, T, D]}. */
    private void merge(INDArray x, INDArray out) {
        out.reshape('c', x.size(0), x.size(2), x.size(1), x.size(3)).assign(x.permute(0, 2, 1, 3));
    }
}
