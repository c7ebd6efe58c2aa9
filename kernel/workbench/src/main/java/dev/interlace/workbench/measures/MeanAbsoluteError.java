package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Scale;

/**
 * The mean absolute error, in the unit of the target.
 *
 * <p>Reference: Willmott and Matsuura: Advantages of the Mean Absolute Error over the Root Mean Square Error, Climate
 * Research 30, 2005, eq. 1.
 */
public final class MeanAbsoluteError implements Measure.OfNumbers<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "mae",
                "MAE",
                "The mean absolute error, in the unit of the target",
                "\\frac{1}{n}\\sum_i |\\hat y_i - y_i|",
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
            sum += Math.abs(estimates.estimated(row) - estimates.truth(row));
        }
        return sum / estimates.rows();
    }
}
