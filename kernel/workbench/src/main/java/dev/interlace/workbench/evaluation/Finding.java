package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim.LeastEffect;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a measurement says of a claim: the size of the effect with its interval, and a verdict that follows from the
 * interval and the smallest effect that matters.
 *
 * @param claim the claim in one sentence
 * @param measure what was measured; the claim expects it to be above 0
 * @param effect the measurement with its interval
 * @param least the smallest effect that matters; empty where any effect above 0 does
 */
public record Finding(String claim, String measure, Interval effect, Optional<LeastEffect> least) implements Showable {
    /** The finding that follows from an effect, where any effect above 0 matters. */
    public static Finding of(String claim, String measure, Interval effect) {
        return new Finding(claim, measure, effect, Optional.empty());
    }

    /**
     * SUPPORTED where the whole interval lies above 0 and nowhere below the smallest effect that matters, OPPOSITE
     * where it lies below 0, else NOT_SEEN.
     */
    public Verdict verdict() {
        return least.map(asked -> Verdict.of(effect.low(), effect.high(), asked))
                .orElseGet(() -> Verdict.of(effect.low(), effect.high()));
    }

    /** What the smallest effect that matters has changed of the verdict; empty where it has not. */
    public Optional<String> remark() {
        if (least.isEmpty() || verdict() == Verdict.of(effect.low(), effect.high())) {
            return Optional.empty();
        }
        double size = least.get().size();
        String asked = TableView.number(size)
                + (least.get().unit().isEmpty() ? "" : " " + least.get().unit());
        return Optional.of(
                effect.low() < 0
                        ? "below 0, too small to matter: nowhere below -" + asked
                        : effect.high() < size
                                ? "above 0, too small to matter: nowhere " + asked
                                : "above 0, but it may be too small to matter: below " + asked);
    }

    /** The verdict, and in brackets what the smallest effect that matters has changed of it. */
    public String words() {
        return verdict().words() + remark().map(why -> " (" + why + ")").orElse("");
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
        String words = words();
        String text = words + ": " + claim + "\n  " + measure + ": " + effect + " (" + effect.how() + ")";
        return DisplayData.html(
                "<p><b>" + TableView.escape(words) + "</b>: " + TableView.escape(claim) + "<br><small>"
                        + TableView.escape(measure) + ": <b>" + effect + "</b> (" + TableView.escape(effect.how())
                        + ")</small></p>",
                text);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
