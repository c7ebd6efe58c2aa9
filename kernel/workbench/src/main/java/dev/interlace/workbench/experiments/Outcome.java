package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.figures.Figure;
import java.util.List;

/**
 * What an experiment found of a claim.
 *
 * @param experiment id of the experiment
 * @param method the method and its options
 * @param claim what was tested
 * @param findings one per condition, the condition in the place of the claim
 * @param seeds the seeds of the fits, and of the rows where they were drawn
 * @param data what it was measured on
 * @param figure the series behind the numbers
 */
public record Outcome(
        String experiment,
        String method,
        Claim claim,
        List<Finding> findings,
        List<Long> seeds,
        String data,
        Figure figure)
        implements Showable {
    public Outcome {
        findings = List.copyOf(findings);
        seeds = List.copyOf(seeds);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException(experiment + ": an outcome needs at least one finding, got none");
        }
    }

    /** SUPPORTED where every finding is, CONDITIONAL where some are, else NOT_SEEN. */
    public Verdict verdict() {
        long seen = findings.stream()
                .filter(finding -> finding.verdict() == Verdict.SUPPORTED)
                .count();
        return seen == findings.size() ? Verdict.SUPPORTED : seen > 0 ? Verdict.CONDITIONAL : Verdict.NOT_SEEN;
    }

    static String words(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("condition", "what is above 0 if the claim holds", "effect", "");
        for (Finding finding : findings) {
            table.row(
                    finding.claim(),
                    finding.measure(),
                    Cell.number(finding.effect().toString()),
                    words(finding.verdict()));
        }
        String head = words(verdict()) + ": " + claim.text();
        String note = experiment + " of " + method + ", " + data + ", seeds " + seeds + "; expected: "
                + claim.expected() + "; interval: " + findings.get(0).effect().how();
        return DisplayData.html(
                "<p><b>" + words(verdict()) + "</b>: " + TableView.escape(claim.text()) + "</p>" + table.html()
                        + "<p><small>" + TableView.escape(note) + "</small></p>" + figure.html(),
                head + "\n" + table.text() + "\n" + note + "\n" + figure.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
