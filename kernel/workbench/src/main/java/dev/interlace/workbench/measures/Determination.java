package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Scale;
import java.util.Arrays;

/**
 * The coefficient of determination R²: one minus the squared errors relative to those of always answering the mean of
 * the rows at hand. 0 is no better than that mean, below 0 worse.
 *
 * <p>NaN where the target does not vary.
 *
 * <p>Reference: Draper and Smith: Applied Regression Analysis, Wiley, 1998, section 1.3.
 */
public final class Determination implements Measure.OfNumbers<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "r2",
                "R²",
                "One minus the squared errors relative to those of the mean",
                "1 - \\frac{\\sum_i (\\hat y_i - y_i)^2}{\\sum_i (y_i - \\bar y)^2}",
                new Reference("Draper and Smith", "Applied Regression Analysis", "Wiley", 1998, "section 1.3"));
    }

    @Override
    public Scale scale() {
        return Scale.higher(Double.NEGATIVE_INFINITY, 1);
    }

    @Override
    public double of(Estimates estimates, NoOptions options) {
        double mean = Arrays.stream(estimates.truth()).average().orElse(Double.NaN);
        double errors = 0;
        double spread = 0;
        for (int row = 0; row < estimates.rows(); row++) {
            double error = estimates.estimated(row) - estimates.truth(row);
            double own = estimates.truth(row) - mean;
            errors += error * error;
            spread += own * own;
        }
        return spread > 0 ? 1 - errors / spread : Double.NaN;
    }
}
