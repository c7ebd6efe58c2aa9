package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The Brier score: the mean squared distance of the probabilities from the truth, summed over classes, in [0, 2].
 *
 * <p>A proper score: it is least in expectation for the true probabilities. Of two classes it is twice the score of the
 * second class alone, which other tools show.
 *
 * <p>Reference: Brier: Verification of Forecasts Expressed in Terms of Probability, Monthly Weather Review 78, 1950,
 * eq. 2.
 */
public final class BrierScore implements Measure.OfProbabilities<NoOptions> {
    private static final double MOST = 2; // everything on one wrong class

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "brier",
                "Brier score",
                "The mean squared distance of the probabilities from the truth, summed over classes",
                "\\frac{1}{n}\\sum_i \\sum_c (p_{ic} - [y_i = c])^2",
                new Reference(
                        "Brier",
                        "Verification of Forecasts Expressed in Terms of Probability",
                        "Monthly Weather Review 78",
                        1950,
                        "eq. 2"));
    }

    @Override
    public Scale scale() {
        return Scale.lower(0, MOST);
    }

    @Override
    public double of(Predictions predictions, NoOptions options) {
        double sum = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            for (int c = 0; c < predictions.classes().size(); c++) {
                double gap = predictions.probability(row, c) - (predictions.truth(row) == c ? 1 : 0);
                sum += gap * gap;
            }
        }
        return sum / predictions.rows();
    }
}
