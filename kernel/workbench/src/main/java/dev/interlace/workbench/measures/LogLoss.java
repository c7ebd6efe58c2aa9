package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The negative log-likelihood (log loss): the mean of {@code -ln p} of the true class, in nats.
 *
 * <p>A probability of 0 counts as {@value #FLOOR}, the rounding of 1, so that one such row does not make the mean
 * infinite.
 *
 * <p>Reference: Good: Rational Decisions, Journal of the Royal Statistical Society B 14, 1952, section 8.
 */
public final class LogLoss implements Measure.OfProbabilities<NoOptions> {
    private static final double FLOOR = 2.220446049250313e-16;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "nll",
                "Negative log-likelihood (NLL)",
                "The mean of the negative logarithm of the true class's probability",
                "-\\frac{1}{n}\\sum_i \\ln p_{i y_i}",
                new Reference(
                        "Good",
                        "Rational Decisions",
                        "Journal of the Royal Statistical Society B 14",
                        1952,
                        "section 8"));
    }

    @Override
    public Scale scale() {
        return Scale.lower(0, Double.POSITIVE_INFINITY);
    }

    @Override
    public double of(Predictions predictions, NoOptions options) {
        double sum = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            double p = predictions.probability(row, predictions.truth(row));
            sum -= Math.log(Math.min(1, Math.max(FLOOR, p)));
        }
        return sum / predictions.rows();
    }
}
