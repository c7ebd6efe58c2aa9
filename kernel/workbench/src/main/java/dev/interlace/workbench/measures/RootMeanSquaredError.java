package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Scale;

/**
 * The root mean squared error, in the unit of the target. Large errors weigh more.
 *
 * <p>Reference: Willmott and Matsuura: Advantages of the Mean Absolute Error over the Root Mean Square Error, Climate
 * Research 30, 2005, eq. 2.
 */
public final class RootMeanSquaredError implements Measure.OfNumbers<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "rmse",
                "RMSE",
                "The root of the mean squared error, in the unit of the target",
                "\\sqrt{\\frac{1}{n}\\sum_i (\\hat y_i - y_i)^2}",
                Described.WILLMOTT);
    }

    @Override
    public Scale scale() {
        return Scale.lower(0, Double.POSITIVE_INFINITY);
    }

    @Override
    public double of(Estimates estimates, NoOptions options) {
        double sum = 0;
        for (int row = 0; row < estimates.rows(); row++) {
            double error = estimates.estimated(row) - estimates.truth(row);
            sum += error * error;
        }
        return Math.sqrt(sum / estimates.rows());
    }
}
