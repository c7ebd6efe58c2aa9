package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.List;

/**
 * What measurements under several conditions say of one claim.
 *
 * @param claim the claim in one sentence
 * @param findings one per condition, the condition in the place of the claim; at least one
 */
public record Findings(String claim, List<Finding> findings) implements Showable {
    public Findings {
        findings = List.copyOf(findings);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("Findings: a claim needs at least one finding, got none");
        }
    }

    /** SUPPORTED where every finding is, OPPOSITE where every one is, CONDITIONAL where some are supported. */
    public Verdict verdict() {
        return Verdict.over(findings.stream().map(Finding::verdict).toList());
    }

    /** The verdict, and under how many conditions the opposite was seen where that is not all. */
    public String words() {
        long opposite = findings.stream()
                .filter(finding -> finding.verdict() == Verdict.OPPOSITE)
                .count();
        return verdict().words()
                + (opposite == 0 || opposite == findings.size()
                        ? ""
                        : " (opposite under " + opposite + " of " + findings.size() + " conditions)");
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", findings.get(0).measure(), "");
        findings.forEach(finding ->
                table.row(finding.claim(), Cell.number(finding.effect().toString()), finding.words()));
        String head = words() + ": " + claim;
        String note = "above 0 if the claim holds, below 0 throughout: OPPOSITE; "
                + findings.get(0).effect().how();
        return DisplayData.html(
                "<p><b>" + words() + "</b>: " + TableView.escape(claim) + "</p>" + table.html() + "<p><small>"
                        + TableView.escape(note) + "</small></p>",
                head + "\n" + table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
