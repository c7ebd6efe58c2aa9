package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.AttentionSteps;
import dev.interlace.learn.loops.HostSteps;
import java.util.Optional;
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

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    Attention(Var query, Var key, Var value, int[] keyLengths, int heads) {
        super(value, query, key); // in the order in which gradients are added
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
    Optional<HostSteps> onHost() {
        weights = array(query.size(0), heads, query.size(1), key.size(1));
        return Optional.of(new AttentionSteps(
                value.value(), query.value(), key.value(), row -> keyLengths[row], heads, scale(), weights));
    }

    @Override
    protected void forward(INDArray out) {
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
