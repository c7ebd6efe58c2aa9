package dev.interlace.workbench.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.RecordedCell;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CellFetchTest {
    @Test
    void aBarShowsTheSizeSoFarOfAllFourTimesASecond() {
        RecordedCell cell = new RecordedCell();
        AtomicLong nanos = new AtomicLong();
        CellFetch fetch = new CellFetch(Optional.of(cell), nanos::get);
        fetch.at("fetching x@1", 1_000_000, 160_900_000);
        fetch.at("fetching x@1", 2_000_000, 160_900_000);
        nanos.addAndGet(250_000_000);
        fetch.at("fetching x@1", 3_000_000, 160_900_000);
        nanos.addAndGet(250_000_000);
        fetch.at("unpacking <x>", 0, 0);
        fetch.end("x is there");
        assertEquals(
                List.of(
                        "show fetching x@1: 1.0 MB of 160.9 MB",
                        "update id-1 fetching x@1: 3.0 MB of 160.9 MB",
                        "update id-1 unpacking <x> …",
                        "update id-1 x is there"),
                cell.lines);
        assertTrue(cell.html.get(1).contains("<progress max=\"160900000\" value=\"3000000\">"), cell.html.get(1));
        assertTrue(cell.html.get(2).contains("unpacking &lt;x&gt;"), cell.html.get(2));
    }

    @Test
    void anInterruptOfTheCellReachesTheFetch() {
        RecordedCell cell = new RecordedCell();
        cell.interrupt();
        CellFetch fetch = new CellFetch(Optional.of(cell), System::nanoTime);
        assertThrows(IllegalStateException.class, fetch::checkInterrupt);
        new CellFetch(Optional.empty(), System::nanoTime).checkInterrupt();
    }
}
