package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Similarity of token sequences by cross-attention: every left token attends to the regions of a right sample, and is
 * compared with what it saw; the mean over the left tokens is the similarity of the two samples.
 *
 * <p>{@code s(a, b) = 1/T_a sum_t q_t . c_t} with {@code c_t = sum_r p_tr k_r} and {@code p_t = softmax_r(sharpness q_t
 * . k_r)}, so {@code q_t . c_t = sum_r p_tr m_tr} with {@code m_tr = q_t . k_r}: one matrix product serves all pairs of
 * samples.
 *
 * <p>B left samples, T tokens, C right samples, R regions, D width.
 *
 * <p>Reference: Lee et al.: Stacked Cross Attention for Image-Text Matching, ECCV 2018, eq. 1-8; differs from the paper
 * in that the attended vector is not normalised before the comparison and the mean is the only pooling.
 */
final class PooledSimilarity extends Op {
    private static final float HIDDEN = -1e9f;

    private final Var left; // [B, T, D]
    private final Var right; // [C, R, D]
    private final int[] leftLengths; // [B]
    private final int[] rightLengths; // [C]
    private final double sharpness;
    private INDArray products; // m: [B T, C R]
    private INDArray weights; // p: [B T, C, R]
    private INDArray pooled; // y: [B T, C]
    private INDArray mean; // [B, 1, T]

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    PooledSimilarity(Var left, int[] leftLengths, Var right, int[] rightLengths, double sharpness) {
        super(left, right);
        this.left = left;
        this.right = right;
        this.leftLengths = leftLengths;
        this.rightLengths = rightLengths;
        this.sharpness = sharpness;
        Shapes.require(
                left.size(2) == right.size(2),
                "pooledSimilarity: left has width %d, right %d",
                left.size(2),
                right.size(2));
        Shapes.require(
                sharpness > 0 && sharpness < Double.POSITIVE_INFINITY,
                "pooledSimilarity: sharpness must be in (0, inf), got %s",
                sharpness);
    }

    /** The attention weights, {@code [B, T, C, R]}. */
    INDArray weights() {
        return weights.reshape('c', left.size(0), left.size(1), right.size(0), right.size(1));
    }

    @Override
    protected long[] shape() {
        return new long[] {left.size(0), right.size(0)};
    }

    @Override
    protected void forward(INDArray out) {
        long tokens = (long) left.size(0) * left.size(1);
        long samples = right.size(0);
        long regions = right.size(1);
        products = array(tokens, samples * regions);
        weights = array(tokens, samples, regions);
        pooled = array(tokens, samples);
        MatrixProduct.into(products, Shapes.rows(left.value()), PLAIN, Shapes.rows(right.value()), TRANSPOSED, 1, 0);
        Shapes.rows(weights).assign(products.reshape('c', tokens * samples, regions));
        weights.muli(sharpness);
        boolean hides = hidesRegions();
        if (hides) {
            weights.addi(mask(0, HIDDEN, 0)); // [1, C, R] over [B T, C, R]
        }
        Nd4j.exec(new SoftMax(weights, weights, 2));
        if (hides) {
            weights.muli(mask(1, 0, 0));
        }
        INDArray weighted = array(tokens * samples, regions);
        Shapes.rows(weights).mul(products.reshape('c', tokens * samples, regions), weighted);
        MatrixProduct.rowSums(pooled.reshape('c', tokens * samples, 1), weighted, ones(regions));
        mean = array(left.size(0), 1, left.size(1));
        Host.write(means(), mean);
        MatrixProduct.batched(
                out.reshape('c', left.size(0), 1, samples),
                mean,
                PLAIN,
                pooled.reshape('c', left.size(0), left.size(1), samples),
                PLAIN,
                1);
    }

    @Override
    protected void backward(INDArray gradient) {
        long tokens = (long) left.size(0) * left.size(1);
        long samples = right.size(0);
        long regions = right.size(1);
        INDArray dPooled = array(left.size(0), left.size(1), samples); // s = mean y: dy = mean' ds
        MatrixProduct.batched(dPooled, mean, TRANSPOSED, gradient.reshape('c', left.size(0), 1, samples), PLAIN, 1);
        // y = p . m with p = softmax(sharpness m): dy/dm_r = p_r (1 + sharpness (m_r - y))
        INDArray dProducts = array(tokens * samples, regions);
        dProducts.assign(products.reshape('c', tokens * samples, regions));
        dProducts.subiColumnVector(pooled.reshape('c', tokens * samples, 1));
        dProducts.muli(sharpness).addi(1).muli(Shapes.rows(weights));
        dProducts.muliColumnVector(dPooled.reshape('c', tokens * samples, 1));
        INDArray dm = dProducts.reshape('c', tokens, samples * regions);
        if (left.isTrained()) { // m = q k': dq = dm k
            double beta = left.beta();
            MatrixProduct.into(
                    Shapes.rows(left.gradientArray()), dm, PLAIN, Shapes.rows(right.value()), PLAIN, 1, beta);
        }
        if (right.isTrained()) { // m = q k': dk = dm' q
            double beta = right.beta();
            MatrixProduct.into(
                    Shapes.rows(right.gradientArray()), dm, TRANSPOSED, Shapes.rows(left.value()), PLAIN, 1, beta);
        }
    }

    private boolean hidesRegions() {
        for (int length : rightLengths) {
            if (length < right.size(1)) {
                return true;
            }
        }
        return false;
    }

    /** One number per region; a sample without regions gets {@code none}: a softmax over -1e9 alone is NaN in ND4J. */
    private INDArray mask(float shown, float hidden, float none) {
        int regions = right.size(1);
        float[] values = new float[rightLengths.length * regions];
        for (int sample = 0; sample < rightLengths.length; sample++) {
            for (int r = 0; r < regions; r++) {
                values[sample * regions + r] =
                        rightLengths[sample] == 0 ? none : r < rightLengths[sample] ? shown : hidden;
            }
        }
        INDArray mask = array(1, rightLengths.length, regions);
        Host.write(values, mask);
        return mask;
    }

    private float[] means() {
        int length = left.size(1);
        float[] values = new float[leftLengths.length * length];
        for (int row = 0; row < leftLengths.length; row++) {
            for (int t = 0; t < leftLengths[row]; t++) {
                values[row * length + t] = 1f / leftLengths[row];
            }
        }
        return values;
    }
}
