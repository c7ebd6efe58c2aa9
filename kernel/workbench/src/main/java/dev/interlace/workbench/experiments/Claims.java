package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Finding;
import java.util.List;

/**
 * What experiments found of the claims of a method.
 *
 * @param method the method and its options
 * @param outcomes one per claim whose experiment a plugin brings, in the order of the method's card
 * @param unmeasured the claims whose experiment no plugin brings
 */
public record Claims(String method, List<Outcome> outcomes, List<Claim> unmeasured) implements Showable {
    public Claims {
        outcomes = List.copyOf(outcomes);
        unmeasured = List.copyOf(unmeasured);
    }

    /** The outcome of the claim that names this experiment. */
    public Outcome get(String experiment) {
        return outcomes.stream()
                .filter(outcome -> outcome.experiment().equals(experiment))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(dev.interlace.spi.Names.unknown(
                        "experiment",
                        experiment,
                        outcomes.stream().map(Outcome::experiment).toList())));
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", "claim", "verdict", "condition", "effect", "", "experiment");
        for (Outcome outcome : outcomes) {
            boolean first = true;
            for (Finding finding : outcome.findings()) {
                table.row(
                        first ? sign(outcome.claim()) : "",
                        first ? outcome.claim().text() : "",
                        first ? outcome.words() : "",
                        finding.claim(),
                        Cell.number(finding.effect().toString()),
                        finding.words(),
                        first ? outcome.experiment() : "");
                first = false;
            }
        }
        for (Claim claim : unmeasured) {
            table.row(sign(claim), claim.text(), "–", "no such experiment", Cell.number("–"), "", claim.experiment());
        }
        String head = "Claims of " + method;
        String note =
                "an effect is above 0 if the claim holds; CONDITIONAL: it is under some of the conditions; OPPOSITE: it is below 0"
                        + " under all";
        return DisplayData.html(
                "<h4>" + TableView.escape(head) + "</h4>" + table.html() + "<p><small>" + TableView.escape(note)
                        + "</small></p>",
                head + "\n" + table.text() + "\n" + note);
    }

    private static String sign(Claim claim) {
        return claim.side() == Claim.Side.PRO ? "+" : "−";
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
