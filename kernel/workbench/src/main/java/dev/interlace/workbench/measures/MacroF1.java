package dev.interlace.workbench.measures;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;

/**
 * The macro F1: the mean of the classes' F1, {@code 2 TP / (2 TP + FP + FN)}.
 *
 * <p>The mean is over the classes with rows or predictions on the rows at hand. A class that neither occurs nor is
 * predicted is left out, as in scikit-learn's {@code f1_score(average="macro")}.
 *
 * <p>Reference: Opitz and Burst: Macro F1 and Macro F1, arXiv:1911.03347, 2019, eq. 2.
 */
public final class MacroF1 implements Measure.OfClasses<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return Described.of(
                "macro-f1",
                "Macro F1",
                "The mean of the F1 of the classes with rows or predictions",
                "\\frac{1}{|C|}\\sum_{c \\in C} \\frac{2 TP_c}{2 TP_c + FP_c + FN_c}",
                Described.OPITZ);
    }

    @Override
    public Scale scale() {
        return Scale.higher(0, 1);
    }

    @Override
    public String rule() {
        return "over the classes with rows or predictions";
    }

    @Override
    public double of(Predictions predictions, NoOptions options) {
        return ClassCounts.of(predictions).macroF1();
    }
}
