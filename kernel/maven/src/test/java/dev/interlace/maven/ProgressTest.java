package dev.interlace.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.engine.CellInterruptedError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    /** Remembers what was shown, and is interrupted when told. */
    private static final class Shown implements CellOutput {
        private final List<String> displays = new ArrayList<>();
        private final List<String> updates = new ArrayList<>();
        private boolean interrupted;

        @Override
        public String display(DisplayData data) {
            displays.add(data.plain());
            return "id";
        }

        @Override
        public void update(String displayId, DisplayData data) {
            updates.add(displayId + ": " + data.plain());
        }

        @Override
        public void clear(Clear when) {
            displays.clear();
        }

        @Override
        public void checkInterrupt() {
            if (interrupted) {
                throw new CellInterruptedError();
            }
        }
    }

    @Test
    void manyDownloadsAreOneLineThatTheSummaryReplaces() {
        Shown shown = new Shown();
        Progress progress = new Progress(Optional.of(shown));
        for (int file = 0; file < 1000; file++) {
            progress.downloading("file-" + file + ".jar", 1 << 20);
            progress.downloaded("file-" + file + ".jar", 1 << 20);
        }
        progress.end(DisplayData.text("added all"));
        assertEquals(List.of("downloading file-0.jar, 0 files before it, 1.0 MiB"), shown.displays);
        assertEquals("id: added all", shown.updates.get(shown.updates.size() - 1));
        assertTrue(shown.updates.size() < 100, "a line for each file: " + shown.updates.size());
        assertEquals("1000 files downloaded, 1000.0 MiB", progress.downloads());
    }

    @Test
    void withoutADownloadOnlyTheSummaryIsShown() {
        Shown shown = new Shown();
        new Progress(Optional.of(shown)).end(DisplayData.text("nothing to add"));
        assertEquals(List.of("nothing to add"), shown.displays);
        assertEquals(List.of(), shown.updates);
    }

    @Test
    void anInterruptedCellStopsItsDownloads() {
        Shown shown = new Shown();
        shown.interrupted = true;
        Progress progress = new Progress(Optional.of(shown));
        assertThrows(CellInterruptedError.class, () -> progress.downloading("file.jar", 1));
    }
}
