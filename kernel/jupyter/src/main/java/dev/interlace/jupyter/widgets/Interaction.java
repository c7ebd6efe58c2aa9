package dev.interlace.jupyter.widgets;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Html;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Controls above a place that is drawn again whenever one of them is moved.
 *
 * <p>For maintainers: the place is an output of the cell and no widget, so that a page without a kernel shows the last
 * picture. The line that says so is hidden by the front ends that have a notebook's panel around them.
 */
final class Interaction {
    private final List<ValueWidget<?>> controls;
    private final Supplier<? extends @Nullable Object> redraw;
    private final String id = UUID.randomUUID().toString();
    private final Origin origin = Origin.current();
    private final Place place = new Place(origin, this::put);
    private boolean shown;

    Interaction(List<ValueWidget<?>> controls, Supplier<? extends @Nullable Object> redraw) {
        this.controls = List.copyOf(controls);
        this.redraw = redraw;
    }

    /** Shows the controls, and below them what the function gives for their values now. */
    void show() {
        NotebookSession.Output cell =
                Origin.output().orElseThrow(() -> new IllegalStateException("interact can be called from a cell only"));
        cell.display(new Box(Box.Kind.COLUMN, List.copyOf(controls), List.of()).display());
        controls.forEach(control -> control.onChange(value -> place.run(redraw)));
        Optional<Throwable> thrown = place.run(redraw);
        if (thrown.isPresent()) {
            fail(thrown.get());
        }
    }

    // the first error fails the cell too: a notebook that is run as a whole must not hide it
    private static void fail(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
    }

    private synchronized void put(DisplayData data) {
        DisplayData still = data.with(DisplayData.HTML, Place.html(data) + line());
        origin.cell().ifPresent(cell -> {
            if (shown) {
                cell.update(id, still);
            } else {
                shown = true;
                cell.display(id, still);
            }
        });
    }

    private String line() {
        String values = controls.stream()
                .map(control -> control.name() + " = " + control.value())
                .collect(Collectors.joining(", "));
        return "<style>.jp-NotebookPanel .interlace-still{display:none}</style><p class=\"interlace-still\"><small>For "
                + Html.escape(values) + ". " + Widget.HINT + "</small></p>";
    }
}
