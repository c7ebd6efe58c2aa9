package dev.interlace.workbench.choosing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.choosing.Learner.Scored;
import dev.interlace.workbench.evaluation.Bootstrap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final int ROWS = 40;
    private static final List<String> GROUPS =
            IntStream.range(0, ROWS).mapToObj(Integer::toString).toList();

    /** Right in the first so many rows. */
    private static List<Scored> right(int count, long parameters) {
        double[] rows = new double[ROWS];
        Arrays.fill(rows, 0, count, 1);
        return List.of(
                new Scored(new double[0], Arrays.copyOf(rows, ROWS / 2), parameters, 1),
                new Scored(new double[0], Arrays.copyOfRange(rows, ROWS / 2, ROWS), parameters, 3));
    }

    private static Standings of(Scale.Better better, Map<String, List<Scored>> scored) {
        return Standings.of("share", better, scored, Scored::test, GROUPS, Bootstrap.seeded(1));
    }

    private static Map<String, List<Scored>> four() {
        Map<String, List<Scored>> scored = new LinkedHashMap<>();
        scored.put("chance", right(10, 0));
        scored.put("small", right(38, 10));
        scored.put("large", right(40, 1000));
        scored.put("middle", right(39, 100));
        return scored;
    }

    @Test
    void theSimplestHasTheFewestParametersOfThoseThatAreNotToldApart() {
        Standings standings = of(Scale.Better.HIGHER, four());
        assertEquals("large", standings.best());
        // small differs in 2 rows: p = 2 / 2^2 = 0.5, by Holm 1; chance in 30 rows
        assertEquals("small", standings.simplest());
        assertEquals(List.of("large", "middle", "small"), standings.notToldApart());
        assertFalse(standings.line("chance").notToldApart());
        assertEquals(1, standings.line("small").pValue());
        assertEquals(0.95, standings.line("small").score().value(), 1e-12);
        assertEquals(List.of(1.0, 0.9), standings.line("small").byFold());
        assertEquals(2, standings.line("small").seconds());
    }

    @Test
    void lowerMayBeBetter() {
        Standings standings = of(Scale.Better.LOWER, four());
        assertEquals("chance", standings.best());
        assertEquals("chance", standings.simplest());
        assertEquals(
                List.of("chance", "small", "middle", "large"),
                standings.lines().stream().map(Standings.Line::name).toList());
    }

    @Test
    void ofEqualOnesTheFirstIsTheSimplest() {
        Map<String, List<Scored>> scored = new LinkedHashMap<>();
        scored.put("one", right(38, 10));
        scored.put("other", right(40, 10));
        assertEquals("one", of(Scale.Better.HIGHER, scored).simplest());
        assertTrue(of(Scale.Better.HIGHER, scored).how().contains("p of one comparison"));
    }
}
