package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The maximum calibration error: the largest gap between confidence and accuracy over bins of the confidence.
 *
 * <p>A bin with one row weighs as much as any: read it beside the counts of the reliability diagram. Edges as in
 * {@link ExpectedCalibrationError}.
 *
 * <p>Reference: Guo et al.: On Calibration of Modern Neural Networks, ICML 2017, eq. 5.
 */
public final class MaximumCalibrationError implements Measure.OfProbabilities<Bins> {
    @Override
    public MethodDescriptor<Bins> descriptor() {
        return Described.of(
                "mce",
                "Maximum calibration error (MCE)",
                "The largest gap between the confidence and the accuracy of a bin",
                "\\max_b |acc_b - conf_b|",
                Bins.class,
                Described.GUO);
    }

    @Override
    public Scale scale() {
        return Scale.lower(0, 1);
    }

    @Override
    public double of(Predictions predictions, Bins options) {
        return Reliability.of(predictions, options).largestGap();
    }
}
