package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The area under the precision-recall curve as average precision: the sum over thresholds of the gain in recall times
 * the precision, without interpolation.
 *
 * <p>Rows of equal probability are one threshold. Of two classes it is that of the second; of more the mean over
 * classes, each against the rest, of those that have rows and are not all. NaN where one class has all rows.
 *
 * <p>Reference: Davis and Goadrich: The Relationship between Precision-Recall and ROC Curves, ICML 2006, section 2;
 * steps as in scikit-learn's {@code average_precision_score}.
 */
public final class PrecisionRecallArea implements Measure.OfProbabilities<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "pr-auc",
                "PR AUC (average precision)",
                "The mean precision over the gains in recall",
                "\\sum_t (R_t - R_{t-1}) P_t",
                new Reference(
                        "Davis and Goadrich",
                        "The Relationship between Precision-Recall and ROC Curves",
                        "ICML",
                        2006,
                        "section 2"));
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public String rule() {
        return "equal scores are one threshold; each class with rows against the rest";
    }

    @Override
    public double of(Predictions predictions, NoOptions options) {
        return Separation.mean(predictions, Separation::averagePrecision);
    }
}
