package dev.interlace.workbench.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Warping;
import dev.interlace.workbench.doubles.Shown;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ResultsRendererTest {
    @Test
    void aPermutationTestIsATableOfOneRow() {
        assertEquals("""
                Permutation test
                value   p     permutations
                0.1235  0.01            99""", Shown.text(new Discrepancy.PermutationTest(0.12345678, 0.01, 99)));
    }

    @Test
    void aMatchingShowsItsPairsAndWhetherItConverged() {
        assertEquals(
                """
                Matching
                matched  of left items  value  iterations  converged  coupling
                      2              3    0.5           7  NO         [3, 4]
                left to right: 0→2, 1→–, 2→0""", Shown.text(new Matching(new int[] {2, -1, 0}, Optional.of(Nd4j.create(3, 4)), 0.5, 7, false)));
    }

    @Test
    void aLongWarpingShowsTheBeginningOfItsPath() {
        int[] steps = IntStream.range(0, 30).toArray();
        String text = Shown.text(Warping.of(2.5, steps, steps));
        assertTrue(text.startsWith("""
                Warping
                cost  pairs  left steps  right steps  weights
                 2.5     30          30           30  none
                path: (0, 0), (1, 1)"""), text);
        assertTrue(text.endsWith("(19, 19), … 30 in all"), text);
    }

    @Test
    void aSmallMatrixIsATableAndALargerOneIsNot() {
        String small = Shown.html(Nd4j.createFromArray(new float[][] {{1, 2}, {30, 5.5f}}));
        assertTrue(small.contains(">30.0</td>") && !small.contains("<pre"), small);
        assertTrue(Shown.html(Nd4j.create(9, 2)).contains("<pre"), "nine rows are more than a small table");
    }

    @Test
    void aWideTableScrollsInItsOwnBox() {
        String html = new TableView("a", "b").row(1, 2).html();
        assertTrue(html.startsWith("<div style=\"overflow-x:auto;max-width:100%\"><table"), html);
        assertTrue(html.endsWith("</table></div>"), html);
        assertTrue(html.contains("white-space:nowrap"), "numbers and titles do not wrap");
    }
}
