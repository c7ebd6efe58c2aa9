package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention in several heads, one row of the batch after the other, whose heads stay in the cache; keys from a row's
 * length on are never looked at. Scores have a whole number of vectors of keys: {@code P} columns, of which those from
 * the length on are 0 after the softmax.
 *
 * <p>B batch, H heads, Q query tokens, K key tokens, D width. Gradients of value, query, key.
 */
public final class AttentionSteps implements HostSteps {
    private final INDArray value; // [B, K, D]
    private final INDArray query; // [B, Q, D]
    private final INDArray key; // [B, K, D]
    private final IntUnaryOperator keyLengths; // of a row
    private final int heads;
    private final float scale; // 1 / sqrt(D/H)
    private final INDArray weights; // [B, H, Q, K]
    private final int batch;
    private final int queries;
    private final int keys;
    private final int width;
    private final int d; // D/H
    private final int padded; // P
    private float[] ps = new float[0]; // the weights on the heap: [B, H, Q, P]

    /** The forward writes the attention weights into {@code weights} {@code [B, H, Q, K]}. */
    public AttentionSteps(
            INDArray value,
            INDArray query,
            INDArray key,
            IntUnaryOperator keyLengths,
            int heads,
            double scale,
            INDArray weights) {
        this.value = value;
        this.query = query;
        this.key = key;
        this.keyLengths = keyLengths;
        this.heads = heads;
        this.scale = (float) scale;
        this.weights = weights;
        this.batch = (int) query.size(0);
        this.queries = (int) query.size(1);
        this.keys = (int) key.size(1);
        this.width = (int) query.size(2);
        this.d = width / heads;
        this.padded = (keys + 15) / 16 * 16;
    }

    @Override
    public void forward(INDArray out, Slot scratch) {
        FloatBuffer qs = HostLoops.buffer(query);
        FloatBuffer ks = HostLoops.buffer(key);
        FloatBuffer vs = HostLoops.buffer(value);
        FloatBuffer shown = HostLoops.buffer(weights);
        FloatBuffer contexts = HostLoops.buffer(out);
        ps = scratch.floats((long) batch * heads * queries * padded);
        forRows(scratch, (arrays, from, to) -> {
            float[] qRow = arrays.floats((long) queries * width);
            float[] kRow = arrays.floats((long) keys * width);
            float[] vRow = arrays.floats((long) keys * width);
            float[] turned = arrays.floats((long) width * padded); // [H D/H, P]
            float[] p = arrays.floats((long) heads * queries * padded); // [H, Q, P]
            float[] context = arrays.floats((long) queries * width);
            for (int row = from; row < to; row++) {
                int length = keyLengths.applyAsInt(row);
                qs.get(row * queries * width, qRow);
                ks.get(row * keys * width, kRow);
                vs.get(row * keys * width, vRow);
                scale(qRow, scale);
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
                softmax(p, length);
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

    private void softmax(float[] p, int length) {
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

    @Override
    public void backward(INDArray gradient, Gradients into, Slot scratch) {
        FloatBuffer qs = HostLoops.buffer(query);
        FloatBuffer ks = HostLoops.buffer(key);
        FloatBuffer vs = HostLoops.buffer(value);
        FloatBuffer dcs = HostLoops.buffer(gradient);
        Optional<FloatBuffer> dvs = into.get(0).map(HostLoops::buffer);
        Optional<FloatBuffer> dqs = into.get(1).map(HostLoops::buffer);
        Optional<FloatBuffer> dks = into.get(2).map(HostLoops::buffer);
        forRows(scratch, (arrays, from, to) -> {
            float[] qRow = arrays.floats((long) queries * width);
            float[] kRow = arrays.floats((long) keys * width);
            float[] vRow = arrays.floats((long) keys * width);
            float[] turned = arrays.floats((long) width * padded); // [H D/H, P]
            float[] p = arrays.floats((long) heads * queries * padded); // [H, Q, P]
            float[] dc = arrays.floats((long) queries * width);
            float[] ds = arrays.floats((long) heads * queries * padded);
            float[] dRow = arrays.floats((long) Math.max(queries, keys) * width);
            for (int row = from; row < to; row++) {
                int length = keyLengths.applyAsInt(row);
                qs.get(row * queries * width, qRow);
                ks.get(row * keys * width, kRow);
                vs.get(row * keys * width, vRow);
                dcs.get(row * queries * width, dc);
                System.arraycopy(ps, row * p.length, p, 0, p.length);
                scale(qRow, scale);
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
                if (dvs.isPresent()) { // context = P V: dV = P' dC
                    turnedProducts(p, dc, dRow, length);
                    dvs.get().put(row * keys * width, dRow, 0, keys * width);
                }
                if (dqs.isPresent()) { // S = Q K' / sqrt(d): dQ = dS K / sqrt(d)
                    for (int h = 0; h < heads; h++) {
                        HostLoops.LOOPS.product(
                                Left.plain(new Rows(ds, h * queries * padded, padded)),
                                new Rows(kRow, h * d, width),
                                new Rows(dRow, h * d, width),
                                queries,
                                d,
                                length);
                    }
                    scale(dRow, scale);
                    dqs.get().put(row * queries * width, dRow, 0, queries * width);
                }
                if (dks.isPresent()) { // S = Q K' / sqrt(d): dK = dS' Q / sqrt(d)
                    turnedProducts(ds, qRow, dRow, length);
                    dks.get().put(row * keys * width, dRow, 0, keys * width);
                }
            }
        });
    }

    /** {@code out = M' X} of each head, {@code [Q, P], [Q, D/H] -> [length, D/H]}; zeros from the length on. */
    private void turnedProducts(float[] m, float[] x, float[] out, int length) {
        for (int h = 0; h < heads; h++) {
            HostLoops.LOOPS.product(
                    Left.turned(new Rows(m, h * queries * padded, padded)),
                    new Rows(x, h * d, width),
                    new Rows(out, h * d, width),
                    length,
                    d,
                    queries);
        }
        Arrays.fill(out, length * width, keys * width, 0);
    }

    private interface RowsOfBatch {
        void run(Slot arrays, int from, int to);
    }

    private void forRows(Slot scratch, RowsOfBatch body) {
        Slot[] arrays = new Slot[Math.min(batch, HostLoops.threads())];
        Arrays.setAll(arrays, scratch::part);
        HostLoops.shares(batch, arrays.length, (share, from, to) -> body.run(arrays[share], from, to));
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
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
}
