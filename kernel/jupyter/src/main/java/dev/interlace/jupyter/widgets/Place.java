package dev.interlace.jupyter.widgets;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Html;
import dev.interlace.jupyter.engine.CellInterruptedError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One place that code draws in again and again: what it prints and shows, and its value, gathered in one bundle that
 * replaces the one before.
 *
 * <p>While the code runs, the old picture stands until the code ends or a short while has passed, so that a fast redraw
 * does not flicker and a slow one shows how it goes.
 */
final class Place {
    /** What stands where a function was interrupted. */
    static final String INTERRUPTED = "Interrupted. The widget can be used again.";

    private static final long QUIET_NANOS = 300_000_000;

    private final Origin origin;
    private final Consumer<DisplayData> target;
    private final Map<String, DisplayData> parts = new LinkedHashMap<>();
    private String printing = "";
    private long begun;

    /** A place that hands each bundle to {@code target}. */
    Place(Origin origin, Consumer<DisplayData> target) {
        this.origin = origin;
        this.target = target;
    }

    /** Runs {@code code} and shows what comes of it, also what it throws; gives that. */
    @SuppressWarnings("CatchingThrowable") // the user's code may end in anything, and the place says in what
    Optional<Throwable> run(Supplier<? extends @Nullable Object> code) {
        synchronized (this) {
            parts.clear();
            printing = "";
            begun = System.nanoTime();
        }
        Optional<Throwable> thrown = Optional.empty();
        try {
            Object value = Origin.output().isPresent()
                    ? Origin.output().get().redirected(new PlaceSink(), code::get)
                    : code.get();
            if (value != null) {
                add(NotebookSession.current()
                        .map(session -> session.rendering().render(value))
                        .orElseGet(() -> DisplayData.text(String.valueOf(value))));
            }
        } catch (Throwable e) {
            Throwable cause = cause(e);
            add(error(cause));
            thrown = Optional.of(cause);
        }
        publish();
        return thrown;
    }

    /** The interrupt, where there was one: code that was woken from a sleep throws whatever it makes of that. */
    static Throwable cause(Throwable thrown) {
        try {
            Origin.output().ifPresent(NotebookSession.Output::checkInterrupt);
            return thrown;
        } catch (CellInterruptedError interrupt) {
            return interrupt;
        }
    }

    /** What is shown of something thrown: its trace in terms of cells where it is known. */
    static DisplayData error(Throwable thrown) {
        String plain = thrown instanceof CellInterruptedError
                ? INTERRUPTED
                : NotebookSession.current()
                        .flatMap(session -> session.trace(thrown))
                        .orElseGet(thrown::toString)
                        .replaceAll("\u001b\\[[0-9;]*m", "")
                        .strip();
        return DisplayData.html(
                "<pre style=\"color:var(--jp-error-color1,#b00020);white-space:pre-wrap\">" + Html.escape(plain)
                        + "</pre>",
                plain);
    }

    private void add(DisplayData data) {
        put(UUID.randomUUID().toString(), data);
    }

    private synchronized void put(String id, DisplayData data) {
        parts.put(id, data);
        printing = "";
    }

    private void publishLate() {
        boolean late;
        synchronized (this) {
            late = System.nanoTime() - begun > QUIET_NANOS;
        }
        if (late) {
            publish();
        }
    }

    private void publish() {
        target.accept(bundle());
    }

    private synchronized DisplayData bundle() {
        List<DisplayData> all = new ArrayList<>(parts.values());
        if (all.size() == 1) {
            return all.get(0);
        }
        StringBuilder html = new StringBuilder();
        List<String> plain = new ArrayList<>();
        for (DisplayData one : all) {
            html.append("<div>").append(html(one)).append("</div>");
            plain.add(one.plain());
        }
        return DisplayData.html(html.toString(), String.join("\n", plain));
    }

    /** {@code data} as HTML, whatever it has. */
    static String html(DisplayData data) {
        String html = data.data().get(DisplayData.HTML);
        if (html != null) {
            return html;
        }
        String png = data.data().get(DisplayData.PNG);
        if (png != null) {
            return "<img alt=\"" + Html.escape(data.plain()) + "\" src=\"data:image/png;base64," + png + "\">";
        }
        String svg = data.data().get("image/svg+xml");
        return svg != null ? svg : "<pre>" + Html.escape(data.plain()) + "</pre>";
    }

    private final class PlaceSink implements NotebookSession.Sink {
        @Override
        public void print(String text) {
            synchronized (Place.this) {
                String id = printing.isEmpty() ? UUID.randomUUID().toString() : printing;
                DisplayData before = parts.get(id);
                parts.put(id, DisplayData.text(before == null ? text : before.plain() + text));
                printing = id;
            }
            publishLate();
        }

        @Override
        public void display(String id, DisplayData data) {
            put(id, data);
            publishLate();
        }

        @Override
        public void update(String id, DisplayData data) {
            boolean own;
            synchronized (Place.this) {
                own = parts.containsKey(id);
                if (own) {
                    parts.put(id, data);
                }
            }
            if (own) {
                publishLate();
            } else {
                origin.cell().ifPresent(cell -> cell.update(id, data));
            }
        }

        @Override
        public void clear() {
            synchronized (Place.this) {
                parts.clear();
                printing = "";
            }
        }
    }
}
