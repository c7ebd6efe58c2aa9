package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The expected calibration error: the mean gap between confidence and accuracy over bins of the confidence, weighted by
 * their rows. The confidence is the probability of the predicted class.
 *
 * <p>It depends on the bins; few rows in many bins overstate it. A value on an edge of bins of equal width belongs to
 * the bin below, so that 0 lies in the first and 1 in the last; equal values stay in one bin of equal mass.
 *
 * <p>Reference: Guo et al.: On Calibration of Modern Neural Networks, ICML 2017, eq. 3; equal mass as in Nixon et al.:
 * Measuring Calibration in Deep Learning, CVPR Workshops 2019, section 3.2.
 */
public final class ExpectedCalibrationError implements Measure.OfProbabilities<Bins> {
    @Override
    public MethodDescriptor<Bins> descriptor() {
        return Described.of(
                "ece",
                "Expected calibration error (ECE)",
                "The mean gap between the confidence and the accuracy of bins",
                "\\sum_b \\frac{n_b}{n} |acc_b - conf_b|",
                Bins.class,
                Described.GUO);
    }

    @Override
    public Scale scale() {
        return Scale.lower(0, 1);
    }

    @Override
    public double of(Predictions predictions, Bins options) {
        return Reliability.of(predictions, options).meanGap();
    }
}
