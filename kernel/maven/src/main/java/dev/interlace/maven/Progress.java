package dev.interlace.maven;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.maven.resolver.Resolver;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One line below the cell that tells what is being downloaded, and at the end what came of it. */
final class Progress implements Resolver.Listener {
    private static final long BETWEEN_NANOS = 200_000_000;
    private static final double MEBIBYTE = 1 << 20;

    private final Optional<CellOutput> output;
    private final Map<String, Long> running = new LinkedHashMap<>();
    private Optional<String> display = Optional.empty();
    private long lastShown;
    private long bytes;
    private int files;

    Progress(Optional<CellOutput> output) {
        this.output = output;
        lastShown = System.nanoTime() - BETWEEN_NANOS;
    }

    @Override
    public synchronized void downloading(String file, long arrived) {
        output.ifPresent(CellOutput::checkInterrupt); // a download does not notice that its thread is interrupted
        running.put(file, arrived);
        if (System.nanoTime() - lastShown >= BETWEEN_NANOS) {
            lastShown = System.nanoTime();
            show(DisplayData.text("downloading " + file + ", " + files + " files before it, "
                    + size(bytes
                            + running.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())));
        }
    }

    @Override
    public synchronized void downloaded(String file, long arrived) {
        running.remove(file);
        files++;
        bytes += arrived;
    }

    /** Replaces the line by what it all came to. */
    synchronized void end(DisplayData summary) {
        show(summary);
    }

    private void show(DisplayData data) {
        if (display.isPresent()) {
            output.ifPresent(cell -> cell.update(display.get(), data));
        } else {
            display = output.map(cell -> cell.display(data));
        }
    }

    /** What was downloaded; empty if nothing was. */
    synchronized String downloads() {
        return files == 0 ? "" : files + (files == 1 ? " file" : " files") + " downloaded, " + size(bytes);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }
}
