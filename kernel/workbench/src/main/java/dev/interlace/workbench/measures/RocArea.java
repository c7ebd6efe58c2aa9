package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The area under the ROC curve: the share of pairs of a row of a class and a row of another in which the former has the
 * higher probability of the class.
 *
 * <p>Ties count half. Of two classes it is that of the second; of more the mean over classes, each against the rest, of
 * those that have rows and are not all. NaN where one class has all rows.
 *
 * <p>Reference: Hanley and McNeil: The Meaning and Use of the Area under a ROC Curve, Radiology 143, 1982; one against
 * the rest as in Provost and Domingos: Well-Trained PETs, NYU Stern CeDER 00-04, 2001.
 */
public final class RocArea implements Measure.OfProbabilities<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "roc-auc",
                "ROC AUC",
                "The chance that a row of a class scores higher than one of another",
                "P(s^+ > s^-) + \\frac{1}{2} P(s^+ = s^-)",
                new Reference(
                        "Hanley and McNeil",
                        "The Meaning and Use of the Area under a ROC Curve",
                        "Radiology 143",
                        1982,
                        ""));
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public String rule() {
        return "ties half; each class with rows against the rest";
    }

    @Override
    public double of(Predictions predictions, NoOptions options) {
        return Separation.mean(predictions, Separation::rocArea);
    }
}
