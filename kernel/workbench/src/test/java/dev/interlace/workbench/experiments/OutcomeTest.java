package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.figures.Charts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Claim CLAIM = Claim.pro("It <b>holds</b>", "fusion/test", "above 0");

    private static Outcome outcome(double... lows) {
        List<Finding> findings = Arrays.stream(lows)
                .mapToObj(low -> Finding.of("from " + low, "a gain", new Interval(low + 1, low, low + 2, "by hand")))
                .toList();
        return new Outcome(
                "fusion/test",
                "fusion/some",
                CLAIM,
                findings,
                List.of(),
                List.of(1L, 2L),
                "no data",
                Charts.lines("Curve", "x", "y", List.of(Charts.Line.of("y", List.of(1.0, 2.0)))));
    }

    @Test
    void allConditionsMakeItSupportedOrOppositeSomeConditionalNoneNotSeen() {
        assertEquals(Verdict.SUPPORTED, outcome(0.1, 0.2).verdict());
        assertEquals(Verdict.CONDITIONAL, outcome(0.1, -0.2).verdict());
        assertEquals(Verdict.NOT_SEEN, outcome(-0.1, -0.2).verdict());
        assertEquals(Verdict.OPPOSITE, outcome(-2.1, -3).verdict());
        assertEquals(Verdict.NOT_SEEN, outcome(-2).verdict(), "an interval that ends at 0 shows no opposite");
        assertEquals(Verdict.NOT_SEEN, outcome(0).verdict(), "an interval that begins at 0 shows no effect");
    }

    @Test
    void itIsShownWithConditionsSeedsIntervalAndFigure() {
        Outcome outcome = outcome(0.1, -0.2);
        String text = outcome.display().plain();
        for (String part : List.of(
                "CONDITIONAL: It <b>holds</b>",
                "from 0.1",
                "1.100 [0.100, 2.100]",
                "0.800 [-0.200, 1.800]  NOT SEEN",
                "fusion/test of fusion/some, no data, seeds [1, 2]; expected: above 0; interval: by hand",
                "Curve")) {
            assertTrue(text.contains(part), part + " in\n" + text);
        }
        String html = outcome.display().data().getOrDefault("text/html", "");
        assertTrue(html.contains("It &lt;b&gt;holds&lt;/b&gt;") && html.contains("interlace-figure"), html);
    }

    @Test
    void aSecondMeasureIsShownBesideAndDecidesNothing() {
        Outcome one = outcome(0.1);
        Outcome both = new Outcome(
                one.experiment(),
                one.method(),
                one.claim(),
                one.findings(),
                List.of(Finding.of("at the end", "a level", new Interval(-1, -2, -0.5, "by hand"))),
                one.seeds(),
                one.data(),
                one.figure());
        assertEquals(Verdict.SUPPORTED, both.verdict());
        String text = both.toString();
        assertTrue(text.contains("beside: at the end"), text);
        assertTrue(text.contains("-1.000 [-2.000, -0.500]  OPPOSITE"), text);
        assertTrue(text.contains("the verdict is that of the first line, what stands beside decides nothing"), text);
    }

    @Test
    void claimsAreATableWithOneLinePerCondition() {
        Claims claims = new Claims(
                "fusion/some", List.of(outcome(0.1, -0.2)), List.of(Claim.con("It is odd", "acme/odd", "odd")));
        String text = claims.toString();
        assertTrue(text.startsWith("Claims of fusion/some\n"), text);
        assertEquals(1, text.split("CONDITIONAL +from", -1).length - 1, text);
        assertTrue(text.contains("from -0.2"), text);
        assertTrue(text.contains("− "), text);
        assertTrue(text.matches("(?s).*It is odd +– +no such experiment +– +acme/odd\n.*"), text);
        assertEquals(Verdict.CONDITIONAL, claims.get("fusion/test").verdict());
        assertEquals(
                "unknown experiment 'fusion/tset'; did you mean 'fusion/test'? Known: fusion/test",
                assertThrows(IllegalArgumentException.class, () -> claims.get("fusion/tset"))
                        .getMessage());
    }

    @Test
    void anOutcomeOfNothingIsNone() {
        assertEquals(
                "fusion/test: an outcome needs at least one finding, got none",
                assertThrows(IllegalArgumentException.class, OutcomeTest::outcome)
                        .getMessage());
    }
}
