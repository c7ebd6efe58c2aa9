package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.stream.IntStream;

/**
 * What a measurement says of a claim: the size of the effect with its interval, and a verdict that follows from the
 * interval alone.
 *
 * @param claim the claim in one sentence
 * @param measure what was measured; the claim expects it to be above 0
 * @param effect the measurement with its interval
 * @param verdict SUPPORTED when the whole interval lies above 0, else NOT_SEEN
 */
public record Finding(String claim, String measure, Interval effect, Verdict verdict) implements Showable {
    /** The finding that follows from an effect. */
    public static Finding of(String claim, String measure, Interval effect) {
        return new Finding(claim, measure, effect, effect.low() > 0 ? Verdict.SUPPORTED : Verdict.NOT_SEEN);
    }

    /** The claim that one model is more accurate than another, judged row by row on the same rows. */
    public static Finding moreAccurate(String claim, Evaluation better, Evaluation than, Bootstrap bootstrap) {
        if (!better.rowIds().equals(than.rowIds()) || !better.truth().equals(than.truth())) {
            throw new IllegalArgumentException("Finding: " + better.name() + " and " + than.name()
                    + " were evaluated on different rows; evaluate both on the same test part");
        }
        double[] gain = IntStream.range(0, better.rows())
                .mapToDouble(row -> right(better, row) - right(than, row))
                .toArray();
        Interval effect = better.groups().isEmpty() ? bootstrap.mean(gain) : bootstrap.mean(gain, better.groups());
        return of(claim, "accuracy of " + better.name() + " minus " + than.name(), effect);
    }

    private static double right(Evaluation one, int row) {
        return one.truth().get(row).equals(one.predicted().get(row)) ? 1 : 0;
    }

    @Override
    public DisplayData display() {
        String words = verdict.name().replace('_', ' ');
        String text = words + ": " + claim + "\n  " + measure + ": " + effect + " (" + effect.how() + ")";
        return DisplayData.html(
                "<p><b>" + words + "</b>: " + TableView.escape(claim) + "<br><small>" + TableView.escape(measure)
                        + ": <b>" + effect + "</b> (" + TableView.escape(effect.how()) + ")</small></p>",
                text);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
