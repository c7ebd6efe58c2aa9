package dev.interlace.learn.tape;

import java.util.Arrays;

/**
 * The cross-entropy of ordered classes under cumulative logits with proportional odds, in nats: {@code P(y <= k) =
 * s(c_k - f)} with one score {@code f} per row, {@code s(x) = 1 / (1 + exp(-x))}, and cut points {@code c_0 < c_1 <
 * ...}. They are {@code c_0 = b_0 + t_0} and {@code c_k = c_(k-1) + (b_k - b_(k-1)) exp(t_k)}, of parameters {@code t}
 * around given points {@code b}, so that they keep their order.
 *
 * <p>With {@code a = c_y - f} and {@code b = c_(y-1) - f} a row loses {@code -log(s(a) - s(b)) = softplus(-a) +
 * softplus(b) - log(1 - exp(b - a))}, which is finite wherever the scores are.
 *
 * <p>Reference: McCullagh: Regression Models for Ordinal Data, Journal of the Royal Statistical Society B 42(2), 1980,
 * section 2.
 */
final class OrderedCrossEntropy extends LossOp {
    private final Var score; // [B, 1]
    private final Var shifts; // [1, K - 1]
    private final double[] base; // [K - 1], rising
    private final int[] labels; // [B]
    private final double[] share; // [B], sums to 1
    private double[] ofScore = new double[0]; // [B], d loss / d f
    private double[] ofCut = new double[0]; // [K - 1], d loss / d c

    OrderedCrossEntropy(Var score, Var shifts, double[] base, int[] labels, double[] rowWeights) {
        super(score, shifts);
        this.score = score;
        this.shifts = shifts;
        this.base = base;
        this.labels = labels;
        Shapes.require(
                score.size(1) == 1 && score.size(0) == labels.length,
                "orderedCrossEntropy: a score [%d, 1] is needed, got %s",
                labels.length,
                score);
        Shapes.require(
                shifts.value().length() == base.length,
                "orderedCrossEntropy: %d cut points, but %s shifts",
                base.length,
                shifts);
        for (int label : labels) {
            Shapes.require(
                    label >= 0 && label <= base.length,
                    "orderedCrossEntropy: labels must lie in [0, %d], got %d",
                    base.length,
                    label);
        }
        this.share = Shares.of("orderedCrossEntropy", rowWeights, labels.length);
    }

    /** The cut points, {@code [K - 1]}. */
    static double[] cuts(double[] shifts, double[] base) {
        double[] cuts = new double[base.length];
        cuts[0] = base[0] + shifts[0];
        for (int k = 1; k < cuts.length; k++) {
            cuts[k] = cuts[k - 1] + (base[k] - base[k - 1]) * Math.exp(shifts[k]);
        }
        return cuts;
    }

    /** The probability of each class at a score, {@code [K]}. */
    static double[] probabilities(double score, double[] cuts) {
        double[] p = new double[cuts.length + 1];
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(-lost(k, score, cuts));
        }
        double sum = Arrays.stream(p).sum(); // 1 up to rounding
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    private static double lost(int label, double score, double[] cuts) {
        double lost = 0;
        if (label < cuts.length) {
            lost += SigmoidCrossEntropy.softplus(score - cuts[label]);
        }
        if (label > 0) {
            lost += SigmoidCrossEntropy.softplus(cuts[label - 1] - score);
        }
        if (label > 0 && label < cuts.length) {
            lost -= Math.log(-Math.expm1(cuts[label - 1] - cuts[label]));
        }
        return lost;
    }

    @Override
    protected double forward() {
        double[] f = Host.doubles(score.value());
        double[] cuts = cuts(Host.doubles(shifts.value()), base);
        ofScore = new double[f.length];
        ofCut = new double[cuts.length];
        double sum = 0;
        for (int row = 0; row < f.length; row++) {
            int y = labels[row];
            sum += share[row] * lost(y, f[row], cuts);
            double between = y > 0 && y < cuts.length ? 1 / Math.expm1(cuts[y] - cuts[y - 1]) : 0;
            if (y < cuts.length) { // d/da of softplus(-a) - log(1 - exp(b - a))
                double ofA = share[row] * (-SigmoidCrossEntropy.sigmoid(f[row] - cuts[y]) - between);
                ofCut[y] += ofA;
                ofScore[row] -= ofA;
            }
            if (y > 0) { // d/db of softplus(b) - log(1 - exp(b - a))
                double ofB = share[row] * (SigmoidCrossEntropy.sigmoid(cuts[y - 1] - f[row]) + between);
                ofCut[y - 1] += ofB;
                ofScore[row] -= ofB;
            }
        }
        return sum;
    }

    @Override
    protected void backward(double derivative) {
        if (score.isTrained()) {
            double[] gradient =
                    Arrays.stream(ofScore).map(slope -> slope * derivative).toArray();
            score.accumulate(slot(), target -> Host.write(gradient, target));
        }
        if (shifts.isTrained()) {
            double[] t = Host.doubles(shifts.value());
            double[] gradient = new double[t.length];
            double above = 0; // t_k moves c_k and every cut point above it
            for (int k = t.length - 1; k >= 0; k--) {
                above += ofCut[k];
                gradient[k] = derivative * above * (k == 0 ? 1 : (base[k] - base[k - 1]) * Math.exp(t[k]));
            }
            shifts.accumulate(slot(), target -> Host.write(gradient, target));
        }
    }
}
