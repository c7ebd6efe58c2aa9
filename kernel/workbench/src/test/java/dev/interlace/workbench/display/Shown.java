package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Rendering;

/** Values as a cell shows them. */
final class Shown {
    private static final Rendering RENDERING = new Rendering(Shown.class.getClassLoader());

    private Shown() {}

    static DisplayData of(Object value) {
        return RENDERING.render(value);
    }

    static String text(Object value) {
        return of(value).plain();
    }

    static String html(Object value) {
        return of(value).data().getOrDefault(DisplayData.HTML, "");
    }
}
