package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One number per row and head: {@code s_ik = a_k . x_ik}, where {@code x_ik} is the k-th of H equal parts of row i. */
public final class HeadProduct extends Op {
    private final Var x; // [n, H d]
    private final Var a; // [1, H d]
    private final int heads;
    private final int d;

    public HeadProduct(Var x, Var a, int heads) {
        super(x, a);
        this.x = x;
        this.a = a;
        this.heads = heads;
        this.d = x.size(1) / heads;
        Shapes.require(heads * d == x.size(1), "headProduct: %d columns do not divide into %d heads", x.size(1), heads);
        Shapes.require(
                a.size(0) == 1 && a.size(1) == x.size(1), "headProduct: x has %d columns, a is %s", x.size(1), a);
    }

    @Override
    protected long[] shape() {
        return new long[] {x.size(0), heads};
    }

    @Override
    protected void forward(INDArray out) {
        double[] in = Host.doubles(x.value());
        double[] by = Host.doubles(a.value());
        double[] s = new double[x.size(0) * heads];
        for (int at = 0; at < in.length; at++) {
            s[at / d] += in[at] * by[at % by.length];
        }
        Host.write(s, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        double[] g = Host.doubles(gradient);
        double[] in = Host.doubles(x.value());
        double[] by = Host.doubles(a.value());
        x.accumulateIfTrained(
                slot(),
                target -> { // s_ik = a_k . x_ik: dx_ik = a_k ds_ik
                    double[] dx = new double[in.length];
                    for (int at = 0; at < in.length; at++) {
                        dx[at] = by[at % by.length] * g[at / d];
                    }
                    Host.write(dx, target);
                });
        a.accumulateIfTrained(
                slot(),
                target -> { // s_ik = a_k . x_ik: da_k = sum_i x_ik ds_ik
                    double[] da = new double[by.length];
                    for (int at = 0; at < in.length; at++) {
                        da[at % by.length] += in[at] * g[at / d];
                    }
                    Host.write(da, target);
                });
    }
}
