package dev.interlace.workbench.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Progress;
import dev.interlace.workbench.doubles.RecordedCell;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FitProgressTest {
    private final RecordedCell cell = new RecordedCell();
    private final AtomicLong clock = new AtomicLong();

    private FitProgress progress() {
        return new FitProgress("fitting fusion/test", Optional.of(cell), clock::get);
    }

    private static Progress.Step step(int done, double loss) {
        return new Progress.Step("epoch", done, 40, "validation loss", loss);
    }

    @Test
    void stepsAreShownAtMostFourTimesASecond() {
        FitProgress progress = progress();
        for (int i = 1; i <= 40; i++) {
            clock.addAndGet(50_000_000); // 40 steps in 2 s
            progress.on(step(i, 1.0 / i));
        }
        progress.done("fitted");
        assertEquals("show fitting fusion/test … epoch 5/40, validation loss 0.2", cell.lines.get(0));
        assertEquals("update id-1 fitting fusion/test … epoch 10/40, validation loss 0.1", cell.lines.get(1));
        assertEquals("update id-1 fitted", cell.lines.get(8));
        assertEquals(9, cell.lines.size());
        assertTrue(cell.html.get(0).contains("<progress max=\"40\" value=\"5\">"));
        assertTrue(cell.html.get(8).contains("<polyline"));
    }

    @Test
    void aQuickTaskShowsNothing() {
        FitProgress progress = progress();
        progress.on(step(1, 0.5));
        progress.done("fitted");
        assertEquals(List.of(), cell.lines);
    }

    @Test
    void aTaskThatStopsSaysWhyAndEscapesIt() {
        FitProgress progress = progress();
        clock.addAndGet(1_500_000_000);
        progress.on(step(1, Double.NaN));
        progress.stopped(new IllegalStateException("<b>no</b>"));
        assertEquals("update id-1 fitting fusion/test stopped after 1.5 s: <b>no</b>", cell.lines.get(1));
        assertTrue(cell.html.get(1).contains("&lt;b&gt;no"));
    }

    @Test
    void anInterruptOfTheCellStopsTheFit() {
        Cancellation cancellation = progress().cancellation();
        cancellation.check();
        cell.interrupt();
        assertEquals(
                "interrupted",
                assertThrows(IllegalStateException.class, cancellation::check).getMessage());
    }

    @Test
    void outsideAKernelNothingHappens() {
        FitProgress progress = new FitProgress("fitting", Optional.empty(), clock::get);
        clock.addAndGet(1_000_000_000);
        progress.on(step(1, 0.5));
        progress.done("fitted");
        progress.cancellation().check();
        assertEquals(1, progress.seconds());
    }
}
