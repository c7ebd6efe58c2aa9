package dev.interlace.workbench.doubles;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Rendering;

/** Values as a cell shows them. */
public final class Shown {
    private static final Rendering RENDERING = new Rendering(Shown.class.getClassLoader());

    private Shown() {}

    public static DisplayData of(Object value) {
        return RENDERING.render(value);
    }

    public static String text(Object value) {
        return of(value).plain();
    }

    public static String html(Object value) {
        return of(value).data().getOrDefault(DisplayData.HTML, "");
    }
}
