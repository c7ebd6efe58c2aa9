package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The accuracy: the share of rows whose predicted class is the true one.
 *
 * <p>Ties: among equal probabilities the first class is predicted.
 *
 * <p>Reference: Manning et al.: Introduction to Information Retrieval, Cambridge University Press, 2008, section 8.3.
 */
public final class Accuracy implements Measure.OfClasses<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "accuracy",
                "Accuracy",
                "The share of rows whose predicted class is the true one",
                "\\frac{1}{n}\\sum_i [\\hat y_i = y_i]",
                Described.MANNING);
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public double of(Predictions predictions, NoOptions options) {
        double right = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            right += predictions.right(row) ? 1 : 0;
        }
        return right / predictions.rows();
    }
}
