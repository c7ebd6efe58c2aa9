package dev.interlace.plugins.fusion;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Op;
import dev.interlace.learn.tape.Var;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gates that pass unchanged, while the gradient of {@code weight CV^2(I)} is added to theirs: of the importances
 * {@code I_m = sum_b g_bm}, the squared coefficient of variation {@code CV^2 = M sum_m I_m^2 / (sum_m I_m)^2 - 1},
 * which is 0 where every expert has its share of the batch. The reported loss is without it.
 *
 * <p>Reference: Shazeer et al.: Outrageously Large Neural Networks, ICLR 2017, eq. 6-7.
 */
final class BalancedGates extends Op {
    private final Var gates; // [B, M]
    private final double weight;

    BalancedGates(Var gates, double weight) {
        super(gates);
        this.gates = gates;
        this.weight = weight;
    }

    @Override
    protected long[] shape() {
        return gates.shape();
    }

    @Override
    protected void forward(INDArray out) {
        out.assign(gates.value());
    }

    @Override
    protected void backward(INDArray gradient) {
        double[] slopes = slopes(importances(gates.value()));
        double[] all = Host.doubles(gradient);
        for (int k = 0; k < all.length; k++) {
            all[k] += weight * slopes[k % slopes.length];
        }
        gates.gradient()
                .addi(Nd4j.createFromArray(all).reshape('c', gates.shape()).castTo(type()));
    }

    /** {@code I}, {@code [M]}. */
    static double[] importances(INDArray gates) {
        double[] sums = new double[(int) gates.size(1)];
        double[] g = Host.doubles(gates);
        for (int k = 0; k < g.length; k++) {
            sums[k % sums.length] += g[k];
        }
        return sums;
    }

    /** {@code CV^2}; 0 where no gate is open. */
    static double variation(double[] importances) {
        double sum = 0;
        double squares = 0;
        for (double importance : importances) {
            sum += importance;
            squares += importance * importance;
        }
        return sum > 0 ? importances.length * squares / (sum * sum) - 1 : 0;
    }

    /** {@code d CV^2 / d I_m = 2 M I_m / S^2 - 2 M sum I^2 / S^3} with {@code S = sum I}, {@code [M]}. */
    static double[] slopes(double[] importances) {
        double sum = 0;
        double squares = 0;
        for (double importance : importances) {
            sum += importance;
            squares += importance * importance;
        }
        double[] slopes = new double[importances.length];
        for (int m = 0; m < slopes.length && sum > 0; m++) {
            slopes[m] = 2 * slopes.length * (importances[m] / (sum * sum) - squares / (sum * sum * sum));
        }
        return slopes;
    }
}
