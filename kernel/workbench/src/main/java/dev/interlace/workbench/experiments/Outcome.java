package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Findings;
import dev.interlace.workbench.figures.Figure;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an experiment found of a claim.
 *
 * @param experiment id of the experiment
 * @param method the method and its options
 * @param claim what was tested
 * @param findings one per condition, the condition in the place of the claim; they decide
 * @param beside the same by another defensible measure, which decides nothing
 * @param seeds the seeds of the fits, and of the rows where they were drawn
 * @param data what it was measured on
 * @param figure the series behind the numbers
 */
public record Outcome(
        String experiment,
        String method,
        Claim claim,
        List<Finding> findings,
        List<Finding> beside,
        List<Long> seeds,
        String data,
        Figure figure)
        implements Showable {
    public Outcome {
        findings = List.copyOf(findings);
        beside = List.copyOf(beside);
        seeds = List.copyOf(seeds);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException(experiment + ": an outcome needs at least one finding, got none");
        }
    }

    /** That of the findings over all conditions; see {@link Verdict#over}. */
    public Verdict verdict() {
        return deciding().verdict();
    }

    private Findings deciding() {
        return new Findings(claim.text(), findings);
    }

    /** The verdict as it is printed. */
    public String words() {
        return deciding().words();
    }

    private String how() {
        return findings.stream()
                .map(finding -> finding.effect().how())
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    /** Which measure decides, where another one is shown beside it; else empty. */
    private String decides() {
        return beside.isEmpty()
                ? ""
                : "; the verdict is that of the first " + (findings.size() == 1 ? "line" : findings.size() + " lines")
                        + ", what stands beside decides nothing";
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("condition", "what is above 0 if the claim holds", "effect", "");
        for (Finding finding : findings) {
            row(table, finding, "");
        }
        for (Finding finding : beside) {
            row(table, finding, "beside: ");
        }
        String head = words() + ": " + claim.text();
        String note = experiment + " of " + method + ", " + data + ", seeds " + seeds + "; expected: "
                + claim.expected() + "; interval: " + how() + decides();
        return DisplayData.html(
                "<p><b>" + TableView.escape(words()) + "</b>: " + TableView.escape(claim.text()) + "</p>" + table.html()
                        + "<p><small>" + TableView.escape(note) + "</small></p>" + figure.html(),
                head + "\n" + table.text() + "\n" + note + "\n" + figure.text());
    }

    private static void row(TableView table, Finding finding, String before) {
        table.row(
                before + finding.claim(),
                finding.measure(),
                Cell.number(finding.effect().toString()),
                finding.words());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
