package dev.interlace.workbench.contracts;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.MethodChecks.Verdict;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the contract of a method found: one line per check, those that failed first.
 *
 * @param subject the id of the method
 * @param lines the checks in the order in which they ran
 * @param seconds how long they took together
 */
public record ContractReport(String subject, List<Line> lines, double seconds) implements Showable {
    /**
     * One check.
     *
     * @param check the promise in words
     * @param verdict whether it was kept
     * @param message what is wrong and where, or why it was not asked for; empty where it passed
     */
    public record Line(String check, Verdict verdict, String message) {}

    public ContractReport {
        lines = List.copyOf(lines);
    }

    /** Whether no check failed. */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** The checks that failed. */
    public List<Line> failures() {
        return lines.stream().filter(line -> line.verdict() == Verdict.FAILED).toList();
    }

    private long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    private String summary() {
        return subject + ": " + count(Verdict.PASSED) + " of " + lines.size() + " checks passed, "
                + count(Verdict.FAILED) + " failed, " + count(Verdict.NOT_ASKED) + " do not apply, in "
                + FitProgress.number(seconds) + " s";
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("check", "passed", "message");
        lines.stream()
                .sorted(Comparator.comparing((Line line) -> line.verdict() == Verdict.FAILED ? 0 : 1))
                .forEach(line -> table.row(line.check(), words(line.verdict()), line.message()));
        return DisplayData.html(
                "<p>" + TableView.escape(summary()) + "</p>" + table.html(), summary() + "\n" + table.text());
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "yes";
            case FAILED -> "NO";
            case NOT_ASKED -> verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
