package dev.interlace.workbench.doubles;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.DisplayData;
import java.util.ArrayList;
import java.util.List;

/** A cell that remembers what it was shown, and that can be interrupted. */
public final class RecordedCell implements CellOutput {
    /** What was shown and updated, in order, as text with a mark in front. */
    public final List<String> lines = new ArrayList<>();

    /** The same as HTML. */
    public final List<String> html = new ArrayList<>();

    private volatile boolean interrupted;

    /** The user presses stop. */
    public void interrupt() {
        interrupted = true;
    }

    @Override
    public String display(DisplayData data) {
        lines.add("show " + data.plain());
        html.add(data.data().getOrDefault(DisplayData.HTML, ""));
        return "id-" + lines.size();
    }

    @Override
    public void update(String displayId, DisplayData data) {
        lines.add("update " + displayId + " " + data.plain());
        html.add(data.data().getOrDefault(DisplayData.HTML, ""));
    }

    @Override
    public void clear(Clear when) {
        lines.add("clear");
    }

    @Override
    public void checkInterrupt() {
        if (interrupted) {
            throw new IllegalStateException("interrupted");
        }
    }
}
