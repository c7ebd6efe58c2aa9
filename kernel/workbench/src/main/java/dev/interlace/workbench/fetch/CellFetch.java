package dev.interlace.workbench.fetch;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.TableView;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Shows below a cell how far a fetch has got: a bar and the size so far of all, at most four times a second. */
public final class CellFetch implements FetchListener {
    private static final long PAUSE_NANOS = 250_000_000;

    private final Optional<CellOutput> output;
    private final LongSupplier nanos;
    private Optional<String> displayId = Optional.empty();
    private long shownAt;

    CellFetch(Optional<CellOutput> output, LongSupplier nanos) {
        this.output = output;
        this.nanos = nanos;
        this.shownAt = nanos.getAsLong() - PAUSE_NANOS;
    }

    /** The display of a fetch that the calling thread's cell has started. */
    public static CellFetch current() {
        return new CellFetch(CellOutput.current(), System::nanoTime);
    }

    @Override
    public synchronized void at(String step, long bytes, long total) {
        long now = nanos.getAsLong();
        if (now - shownAt >= PAUSE_NANOS) {
            shownAt = now;
            String line = line(step, bytes, total);
            String bar = total > 0
                    ? "<progress max=\"" + total + "\" value=\"" + bytes + "\"></progress> "
                    : "<progress></progress> ";
            show(line, "<div>" + bar + TableView.escape(line) + "</div>");
        }
    }

    /** A step in words, with the size so far of all. */
    public static String line(String step, long bytes, long total) {
        return total > 0 ? step + ": " + Bytes.text(bytes) + " of " + Bytes.text(total) : step + " …";
    }

    /** Replaces the bar by what came of the fetch. */
    public synchronized void end(String line) {
        show(line, "<div>" + TableView.escape(line) + "</div>");
    }

    @Override
    public void checkInterrupt() {
        output.ifPresent(CellOutput::checkInterrupt);
    }

    private void show(String line, String html) {
        DisplayData data = DisplayData.html(html, line);
        output.ifPresent(cell -> {
            if (displayId.isPresent()) {
                cell.update(displayId.get(), data);
            } else {
                displayId = Optional.of(cell.display(data));
            }
        });
    }
}
