package dev.interlace.learn.tape;

/**
 * The binary cross-entropy of several labels, in nats: the mean over rows of the mean over labels of {@code -w t log
 * s(z) - (1 - t) log(1 - s(z))} with {@code s(z) = 1 / (1 + exp(-z))}; by the softplus, so that logits of any finite
 * size give a finite loss.
 */
final class SigmoidCrossEntropy extends LossOp {
    private final Var logits; // [B, L]
    private final boolean[] has; // [B * L]
    private final double[] positive; // [L], the weight of a label where a row has it
    private final double[] share; // [B], sums to 1
    private double[] z = new double[0]; // [B * L]

    SigmoidCrossEntropy(Var logits, boolean[] has, double[] positive, double[] rowWeights) {
        super(logits);
        this.logits = logits;
        this.has = has;
        int labels = logits.size(1);
        Shapes.require(
                has.length == (long) logits.size(0) * labels,
                "sigmoidCrossEntropy: logits [%d, %d], but %d truths",
                logits.size(0),
                labels,
                has.length);
        Shapes.require(
                positive.length == 0 || positive.length == labels,
                "sigmoidCrossEntropy: %d labels, but %d label weights",
                labels,
                positive.length);
        this.positive = positive;
        this.share = Shares.of("sigmoidCrossEntropy", rowWeights, logits.size(0));
    }

    @Override
    protected double forward() {
        z = Host.doubles(logits.value());
        int labels = logits.size(1);
        double sum = 0;
        for (int at = 0; at < z.length; at++) {
            double lost = has[at] ? weight(at % labels) * softplus(-z[at]) : softplus(z[at]);
            sum += share[at / labels] * lost / labels;
        }
        return sum;
    }

    @Override
    protected void backward(double derivative) {
        int labels = logits.size(1);
        double[] gradient = new double[z.length];
        for (int at = 0; at < z.length; at++) { // d softplus(z) = s(z), d softplus(-z) = -s(-z)
            double slope = has[at] ? -weight(at % labels) * sigmoid(-z[at]) : sigmoid(z[at]);
            gradient[at] = derivative * share[at / labels] * slope / labels;
        }
        logits.accumulate(slot(), target -> Host.write(gradient, target));
    }

    private double weight(int label) {
        return positive.length == 0 ? 1 : positive[label];
    }

    /** {@code log(1 + exp(x))}. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static double sigmoid(double x) {
        double small = Math.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + small) : small / (1 + small);
    }
}
