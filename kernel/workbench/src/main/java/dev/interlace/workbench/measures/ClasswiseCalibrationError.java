package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The class-wise calibration error: for each class the mean gap, over bins of its probability, between that probability
 * and the share of rows of the class; the mean over classes.
 *
 * <p>The mean is over all classes of the model, as in the paper: a class without rows has probabilities, which should
 * be 0. Edges as in {@link ExpectedCalibrationError}.
 *
 * <p>Reference: Kull et al.: Beyond Temperature Scaling, NeurIPS 2019, section 2.
 */
public final class ClasswiseCalibrationError implements Measure.OfProbabilities<Bins> {
    @Override
    public MethodDescriptor<Bins> descriptor() {
        return Described.of(
                "classwise-ece",
                "Class-wise calibration error",
                "The mean over classes of the gap between probability and frequency",
                "\\frac{1}{k}\\sum_c \\sum_b \\frac{n_{bc}}{n} |freq_{bc} - p_{bc}|",
                Bins.class,
                new Reference("Kull et al.", "Beyond Temperature Scaling", "NeurIPS", 2019, "section 2"));
    }

    @Override
    public Scale scale() {
        return Scale.lower(0, 1);
    }

    @Override
    public String rule() {
        return "over all classes of the model";
    }

    @Override
    public double of(Predictions predictions, Bins options) {
        double sum = 0;
        int classes = predictions.classes().size();
        for (int c = 0; c < classes; c++) {
            sum += Reliability.ofClass(predictions, c, options).meanGap();
        }
        return sum / classes;
    }
}
