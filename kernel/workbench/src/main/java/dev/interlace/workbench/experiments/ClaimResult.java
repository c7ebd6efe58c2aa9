package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was measured of one claim on one data set, as a line of the ledger.
 *
 * @param provenance where it comes from
 * @param section of the lesson
 * @param effects one per condition; they decide. Empty where the experiment refused
 * @param beside effects by another defensible measure, which decide nothing
 * @param seeds of the fits, and of the rows where they were drawn
 * @param data what it was measured on, in the words of the experiment
 * @param seconds that it took
 * @param refusal why the experiment does not fit the method or the rows; empty where it was measured
 */
public record ClaimResult(
        ClaimProvenance provenance,
        LessonSection section,
        List<Effect> effects,
        List<Effect> beside,
        List<Long> seeds,
        String data,
        double seconds,
        String refusal)
        implements Showable {
    public ClaimResult {
        effects = List.copyOf(effects);
        beside = List.copyOf(beside);
        seeds = List.copyOf(seeds);
        if (effects.isEmpty() == refusal.isEmpty()) {
            throw new IllegalArgumentException("ClaimResult needs effects or a refusal, and not both, got "
                    + effects.size() + " effects and the refusal '" + refusal + "'");
        }
    }

    /** The claim. */
    public Claim claim() {
        return provenance.claim();
    }

    /** What decides: one finding per condition. */
    public List<Finding> findings() {
        return Experiments.findings(effects, claim().least());
    }

    /** The verdict over all conditions; empty where the experiment refused. */
    public Optional<Verdict> verdict() {
        return effects.isEmpty() ? Optional.empty() : Optional.of(new Findings(claim().text(), findings()).verdict());
    }

    /** The verdict as it is printed. */
    public String words() {
        return effects.isEmpty() ? "refused" : new Findings(claim().text(), findings()).words();
    }

    /** What the rows are called; {@code drawn or shipped} where the experiment was given none. */
    public String rows() {
        return provenance.rows().name().isEmpty()
                ? "drawn or shipped"
                : provenance.rows().name();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", "");
        table.row(claim().side().name().toLowerCase(Locale.ROOT), claim().text());
        table.row("method", provenance.method());
        table.row("experiment", claim().experiment());
        table.row("rows", rows());
        table.row("verdict", words());
        findings().forEach(finding -> table.row(finding.claim(), finding.measure() + " " + finding.effect()));
        if (!refusal.isEmpty()) {
            table.row("refused", refusal);
        }
        table.row("seconds", String.format(Locale.ROOT, "%.1f", seconds));
        table.row("provenance", provenance.key());
        return DisplayData.html(table.html(), table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
