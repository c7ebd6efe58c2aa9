package dev.interlace.learn.loops;

/**
 * The loops over numbers that a step spends its time in, on float arrays of the heap. {@link PlainLoops} is what they
 * mean; {@code VectorLoops} computes the same with vector instructions where the virtual machine has
 * {@code jdk.incubator.vector}.
 *
 * <p>Arrays are row-major and begin at index 0. n entries; rows x d entries; in and out may be the same array.
 */
public interface Loops {
    /** {@code GELU}'s inner factor, {@code sqrt(2 / pi)}. */
    float GELU_SLOPE = 0.7978846f;

    /** {@code GELU}'s cubic coefficient. */
    float GELU_CUBE = 0.044715f;

    /** The exponential. */
    void exp(float[] in, float[] out, int n);

    /** {@code out = activation(in)}. */
    void activate(Curve curve, float[] in, float[] out, int n);

    /**
     * {@code out = gradient * activation'}.
     *
     * @param known the curve's value; for {@link Curve#GELU} its input
     */
    void activateBack(Curve curve, float[] known, float[] gradient, float[] out, int n);

    /** Adds {@code bias} {@code [d]} to every row in place. */
    void addToRows(float[] inOut, float[] bias, int rows, int d);

    /** Adds every row, from {@code from} on, to the d entries of {@code sums} from {@code to} on. */
    void addRows(float[] in, int from, float[] sums, int to, int rows, int d);

    /** {@code out[to ...] += in[from ...]} over n entries. */
    void add(float[] in, int from, float[] out, int to, int n);

    /** {@code out = a * b}. */
    void multiply(float[] a, float[] b, float[] out, int n);

    /** {@code in[from ...] . other[otherFrom ...]} over n entries. */
    float dot(float[] in, int from, float[] other, int otherFrom, int n);

    /** {@code in[from] + ...} over n entries. */
    float sum(float[] in, int from, int n);

    /**
     * The softmax of every row in place; {@code logSums} {@code [rows]} gets the logarithm of the sum of exponentials.
     */
    void softmax(float[] inOut, float[] logSums, int rows, int d);

    /** {@code out = p * (gradient - p . gradient)} row by row: the derivative of a softmax. */
    void softmaxBack(float[] p, float[] gradient, float[] out, int rows, int d);

    /**
     * Layer normalisation before gain and shift.
     *
     * @param inverse {@code [rows]} gets {@code 1 / sqrt(var + epsilon)}
     */
    void standardize(float[] in, float[] normal, float[] inverse, float epsilon, int rows, int d);

    /** {@code out = (g - mean(g) - normal mean(g normal)) inverse} row by row with {@code g = gradient * gain}. */
    void standardizeBack(float[] normal, float[] inverse, float[] gradient, float[] gain, float[] out, int rows, int d);

    /** {@code out = normal * gain + shift} row by row. */
    void scaleRows(float[] in, float[] gain, float[] shift, float[] out, int rows, int d);

    /** One step of Adam on n entries. */
    void adam(float[] value, float[] gradient, float[] first, float[] second, int n, AdamStep step);

    /**
     * {@code out[i] = sum_e weight[e] in[index[e]]} over the entries {@code start[i] .. start[i + 1]} of rows from,
     * ..., to - 1.
     */
    void sparse(int[] start, int[] index, float[] weight, float[] in, float[] out, int from, int to, int d);

    /** The least and the largest of n numbers from {@code from} on, NaN if one is; plus and minus infinity of none. */
    float[] bounds(float[] in, int from, int n);

    /** How many of {@code n} numbers from {@code from} on are at least {@code threshold}. */
    int countAtLeast(float[] in, int from, int n, float threshold);

    /**
     * The first place in {@code [from, to)} whose number is above {@code threshold}; {@code to} where there is none.
     */
    int nextAbove(float[] in, int from, int to, float threshold);

    /**
     * Gaussian kernel functions over a row of squared distances {@code |x|^2 + |y_j|^2 - 2 x . y_j}, clamped at 0.
     *
     * @param inOut products {@code x . y_j} from {@code at} on; becomes {@code sum_s slopes[s] k_s}
     * @param square {@code |x|^2}
     * @param squares {@code |y_j|^2} from {@code squaresFrom} on
     * @param scratch at least n entries
     * @param sums {@code [S]}, {@code sum_j k_s} is added
     */
    void gaussians(
            float[] inOut,
            int at,
            float square,
            float[] squares,
            int squaresFrom,
            int n,
            Bandwidths bandwidths,
            float[] scratch,
            double[] sums);

    /**
     * The largest of some entries for each place and channel.
     *
     * @param at the first entry of the first place; {@code step} entries on is the next
     * @param offsets where the entries of a place begin, counted from its first
     * @param best {@code [places, channels]}
     * @param which from {@code to} on, the number of the first of the largest entries
     */
    void keepLargest(
            float[] in, int at, int step, int[] offsets, float[] best, float[] which, int to, int places, int channels);

    /**
     * The derivative of {@link #keepLargest}: adds {@code in} {@code [places, channels]} to the entries that were
     * largest.
     */
    void addToLargest(
            float[] in,
            float[] which,
            int from,
            float[] out,
            int at,
            int step,
            int[] offsets,
            int places,
            int channels);

    /** {@code c = a b}: {@code [m, k] x [k, n] -> [m, n]}, for factors that lie in the cache. */
    void product(Left a, Rows b, Rows c, int m, int n, int k);

    /** {@code c += a b}. */
    void addProduct(Left a, Rows b, Rows c, int m, int n, int k);

    /** A row-major matrix within an array: entry (i, j) lies at {@code from + i width + j}. */
    @SuppressWarnings("ArrayRecordComponent") // a place in an array, never compared
    record Rows(float[] array, int from, int width) {}

    /**
     * The left factor of a product, whose rows may be turned, lie apart or overlap: entry (i, l) lies at {@code from +
     * i row + (l / run) jump + (l % run) step}.
     */
    @SuppressWarnings("ArrayRecordComponent") // a place in an array, never compared
    record Left(float[] array, int from, int row, int step, int run, int jump) {
        /** The matrix as it is. */
        public static Left plain(Rows rows) {
            return new Left(rows.array, rows.from, rows.width, 1, Integer.MAX_VALUE, 0);
        }

        /** Its transpose. */
        public static Left turned(Rows rows) {
            return new Left(rows.array, rows.from, 1, rows.width, Integer.MAX_VALUE, 0);
        }
    }

    /**
     * The kernel functions of S bandwidths in ascending order.
     *
     * @param exponents {@code -1 / (2 sigma_s^2)}
     * @param slopes their weights in the gradient
     * @param squarings how often the function of a bandwidth is squared to give that of the bandwidth before; 0
     *     computes every exponential
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers of one estimator, never compared
    record Bandwidths(float[] exponents, float[] slopes, int squarings) {}

    /**
     * The numbers of a step of Adam.
     *
     * @param rest1 {@code 1 - beta1}, rounded once: the float next to 0.999 is 5e-8 off, which is 5e-5 of its distance
     *     to 1
     * @param rest2 {@code 1 - beta2}
     * @param rate step size with both corrections folded in
     * @param epsilon added to the uncorrected root
     * @param keep share of each weight that decay leaves
     */
    record AdamStep(float beta1, float beta2, float rest1, float rest2, float rate, float epsilon, float keep) {}
}
