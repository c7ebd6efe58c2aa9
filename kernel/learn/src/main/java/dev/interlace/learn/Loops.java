package dev.interlace.learn;

/**
 * The loops over numbers that a step spends its time in, on float arrays of the heap. {@link PlainLoops} is what they mean; {@code
 * VectorLoops} computes the same with vector instructions where the virtual machine has {@code jdk.incubator.vector}.
 *
 * <p>Arrays are row-major and begin at index 0. n entries; rows x d entries; in and out may be the same array.
 */
interface Loops {
    /** {@code GELU}'s inner factor, {@code sqrt(2 / pi)}. */
    float GELU_SLOPE = 0.7978846f;

    /** {@code GELU}'s cubic coefficient. */
    float GELU_CUBE = 0.044715f;

    /** The exponential. */
    void exp(float[] in, float[] out, int n);

    /** {@code out = activation(in)}. */
    void activate(Activation activation, float[] in, float[] out, int n);

    /**
     * {@code out = gradient * activation'}.
     *
     * @param known the activation's result; for {@link Activation#GELU} its input
     */
    void activateBack(Activation activation, float[] known, float[] gradient, float[] out, int n);

    /** Adds {@code bias} {@code [d]} to every row in place. */
    void addToRows(float[] inOut, float[] bias, int rows, int d);

    /** Adds every row to {@code sums} {@code [d]}. */
    void addRows(float[] in, float[] sums, int rows, int d);

    /** {@code out = a * b}. */
    void multiply(float[] a, float[] b, float[] out, int n);

    /** {@code out += factor * in}. */
    void addScaled(float[] in, float factor, float[] out, int n);

    /** {@code in[from ...] . other[otherFrom ...]} over n entries. */
    float dot(float[] in, int from, float[] other, int otherFrom, int n);

    /** The softmax of every row in place; {@code logSums} {@code [rows]} gets the logarithm of the sum of exponentials. */
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

    /** {@code out[i] = sum_e weight[e] in[index[e]]} over the entries {@code start[i] .. start[i + 1]} of rows from, ..., to - 1. */
    void sparse(int[] start, int[] index, float[] weight, float[] in, float[] out, int from, int to, int d);

    /**
     * Sums of Gaussian kernel functions over a row of squared distances {@code |x|^2 + |y_j|^2 - 2 x . y_j}, clamped at 0.
     *
     * @param inOut products {@code x . y_j} from {@code at} on; becomes {@code sum_s gradientWeights[s] k_s}
     * @param exponents {@code -1 / (2 sigma_s^2)}
     * @param squarings how often the function of a bandwidth is squared to give that of the bandwidth before; 0 computes every
     *     exponential
     * @param scratch at least n entries
     * @return {@code sum_j sum_s k_s}
     */
    double gaussians(
            float[] inOut,
            int at,
            float square,
            float[] squares,
            int n,
            float[] exponents,
            float[] gradientWeights,
            int squarings,
            float[] scratch);

    /** Where {@code in} is larger than {@code best}, {@code best} becomes it and {@code which} becomes {@code number}. */
    void keepLarger(float[] in, int at, float[] best, float[] which, int to, float number, int n);

    /** {@code out += in} where {@code which} is {@code number}; {@code in} and {@code which} are read from the same place. */
    void addWhere(float[] in, float[] which, int at, float number, float[] out, int to, int n);

    /** {@code c = a b} of small row-major matrices with leading widths: {@code [m, k] x [k, n]}. */
    void product(
            float[] a,
            int aFrom,
            int aWidth,
            float[] b,
            int bFrom,
            int bWidth,
            float[] c,
            int cFrom,
            int cWidth,
            int m,
            int n,
            int k);

    /**
     * The numbers of a step of Adam.
     *
     * @param rest1 {@code 1 - beta1}, rounded once: the float next to 0.999 is 5e-8 off, which is 5e-5 of its distance to 1
     * @param rest2 {@code 1 - beta2}
     * @param rate step size with both corrections folded in
     * @param epsilon added to the uncorrected root
     * @param keep share of each weight that decay leaves
     */
    record AdamStep(float beta1, float beta2, float rest1, float rest2, float rate, float epsilon, float keep) {}
}
