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

    /** SUPPORTED where every finding is, CONDITIONAL where some are, else NOT_SEEN. */
    public Verdict verdict() {
        long seen = findings.stream()
                .filter(finding -> finding.verdict() == Verdict.SUPPORTED)
                .count();
        return seen == findings.size() ? Verdict.SUPPORTED : seen > 0 ? Verdict.CONDITIONAL : Verdict.NOT_SEEN;
    }

    private static String words(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", findings.get(0).measure(), "");
        findings.forEach(finding ->
                table.row(finding.claim(), Cell.number(finding.effect().toString()), words(finding.verdict())));
        String head = words(verdict()) + ": " + claim;
        String note = "above 0 if the claim holds; " + findings.get(0).effect().how();
        return DisplayData.html(
                "<p><b>" + words(verdict()) + "</b>: " + TableView.escape(claim) + "</p>" + table.html() + "<p><small>"
                        + TableView.escape(note) + "</small></p>",
                head + "\n" + table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
