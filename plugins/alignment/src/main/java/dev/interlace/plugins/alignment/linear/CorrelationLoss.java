package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.LossOp;
import dev.interlace.learn.tape.Var;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The negative total correlation of two representations of the same rows, with its gradient, in double precision.
 *
 * <pre>
 * X, Y centred, [B, o]      S11 = X'X / (B - 1) + r I, S22 likewise, S12 = X'Y / (B - 1)
 * T = S11^-1/2 S12 S22^-1/2 = U diag(d) V'      loss = -sum d
 * d loss / dX = -(2 X N11 + Y N12') / (B - 1)      N11 = -1/2 S11^-1/2 U diag(d) U' S11^-1/2
 * d loss / dY = -(2 Y N22 + X N12) / (B - 1)       N12 = S11^-1/2 U V' S22^-1/2, N22 as N11 with V
 * </pre>
 *
 * <p>Reference: Andrew, Arora, Bilmes, Livescu: Deep Canonical Correlation Analysis, ICML 2013, eq. 10-13, there with
 * samples as columns.
 */
final class CorrelationLoss extends LossOp {
    private final Var left; // [B, o]
    private final Var right; // [B, o]
    private final double ridge;
    private Parts parts;

    /** What the way back reads of the way there. */
    private record Parts(INDArray x, INDArray y, INDArray rootX, INDArray rootY, Spectral.Svd svd) {}

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    CorrelationLoss(Var left, Var right, double ridge) {
        super(left, right);
        this.left = left;
        this.right = right;
        this.ridge = ridge;
    }

    private double degrees() {
        return Math.max(1, left.size(0) - 1.0);
    }

    @Override
    protected double forward() {
        INDArray x = centred(left);
        INDArray y = centred(right);
        INDArray rootX = inverseRoot(x);
        INDArray rootY = inverseRoot(y);
        INDArray t = rootX.mmul(x.transpose().mmul(y).divi(degrees())).mmul(rootY);
        parts = new Parts(x, y, rootX, rootY, Spectral.svd(t));
        return -Arrays.stream(parts.svd.s()).sum();
    }

    private static INDArray centred(Var side) {
        INDArray values = side.value().castTo(DataType.DOUBLE);
        return values.sub(values.mean(true, 0));
    }

    /** {@code (X'X / (B - 1) + r I)^-1/2}, {@code [o, o]}. */
    private INDArray inverseRoot(INDArray x) {
        INDArray covariance = x.transpose().mmul(x).divi(degrees());
        covariance.addi(Nd4j.eye(covariance.size(0)).castTo(DataType.DOUBLE).muli(ridge));
        Spectral.Eigen eigen = Spectral.symmetric(covariance, Integer.MAX_VALUE);
        double[] factors =
                Arrays.stream(eigen.values()).map(d -> 1 / Math.sqrt(d)).toArray();
        return eigen.scaled(factors).mmul(eigen.vectors().transpose());
    }

    @Override
    protected void backward(double derivative) {
        INDArray u = parts.rootX.mmul(parts.svd.u()); // S11^-1/2 U
        INDArray v = parts.rootY.mmul(parts.svd.v()); // S22^-1/2 V
        INDArray d = Spectral.row(parts.svd.s());
        INDArray n12 = u.mmul(v.transpose());
        INDArray n11 = u.mul(d).mmul(u.transpose()).muli(-0.5);
        INDArray n22 = v.mul(d).mmul(v.transpose()).muli(-0.5);
        add(left, parts.x.mmul(n11).muli(2).addi(parts.y.mmul(n12.transpose())), derivative);
        add(right, parts.y.mmul(n22).muli(2).addi(parts.x.mmul(n12)), derivative);
    }

    private void add(Var side, INDArray slope, double derivative) {
        if (side.isTrained()) {
            double[] values = Host.doubles(slope.muli(-derivative / degrees()));
            side.gradient()
                    .addi(Nd4j.createFromArray(values)
                            .reshape('c', side.shape())
                            .castTo(type()));
        }
    }
}
