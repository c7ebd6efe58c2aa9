package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What several tests say of the difference between two methods on the same rows, beside its bootstrap interval. They
 * answer slightly different questions; a difference that one of them alone finds is not one to rely on.
 *
 * @param what the difference in words
 * @param difference mean over rows with its interval
 * @param permutation the test that needs no assumption but that the signs could be exchanged
 * @param mcNemar for right and wrong answers; empty for other numbers
 * @param wilcoxon of one difference per row, or per group where there are groups
 */
public record PairedTests(
        String what, Interval difference, PairedPermutation permutation, Optional<McNemar> mcNemar, Wilcoxon wilcoxon)
        implements Showable {
    /** The tests of two evaluations on the same rows. */
    public static PairedTests of(Evaluation first, Evaluation second, Bootstrap bootstrap) {
        if (!first.rowIds().equals(second.rowIds())
                || !first.ofClasses().truthNames().equals(second.ofClasses().truthNames())) {
            throw new IllegalArgumentException("PairedTests: " + first.name() + " and " + second.name()
                    + " were evaluated on different rows; evaluate both on the same test part");
        }
        double[] one = first.ofClasses().rightRows();
        double[] other = second.ofClasses().rightRows();
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int row = 0; row < one.length; row++) {
            onlyFirst += one[row] > other[row] ? 1 : 0;
            onlySecond += other[row] > one[row] ? 1 : 0;
        }
        return of(
                "accuracy of " + first.name() + " minus " + second.name(),
                difference(one, other),
                first.groups(),
                Optional.of(McNemar.of(onlyFirst, onlySecond)),
                bootstrap);
    }

    /**
     * The tests of two numbers per row.
     *
     * @param groups one group per row; empty where every row stands alone
     */
    public static PairedTests of(double[] first, double[] second, List<String> groups, Bootstrap bootstrap) {
        if (first.length == 0 || first.length != second.length) {
            throw new IllegalArgumentException("PairedTests need two numbers per row, at least one row, got "
                    + first.length + " and " + second.length);
        }
        return of("first minus second", difference(first, second), groups, Optional.empty(), bootstrap);
    }

    private static double[] difference(double[] first, double[] second) {
        return IntStream.range(0, first.length)
                .mapToDouble(row -> first[row] - second[row])
                .toArray();
    }

    private static PairedTests of(
            String what, double[] gain, List<String> groups, Optional<McNemar> mcNemar, Bootstrap bootstrap) {
        return new PairedTests(
                what,
                bootstrap.meanBy(gain, groups),
                PairedPermutation.of(gain, groups, bootstrap.seed()),
                mcNemar,
                Wilcoxon.of(groups.isEmpty() ? gain : means(gain, groups)));
    }

    private static double[] means(double[] values, List<String> groups) {
        Map<String, double[]> sums = new LinkedHashMap<>(); // sum and count
        for (int row = 0; row < values.length; row++) {
            double[] sum = sums.computeIfAbsent(groups.get(row), name -> new double[2]);
            sum[0] += values[row];
            sum[1]++;
        }
        return sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("test", "p", "how");
        table.row("paired permutation", Cell.number(PairedPermutation.p(permutation.pValue())), permutation.how());
        mcNemar.ifPresent(test -> table.row(
                "McNemar",
                Cell.number(PairedPermutation.p(test.pValue())),
                (test.exact() ? "exact" : "chi-squared") + ", " + test.onlyFirst() + " rows against "
                        + test.onlySecond() + "; takes rows as independent"));
        table.row(
                "Wilcoxon signed-rank",
                Cell.number(PairedPermutation.p(wilcoxon.pValue())),
                (wilcoxon.exact() ? "exact" : "normal approximation") + ", " + wilcoxon.differences()
                        + " differences that are not 0");
        String head = what + ": "
                + String.format(
                        Locale.ROOT, "%+.3f [%+.3f, %+.3f]", difference.value(), difference.low(), difference.high());
        String note = "interval: " + difference.how() + " drawn in pairs; every p is two-sided";
        return DisplayData.html(
                "<p><b>" + TableView.escape(head) + "</b></p>" + table.html() + "<p><small>" + TableView.escape(note)
                        + "</small></p>",
                head + "\n" + table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
