package dev.interlace.jupyter.widgets;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Displayable;
import dev.interlace.jupyter.display.Html;
import dev.interlace.jupyter.wire.Json;

/**
 * Something in the front end that a hand can move or that shows what the kernel sets. Made by {@link Widgets}, shown as
 * any value is; what has happened to it is told to the functions that it was given, one after the other, when no cell
 * runs.
 *
 * <p>Shown where nothing draws widgets, it is a line of text with its value.
 */
public abstract sealed class Widget implements Displayable permits Box, Button, OutputArea, ValueWidget {
    /** The MIME type by which a front end finds the widget to draw. */
    public static final String VIEW = "application/vnd.jupyter.widget-view+json";

    /** What stands where nothing draws widgets. */
    static final String HINT = "To move it by hand, run this cell in JupyterLab or Jupyter Notebook 7 with ipywidgets,"
            + " as ./lab starts them.";

    private final Model model;
    private final Origin origin;

    Widget(Model model) {
        this.model = model;
        this.origin = Origin.current();
    }

    final Model model() {
        return model;
    }

    final Origin origin() {
        return origin;
    }

    /** Gives it a width in CSS, for instance {@code 20em} or {@code 100%}, at most that of what it stands in. */
    public Widget width(String css) {
        layout("width", css);
        layout("max_width", "100%");
        return this;
    }

    final void layout(String name, String css) {
        model.part("layout").ifPresent(layout -> layout.put(name, css));
    }

    /** Says what is told where the mouse rests on it. */
    public Widget tooltip(String text) {
        model.put("tooltip", text);
        return this;
    }

    /** Makes it answer to no hand. */
    public Widget disable() {
        model.put("disabled", true);
        return this;
    }

    /** Makes it answer to a hand again. */
    public Widget enable() {
        model.put("disabled", false);
        return this;
    }

    /** Removes it from the front end; shown again, it comes back. */
    public void close() {
        model.close();
    }

    /** It in words, with its value. */
    abstract String text();

    @Override
    public DisplayData display() {
        String plain = text();
        DisplayData still = DisplayData.html(
                "<pre>" + Html.escape(plain) + "</pre><p><small>" + HINT + "</small></p>", plain + "\n" + HINT);
        if (NotebookSession.current().isEmpty()) {
            return still;
        }
        JsonObject view = Json.of("model_id", model.id());
        view.addProperty("version_major", 2);
        view.addProperty("version_minor", 0);
        return still.with(VIEW, Json.text(view));
    }

    @Override
    public String toString() {
        return text();
    }
}
