package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The balanced accuracy: the mean of the classes' recall.
 *
 * <p>The mean is over the classes with rows; a class without rows has no recall, as in scikit-learn's
 * {@code balanced_accuracy_score}.
 *
 * <p>Reference: Brodersen et al.: The Balanced Accuracy and Its Posterior Distribution, ICPR 2010.
 */
public final class BalancedAccuracy implements Measure.OfClasses<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "balanced-accuracy",
                "Balanced accuracy",
                "The mean of the recall of the classes with rows",
                "\\frac{1}{|C|}\\sum_{c \\in C} \\frac{TP_c}{TP_c + FN_c}",
                Described.BRODERSEN);
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public String rule() {
        return "over the classes with rows";
    }

    @Override
    public double of(Predictions predictions, NoOptions options) {
        return ClassCounts.of(predictions).meanRecall();
    }
}
