package dev.interlace.workbench.evaluation;

import dev.interlace.spi.LabelSets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures of predicted sets of labels. F1 is {@code 2 hits / (true + predicted)}.
 *
 * @param truth the true sets
 * @param predicted the predicted sets, of the same labels
 */
record LabelSetMeasures(LabelSets truth, LabelSets predicted) {
    /** The measures by their names, each a function of the rows that count. */
    Map<String, ToDoubleFunction<int[]>> all() {
        Map<String, ToDoubleFunction<int[]>> all = new LinkedHashMap<>();
        all.put("micro F1 (all rows and labels together)", this::microF1);
        all.put("macro F1 (labels that occur or are predicted)", this::macroF1);
        all.put("F1 by rows (a row without labels, rightly, counts 1)", this::rowF1);
        all.put("Hamming loss", this::hammingLoss);
        all.put("subset accuracy", this::subsetAccuracy);
        return all;
    }

    private int labels() {
        return truth.columns().size();
    }

    double microF1(int[] rows) {
        double hits = 0;
        double both = 0;
        for (int row : rows) {
            for (int l = 0; l < labels(); l++) {
                hits += truth.has(row, l) && predicted.has(row, l) ? 1 : 0;
                both += (truth.has(row, l) ? 1 : 0) + (predicted.has(row, l) ? 1 : 0);
            }
        }
        return both == 0 ? Double.NaN : 2 * hits / both;
    }

    /** The F1 of one label; NaN where it neither occurs nor is predicted. */
    double f1(int label, int[] rows) {
        double hits = 0;
        double both = 0;
        for (int row : rows) {
            hits += truth.has(row, label) && predicted.has(row, label) ? 1 : 0;
            both += (truth.has(row, label) ? 1 : 0) + (predicted.has(row, label) ? 1 : 0);
        }
        return both == 0 ? Double.NaN : 2 * hits / both;
    }

    double macroF1(int[] rows) {
        double sum = 0;
        int counted = 0;
        for (int l = 0; l < labels(); l++) {
            double own = f1(l, rows);
            sum += Double.isNaN(own) ? 0 : own;
            counted += Double.isNaN(own) ? 0 : 1;
        }
        return counted == 0 ? Double.NaN : sum / counted;
    }

    double rowF1(int[] rows) {
        double sum = 0;
        for (int row : rows) {
            double own = microF1(new int[] {row});
            sum += Double.isNaN(own) ? 1 : own;
        }
        return sum / rows.length;
    }

    double hammingLoss(int[] rows) {
        double wrong = 0;
        for (int row : rows) {
            for (int l = 0; l < labels(); l++) {
                wrong += truth.has(row, l) != predicted.has(row, l) ? 1 : 0;
            }
        }
        return wrong / rows.length / labels();
    }

    double subsetAccuracy(int[] rows) {
        double right = 0;
        for (int row : rows) {
            right += truth.set(row).equals(predicted.set(row)) ? 1 : 0;
        }
        return right / rows.length;
    }
}
