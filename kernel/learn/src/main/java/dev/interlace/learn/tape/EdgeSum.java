package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over neighbours with a weight per edge and head: {@code y_ik = sum_{j in N_i} alpha_ijk x_jk}. n nodes, E edges,
 * H heads of width d.
 */
public final class EdgeSum extends Op {
    private final Var alpha; // [E, H]
    private final Var x; // [n, H d]
    private final SparseMatrix neighbours;
    private final int heads;
    private final int width;
    private final int d;

    public EdgeSum(Var alpha, Var x, SparseMatrix neighbours) {
        super(alpha, x);
        this.alpha = alpha;
        this.x = x;
        this.neighbours = neighbours;
        this.heads = alpha.size(1);
        this.width = x.size(1);
        this.d = width / heads;
        Shapes.require(
                alpha.size(0) == neighbours.column().length && x.size(0) == neighbours.columns() && d * heads == width,
                "edgeSum: weights %s and rows %s do not fit %d entries of %d columns",
                alpha,
                x,
                neighbours.column().length,
                neighbours.columns());
    }

    @Override
    protected long[] shape() {
        return new long[] {neighbours.rows(), width};
    }

    @Override
    protected void forward(INDArray out) {
        double[] weight = Host.doubles(alpha.value());
        double[] in = Host.doubles(x.value());
        double[] y = new double[neighbours.rows() * width];
        for (int i = 0; i < neighbours.rows(); i++) {
            for (int e = neighbours.rowStart()[i]; e < neighbours.rowStart()[i + 1]; e++) {
                int from = neighbours.column()[e] * width;
                for (int c = 0; c < width; c++) {
                    y[i * width + c] += weight[e * heads + c / d] * in[from + c];
                }
            }
        }
        Host.write(y, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        double[] g = Host.doubles(gradient);
        double[] weight = Host.doubles(alpha.value());
        double[] in = Host.doubles(x.value());
        double[] dAlpha = new double[weight.length];
        double[] dx = new double[in.length];
        for (int i = 0; i < neighbours.rows(); i++) {
            for (int e = neighbours.rowStart()[i]; e < neighbours.rowStart()[i + 1]; e++) {
                int from = neighbours.column()[e] * width;
                for (int c = 0; c < width; c++) {
                    int head = e * heads + c / d;
                    dAlpha[head] += in[from + c] * g[i * width + c]; // y_i += alpha_ij x_j: dalpha_ij = x_j . dy_i
                    dx[from + c] += weight[head] * g[i * width + c]; // y_i += alpha_ij x_j: dx_j += alpha_ij dy_i
                }
            }
        }
        alpha.accumulateIfTrained(slot(), target -> Host.write(dAlpha, target));
        x.accumulateIfTrained(slot(), target -> Host.write(dx, target));
    }
}
