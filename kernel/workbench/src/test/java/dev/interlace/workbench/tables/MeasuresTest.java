package dev.interlace.workbench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.doubles.RecordedCell;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Measured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final double ROUNDING = 1e-12;
    private static final List<String> GROUPS = List.of("a", "a", "b", "c");

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    private Measures<EncodedSplit> measures(long... seeds) {
        return lab.measures(lab.data("colours"), Encoding.of(Map.of("image", "encoder/colour")), seeds);
    }

    private static Measured hits(double... hits) {
        return Measured.of(GROUPS).rows("hit", hits, 0.25);
    }

    @Test
    void rowsOfAllSeedsArePooledAndCompared() {
        MeasureTable table = measures(1, 2)
                .add(
                        "half",
                        (split, seed) ->
                                hits(1, 0, 1, 0).total("seed", (double) seed).after((double) seed))
                .add("grows", (split, seed) -> seed == 1 ? hits(0, 0, 1, 0) : hits(1, 1, 1, 1))
                .run();
        assertEquals(0.5, table.value("half", "hit").orElseThrow().value(), ROUNDING);
        assertEquals(List.of(0.25, 1.0), table.bySeed("grows", "hit"));
        // (0 - 1) + 0 + 0 + 0 and 0 + 1 + 0 + 1 over 8 rows
        assertEquals(
                1 / 8.0, table.difference("grows", "half", "hit").orElseThrow().value(), ROUNDING);
        assertEquals(
                5 / 8.0 - 0.25,
                table.difference("grows", "chance", "hit").orElseThrow().value(),
                ROUNDING);
        assertEquals(0.25, table.chance("hit"), ROUNDING);
        assertEquals("grows", table.sorted().lines().get(0).name());
        assertEquals("half", table.sorted().reference(), "the reference stays the first that was added");
        assertEquals("grows", table.against("grows").reference());
        assertTrue(
                table.value("half", "hit").orElseThrow().how().endsWith("3 groups"),
                "groups are drawn in all seeds at once");
        assertTrue(table.toString().contains("1.500"), "the mean of the totals and of the seconds\n" + table);
    }

    @Test
    void theMedianOfRanksByHand() {
        MeasureTable table = measures(1, 2)
                .add(
                        "one",
                        (split, seed) -> Measured.of(GROUPS).medianOf("median rank", new double[] {1, 2, 9, 40}, 20))
                .run();
        assertEquals(5.5, table.value("one", "median rank").orElseThrow().value(), ROUNDING); // (2 + 9) / 2
        assertEquals(List.of(5.5, 5.5), table.bySeed("one", "median rank"));
    }

    @Test
    void aFindingFollowsFromThePairedDifference() {
        MeasureTable table = measures(1, 2, 3)
                .add("all", (split, seed) -> hits(1, 1, 1, 1))
                .add("none", (split, seed) -> hits(0, 0, 0, 0))
                .run();
        Finding finding = table.finding("all is better", "hit", "all", "none");
        assertEquals(Verdict.SUPPORTED, finding.verdict());
        assertEquals("hit of all minus none", finding.measure());
        assertEquals(
                Verdict.OPPOSITE,
                table.finding("none is better", "hit", "none", "all").verdict());
        assertEquals(
                Verdict.SUPPORTED,
                lab.finding("all is better", table, "all", "chance").verdict());
        assertEquals(
                "unknown line 'hal'. Known: all, none",
                assertThrows(IllegalArgumentException.class, () -> table.value("hal", "hit"))
                        .getMessage());
    }

    @Test
    void aRefusalIsKeptWithItsReasonAndDoesNotStopTheOthers() {
        MeasureTable table = measures(1, 2)
                .add("good", (split, seed) -> hits(1, 0, 0, 0))
                .add("late", (split, seed) -> {
                    if (seed == 2) {
                        throw new IllegalArgumentException("late: no more");
                    }
                    return hits(1, 1, 1, 1);
                })
                .run();
        assertEquals("late: no more", table.lines().get(1).refusal().orElseThrow());
        assertTrue(table.value("late", "hit").isEmpty(), "a line counts on all seeds or not at all");
        assertTrue(table.toString().contains("late refused: late: no more"), table.toString());
        assertEquals(
                "'late' and 'good' were not measured on the same rows; late: no more",
                assertThrows(IllegalArgumentException.class, () -> table.finding("x", "hit", "late", "good"))
                        .getMessage());
        assertEquals("good", table.sorted().lines().get(0).name());
        assertFalse(table.figure("hit").text().contains("late"), "a refused line has no bar");
    }

    @Test
    void linesThatSawOtherRowsAreNotCompared() {
        MeasureTable table = measures(1)
                .add("one", (split, seed) -> hits(1, 1, 1, 1))
                .add(
                        "other",
                        (split, seed) ->
                                Measured.of(List.of("x", "y", "z", "z")).rows("hit", new double[] {1, 1, 1, 1}, 0.25))
                .run();
        assertTrue(table.difference("other", "one", "hit").isEmpty());
    }

    @Test
    void theTableIsHtmlWithTheIntervalBelowTheNumber() {
        DisplayData shown =
                measures(1).add("<b>", (split, seed) -> hits(1, 1, 1, 1)).run().display();
        String html = shown.data().getOrDefault(DisplayData.HTML, "");
        assertTrue(html.contains("&lt;b&gt;") && !html.contains("<b>"), html);
        assertTrue(html.contains("nowrap\">[1.000, 1.000]</span>"), html);
        assertTrue(html.contains("<i>chance</i>"), html);
    }

    @Test
    void fitsWithinAreSilentAndTheCellIsBackAfterwards() {
        RecordedCell cell = new RecordedCell();
        CurrentCell.set(cell);
        measures(1)
                .add("one", (split, seed) -> {
                    FitProgress within = FitProgress.of("within");
                    within.on(new dev.interlace.spi.Progress.Step("epoch", 1, 1, "loss", 1));
                    return hits(1, 1, 1, 1);
                })
                .run();
        assertTrue(cell.lines.stream().noneMatch(line -> line.contains("within")), cell.lines.toString());
        assertEquals(cell, CurrentCell.get().orElseThrow());
        cell.interrupt();
        try {
            assertThrows(
                    IllegalStateException.class,
                    () -> measures(1)
                            .add("one", (split, seed) -> hits(1, 1, 1, 1))
                            .run());
        } finally {
            CurrentCell.set(new RecordedCell()); // the thread goes on with other tests
        }
    }

    @Test
    void whatCannotBeMeasuredIsSaid() {
        assertEquals(
                "there is no line yet; add(NAME, ...) adds one",
                assertThrows(IllegalArgumentException.class, () -> measures(1).run())
                        .getMessage());
        assertEquals(
                "measures need at least one seed, each once, got [1, 1]",
                assertThrows(IllegalArgumentException.class, () -> measures(1, 1))
                        .getMessage());
        assertEquals(
                "there is a line 'chance' already; give this one another name",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> measures(1).add("chance", (split, seed) -> hits(1, 1, 1, 1)))
                        .getMessage());
        assertEquals(
                "Measured: there are 4 groups, 'hit' has 2 numbers; give one per row",
                assertThrows(IllegalArgumentException.class, () -> hits(1, 0)).getMessage());
        assertEquals(
                "Measured: 'hit' must be numbers, got NaN",
                assertThrows(IllegalArgumentException.class, () -> hits(1, 0, Double.NaN, 1))
                        .getMessage());
        assertEquals(
                "Measured: there is a measure 'hit' already",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> hits(1, 1, 1, 1).rows("hit", new double[4], 0))
                        .getMessage());
    }
}
