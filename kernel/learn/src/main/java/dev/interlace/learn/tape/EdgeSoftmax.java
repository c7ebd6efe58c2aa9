package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much each node attends to each of its neighbours, per head: {@code alpha_ij = exp(e_ij) / sum_{k in N_i}
 * exp(e_ik)} with {@code e_ij = leakyRelu(t_i + s_j)}. A softmax over the entries of each row of a sparse matrix; the
 * row's maximum is removed first.
 *
 * <p>n nodes, H heads, E entries of the sparse matrix.
 *
 * <p>Reference: Velickovic et al.: Graph Attention Networks, ICLR 2018, eq. 3, where {@code a' [W h_i || W h_j] = t_i +
 * s_j}.
 */
public final class EdgeSoftmax extends Op {
    private final Var t; // [n, H], of the node that attends
    private final Var s; // [n, H], of the node that is attended
    private final SparseMatrix neighbours; // its pattern alone
    private final double slope;
    private final int heads;
    private double[] alpha = new double[0]; // [E, H]
    private boolean[] falls = new boolean[0]; // where e is on the leaky side

    public EdgeSoftmax(Var t, Var s, SparseMatrix neighbours, double slope) {
        super(t, s);
        this.t = t;
        this.s = s;
        this.neighbours = neighbours;
        this.slope = slope;
        this.heads = t.size(1);
        Shapes.require(
                t.size(0) == neighbours.rows() && s.size(0) == neighbours.columns() && s.size(1) == heads,
                "edgeSoftmax: scores %s and %s do not fit %d x %d neighbours",
                t,
                s,
                neighbours.rows(),
                neighbours.columns());
    }

    @Override
    protected long[] shape() {
        return new long[] {neighbours.column().length, heads};
    }

    @Override
    protected void forward(INDArray out) {
        double[] attends = Host.doubles(t.value());
        double[] attended = Host.doubles(s.value());
        alpha = new double[neighbours.column().length * heads];
        falls = new boolean[alpha.length];
        for (int i = 0; i < neighbours.rows(); i++) {
            for (int h = 0; h < heads; h++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int e = neighbours.rowStart()[i]; e < neighbours.rowStart()[i + 1]; e++) {
                    double raw = attends[i * heads + h] + attended[neighbours.column()[e] * heads + h];
                    falls[e * heads + h] = raw < 0;
                    alpha[e * heads + h] = raw < 0 ? slope * raw : raw;
                    largest = Math.max(largest, alpha[e * heads + h]);
                }
                double sum = 0;
                for (int e = neighbours.rowStart()[i]; e < neighbours.rowStart()[i + 1]; e++) {
                    alpha[e * heads + h] = Math.exp(alpha[e * heads + h] - largest);
                    sum += alpha[e * heads + h];
                }
                for (int e = neighbours.rowStart()[i]; e < neighbours.rowStart()[i + 1]; e++) {
                    alpha[e * heads + h] /= sum;
                }
            }
        }
        Host.write(alpha, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        double[] g = Host.doubles(gradient);
        double[] dt = new double[t.size(0) * heads];
        double[] ds = new double[s.size(0) * heads];
        for (int i = 0; i < neighbours.rows(); i++) {
            for (int h = 0; h < heads; h++) {
                double mean = 0;
                for (int e = neighbours.rowStart()[i]; e < neighbours.rowStart()[i + 1]; e++) {
                    mean += alpha[e * heads + h] * g[e * heads + h];
                }
                for (int e = neighbours.rowStart()[i]; e < neighbours.rowStart()[i + 1]; e++) {
                    int at = e * heads + h;
                    double de = alpha[at] * (g[at] - mean); // alpha = softmax(e): de = alpha (dalpha - alpha . dalpha)
                    double draw = falls[at] ? slope * de : de; // e = leakyRelu(t_i + s_j)
                    dt[i * heads + h] += draw;
                    ds[neighbours.column()[e] * heads + h] += draw;
                }
            }
        }
        t.accumulateIfTrained(slot(), target -> Host.write(dt, target));
        s.accumulateIfTrained(slot(), target -> Host.write(ds, target));
    }
}
