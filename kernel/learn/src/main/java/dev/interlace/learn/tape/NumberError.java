package dev.interlace.learn.tape;

/**
 * The error of estimated numbers against given ones: the mean over rows of the mean over columns of {@code r^2}, or of
 * Huber's {@code r^2 / 2} where {@code |r| <= delta} and {@code delta (|r| - delta / 2)} beyond, with {@code r =
 * estimate - truth}.
 *
 * <p>Reference: Huber: Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35(1), 1964,
 * section 3.
 */
final class NumberError extends LossOp {
    private final Var estimates; // [B, K]
    private final double[] truth; // [B * K]
    private final double delta; // infinite: r^2
    private final double[] share; // [B], sums to 1
    private double[] residuals = new double[0]; // [B * K]

    NumberError(Var estimates, double[] truth, double delta, double[] rowWeights) {
        super(estimates);
        this.estimates = estimates;
        this.truth = truth;
        this.delta = delta;
        Shapes.require(
                truth.length == estimates.value().length(),
                "numberError: %s against %d numbers",
                estimates,
                truth.length);
        Shapes.require(delta > 0, "numberError: delta must be above 0, got %s", delta);
        this.share = Shares.of("numberError", rowWeights, estimates.size(0));
    }

    @Override
    protected double forward() {
        residuals = Host.doubles(estimates.value());
        int columns = estimates.size(1);
        double sum = 0;
        for (int at = 0; at < residuals.length; at++) {
            double r = residuals[at] -= truth[at];
            sum += share[at / columns] * lost(r) / columns;
        }
        return sum;
    }

    private double lost(double r) {
        if (delta == Double.POSITIVE_INFINITY) {
            return r * r;
        }
        return Math.abs(r) <= delta ? r * r / 2 : delta * (Math.abs(r) - delta / 2);
    }

    @Override
    protected void backward(double derivative) {
        int columns = estimates.size(1);
        double[] gradient = new double[residuals.length];
        for (int at = 0; at < gradient.length; at++) {
            double r = residuals[at];
            double slope = delta == Double.POSITIVE_INFINITY ? 2 * r : Math.max(-delta, Math.min(delta, r));
            gradient[at] = derivative * share[at / columns] * slope / columns;
        }
        estimates.accumulate(slot(), target -> Host.write(gradient, target));
    }
}
