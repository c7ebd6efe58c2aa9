package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Estimate;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Warping;
import java.util.Arrays;
import java.util.Optional;

/** How the results of methods look: their numbers in a table, and the first pairs of many. */
final class ResultViews {
    private static final int MOST_PAIRS = 20;

    private ResultViews() {}

    static Optional<DisplayData> of(Object value) {
        if (value instanceof Discrepancy.PermutationTest test) {
            return Optional.of(shown("Permutation test", of(test), note(test.convergence())));
        }
        if (value instanceof Estimate estimate) {
            return Optional.of(shown("Value", of(estimate), note(estimate.convergence())));
        }
        if (value instanceof Matching matching) {
            return Optional.of(shown(
                    "Matching", of(matching), joined(pairs(matching), note(Optional.of(matching.convergence())))));
        }
        return value instanceof Warping warping
                ? Optional.of(shown("Warping", of(warping), joined(path(warping), note(warping.convergence()))))
                : Optional.empty();
    }

    private static DisplayData shown(String title, TableView table, String note) {
        return DisplayData.html(
                "<div><b>" + title + "</b>" + table.html() + "<small>" + TableView.escape(note) + "</small></div>",
                title + "\n" + table.text() + (note.isEmpty() ? "" : "\n" + note));
    }

    private static String joined(String first, String second) {
        return second.isEmpty() ? first : first + "\n" + second;
    }

    /** How the iteration ended, where it knows more than yes or no. */
    private static String note(Optional<Convergence> how) {
        return how.filter(end -> !Double.isNaN(end.error()) && (!end.converged() || end.tolerance() > 0))
                .map(Convergence::toString)
                .orElse("");
    }

    private static TableView of(Estimate estimate) {
        return new TableView("value", "converged").row(estimate.value(), estimate.converged() ? "yes" : "NO");
    }

    private static TableView of(Discrepancy.PermutationTest test) {
        return new TableView("value", "p", "permutations").row(test.value(), test.pValue(), test.permutations());
    }

    private static TableView of(Matching matching) {
        long matched =
                Arrays.stream(matching.rightOf()).filter(right -> right >= 0).count();
        return new TableView("matched", "of left items", "value", "iterations", "converged", "coupling")
                .row(
                        matched,
                        matching.rightOf().length,
                        matching.value(),
                        matching.iterations(),
                        matching.converged() ? "yes" : "NO",
                        matching.coupling()
                                .map(tensor -> Arrays.toString(tensor.shape()))
                                .orElse("none"));
    }

    private static String pairs(Matching matching) {
        StringBuilder out = new StringBuilder("left to right:");
        int[] rightOf = matching.rightOf();
        for (int left = 0; left < Math.min(MOST_PAIRS, rightOf.length); left++) {
            out.append(left == 0 ? " " : ", ")
                    .append(left)
                    .append("→")
                    .append(rightOf[left] < 0 ? "–" : Integer.toString(rightOf[left]));
        }
        return out.append(rightOf.length > MOST_PAIRS ? ", … " + rightOf.length + " in all" : "")
                .toString();
    }

    private static TableView of(Warping warping) {
        int last = warping.left().length - 1;
        return new TableView("cost", "pairs", "left steps", "right steps", "weights")
                .row(
                        warping.cost(),
                        warping.left().length,
                        warping.left()[last] + 1,
                        warping.right()[last] + 1,
                        warping.weights()
                                .map(tensor -> Arrays.toString(tensor.shape()))
                                .orElse("none"));
    }

    private static String path(Warping warping) {
        StringBuilder out = new StringBuilder("path:");
        int length = warping.left().length;
        for (int p = 0; p < Math.min(MOST_PAIRS, length); p++) {
            out.append(p == 0 ? " " : ", ")
                    .append("(")
                    .append(warping.left()[p])
                    .append(", ")
                    .append(warping.right()[p])
                    .append(")");
        }
        return out.append(length > MOST_PAIRS ? ", … " + length + " in all" : "")
                .toString();
    }
}
