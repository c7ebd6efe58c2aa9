package dev.interlace.learn.tape;

import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What each node hears by all relations, once per basis: {@code y_i,b = sum_r a_rb sum_{j in N_i^r} x_j / c_ir}. A
 * product with the bases one below the other gives {@code sum_r sum_j W_r x_j / c_ir} with {@code W_r = sum_b a_rb
 * V_b}.
 *
 * <p>n nodes, d width, R relations, B bases.
 *
 * <p>Reference: Schlichtkrull et al.: Modeling Relational Data with Graph Convolutional Networks, ESWC 2018, eq. 2 and
 * 3.
 */
public final class RelationSum extends Op {
    private final Var x; // [n, d]
    private final Var a; // [R, B]
    private final RelationEdges edges;
    private final int d;
    private final int bases;

    public RelationSum(Var x, Var a, RelationEdges edges) {
        super(x, a);
        this.x = x;
        this.a = a;
        this.edges = edges;
        this.d = x.size(1);
        this.bases = a.size(1);
        Shapes.require(x.size(0) == edges.nodes(), "relationSum: %d rows, but %d nodes", x.size(0), edges.nodes());
        Shapes.require(
                a.size(0) == edges.relations(),
                "relationSum: %d rows of coefficients, but %d relations",
                a.size(0),
                edges.relations());
    }

    @Override
    protected long[] shape() {
        return new long[] {x.size(0), (long) bases * d};
    }

    /** One edge: node {@code i} hears node {@code j} by relation {@code r} with that weight. */
    private interface Heard {
        void of(int i, int j, int r, double weight);
    }

    private void each(Heard body) {
        for (int i = 0; i < edges.nodes(); i++) {
            for (int e = edges.start()[i]; e < edges.start()[i + 1]; e++) {
                body.of(i, edges.column()[e], edges.relation()[e], edges.weight()[e]);
            }
        }
    }

    @Override
    protected void forward(INDArray out) {
        double[] in = Host.doubles(x.value());
        double[] share = Host.doubles(a.value());
        double[] y = new double[edges.nodes() * bases * d];
        each((i, j, r, weight) -> {
            for (int b = 0; b < bases; b++) {
                double factor = share[r * bases + b] * weight;
                for (int c = 0; c < d; c++) {
                    y[(i * bases + b) * d + c] += factor * in[j * d + c];
                }
            }
        });
        Host.write(y, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        double[] g = Host.doubles(gradient);
        double[] in = Host.doubles(x.value());
        double[] share = Host.doubles(a.value());
        add(
                x,
                in.length,
                dx -> each((i, j, r, weight) -> { // y_ib += a_rb w x_j: dx_j += a_rb w dy_ib
                    for (int b = 0; b < bases; b++) {
                        double factor = share[r * bases + b] * weight;
                        for (int c = 0; c < d; c++) {
                            dx[j * d + c] += factor * g[(i * bases + b) * d + c];
                        }
                    }
                }));
        add(
                a,
                share.length,
                da -> each((i, j, r, weight) -> { // y_ib += a_rb w x_j: da_rb += w x_j . dy_ib
                    for (int b = 0; b < bases; b++) {
                        for (int c = 0; c < d; c++) {
                            da[r * bases + b] += weight * in[j * d + c] * g[(i * bases + b) * d + c];
                        }
                    }
                }));
    }

    private void add(Var input, int length, Consumer<double[]> sums) {
        input.accumulateIfTrained(slot(), target -> {
            double[] part = new double[length];
            sums.accept(part);
            Host.write(part, target);
        });
    }
}
