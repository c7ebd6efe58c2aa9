package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.loops.HostLoops;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Similarity of token sequences by additive cross-attention: as {@link PooledSimilarity}, but a small network says
 * which region a token looks at, and the dot product only how well they agree.
 *
 * <p>{@code e_tr = sum_a v_a tanh(g_ta + h_ra)}, {@code p_t = softmax_r(e_t)}, {@code m_tr = q_t . k_r}, {@code s = 1/T
 * sum_t sum_r p_tr m_tr}, with {@code g = q W} and {@code h = k U} made before by {@link Tape#linear}. Hidden regions
 * have weight 0; a sample without regions, and a left sample without tokens, have similarity 0.
 *
 * <p>For maintainers: tanh of a sum over all pairs of tokens and regions is what costs, {@code B T C R A} of them. As
 * {@code tanh(g + h) = 1 - 2 / (1 + exp(2g) exp(2h))}, the exponentials are taken once per token and once per region
 * and a pair costs one division. An overflow to infinity or an underflow to 0 gives the right limit; arguments are
 * clamped at 350, so that the two never meet.
 *
 * <p>B left samples, T tokens, C right samples, R regions, D width, A width of the score.
 *
 * <p>Reference: Bahdanau, Cho and Bengio: Neural Machine Translation by Jointly Learning to Align and Translate, ICLR
 * 2015, eq. 6 and appendix A.1.2; the pooling is that of Lee et al., ECCV 2018.
 */
final class AdditiveSimilarity extends Op {
    /** Largest argument whose doubled exponential is finite. */
    private static final double MOST = 350;

    private final Var left; // q: [B, T, D]
    private final Var right; // k: [C, R, D]
    private final Var leftScore; // g: [B, T, A]
    private final Var rightScore; // h: [C, R, A]
    private final Var direction; // v: [A, 1]
    private final int[] leftLengths; // [B]
    private final int[] rightLengths; // [C]
    private double[] m; // [B T, C R]
    private double[] p; // [B T, C R]
    private double[] y; // [B T, C]
    private double[] leftExp; // exp(2g): [B T, A]
    private double[] rightExp; // exp(2h): [C R, A]
    private double[] v; // [A]
    private INDArray weights; // p: [B, T, C, R]

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    AdditiveSimilarity(
            Var left, Var leftScore, int[] leftLengths, Var right, Var rightScore, int[] rightLengths, Var direction) {
        super(left, right, leftScore, rightScore, direction);
        this.left = left;
        this.right = right;
        this.leftScore = leftScore;
        this.rightScore = rightScore;
        this.direction = direction;
        this.leftLengths = leftLengths;
        this.rightLengths = rightLengths;
        Shapes.require(
                left.size(2) == right.size(2),
                "additiveSimilarity: left has width %d, right %d",
                left.size(2),
                right.size(2));
        int scores = direction.size(0);
        Shapes.require(
                leftScore.size(2) == scores && rightScore.size(2) == scores && direction.size(1) == 1,
                "additiveSimilarity: scores %s and %s do not fit the direction %s",
                leftScore,
                rightScore,
                direction);
        Shapes.require(
                leftScore.size(0) == left.size(0)
                        && leftScore.size(1) == left.size(1)
                        && rightScore.size(0) == right.size(0)
                        && rightScore.size(1) == right.size(1),
                "additiveSimilarity: scores %s and %s do not fit left %s and right %s",
                leftScore,
                rightScore,
                left,
                right);
    }

    /** The attention weights, {@code [B, T, C, R]}; 0 for hidden tokens too. */
    INDArray weights() {
        return weights;
    }

    @Override
    protected long[] shape() {
        return new long[] {left.size(0), right.size(0)};
    }

    @Override
    protected void forward(INDArray out) {
        int tokens = left.size(1);
        int samples = right.size(0);
        int regions = right.size(1);
        INDArray products = array((long) left.size(0) * tokens, (long) samples * regions);
        MatrixProduct.into(products, Shapes.rows(left.value()), PLAIN, Shapes.rows(right.value()), TRANSPOSED, 1, 0);
        m = Host.doubles(products);
        leftExp = doubledExponential(leftScore);
        rightExp = doubledExponential(rightScore);
        v = Host.doubles(direction.value());
        p = new double[m.length];
        y = new double[left.size(0) * tokens * samples];
        double[] s = new double[left.size(0) * samples];
        HostLoops.split(left.size(0), HostLoops.threads(), (first, end) -> {
            for (int b = first; b < end; b++) {
                for (int t = 0; t < leftLengths[b]; t++) {
                    for (int c = 0; c < samples; c++) {
                        int row = b * tokens + t;
                        attend(row, c);
                        s[b * samples + c] += y[row * samples + c] / leftLengths[b];
                    }
                }
            }
        });
        Host.write(s, out);
        weights = array(left.size(0), tokens, samples, regions);
        Host.write(p, weights);
    }

    /** One token over the regions of one sample: p, y. */
    private void attend(int row, int c) {
        int regions = right.size(1);
        int length = rightLengths[c];
        int at = (row * right.size(0) + c) * regions;
        double most = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < length; r++) {
            double e = 0;
            for (int a = 0; a < v.length; a++) {
                e += v[a] * tanh(row, c * regions + r, a);
            }
            p[at + r] = e;
            most = Math.max(most, e);
        }
        double sum = 0;
        for (int r = 0; r < length; r++) {
            p[at + r] = Math.exp(p[at + r] - most);
            sum += p[at + r];
        }
        double seen = 0;
        for (int r = 0; r < length; r++) {
            p[at + r] /= sum;
            seen += p[at + r] * m[at + r];
        }
        y[row * right.size(0) + c] = seen;
    }

    private double tanh(int row, int region, int a) {
        return 1 - 2 / (1 + leftExp[row * v.length + a] * rightExp[region * v.length + a]);
    }

    @Override
    protected void backward(INDArray gradient) {
        int tokens = left.size(1);
        int samples = right.size(0);
        int regions = right.size(1);
        double[] ds = Host.doubles(gradient);
        double[] dm = new double[m.length];
        double[] de = new double[m.length];
        double[] dg = new double[left.size(0) * tokens * v.length];
        double[] dh = new double[samples * regions * v.length];
        double[][] dv = new double[left.size(0)][v.length];
        HostLoops.split(left.size(0), HostLoops.threads(), (first, end) -> {
            for (int b = first; b < end; b++) {
                for (int t = 0; t < leftLengths[b]; t++) {
                    for (int c = 0; c < samples; c++) {
                        int row = b * tokens + t;
                        double dy = ds[b * samples + c] / leftLengths[b]; // s = 1/T sum_t y: dy = ds / T
                        for (int r = 0; r < rightLengths[c]; r++) {
                            int at = (row * samples + c) * regions + r;
                            dm[at] = p[at] * dy; // y = p . m: dm = p dy
                            de[at] = p[at] * (m[at] - y[row * samples + c]) * dy; // p = softmax(e): de = p (m - y) dy
                            for (int a = 0; a < v.length; a++) { // e = v . tanh(g + h)
                                double tanh = tanh(row, c * regions + r, a);
                                dv[b][a] += de[at] * tanh; // dv = tanh de
                                dg[row * v.length + a] += de[at] * v[a] * (1 - tanh * tanh); // dg = v (1 - tanh²) de
                            }
                        }
                    }
                }
            }
        });
        if (rightScore.isTrained()) {
            HostLoops.split(samples, HostLoops.threads(), (first, end) -> {
                for (int c = first; c < end; c++) {
                    rightScoreGradient(c, de, dh);
                }
            });
        }
        products(dm);
        leftScore.accumulateIfTrained(slot(), target -> Host.write(dg, target));
        rightScore.accumulateIfTrained(slot(), target -> Host.write(dh, target));
        direction.accumulateIfTrained(slot(), target -> Host.write(sum(dv), target));
    }

    /** e = v . tanh(g + h): dh = v (1 - tanh²) de, summed over all tokens. */
    private void rightScoreGradient(int c, double[] de, double[] dh) {
        int tokens = left.size(1);
        int regions = right.size(1);
        for (int b = 0; b < left.size(0); b++) {
            for (int row = b * tokens; row < b * tokens + leftLengths[b]; row++) {
                for (int r = 0; r < rightLengths[c]; r++) {
                    double share = de[(row * right.size(0) + c) * regions + r];
                    for (int a = 0; a < v.length; a++) {
                        double tanh = tanh(row, c * regions + r, a);
                        dh[(c * regions + r) * v.length + a] += share * v[a] * (1 - tanh * tanh);
                    }
                }
            }
        }
    }

    private void products(double[] values) {
        INDArray dm = array((long) left.size(0) * left.size(1), (long) right.size(0) * right.size(1));
        Host.write(values, dm);
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

    private static double[] sum(double[][] parts) {
        double[] sum = new double[parts[0].length];
        for (double[] part : parts) {
            for (int a = 0; a < sum.length; a++) {
                sum[a] += part[a];
            }
        }
        return sum;
    }

    private static double[] doubledExponential(Var x) {
        double[] values = Host.doubles(x.value());
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(2 * Math.max(-MOST, Math.min(MOST, values[i])));
        }
        return values;
    }
}
