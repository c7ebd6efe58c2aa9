package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import java.util.Optional;

/** Shows Tribuo's evaluations of classifiers. */
public final class TribuoRenderer implements Renderer {
    private static final String PACKAGE = "org.tribuo.";

    /** For {@link java.util.ServiceLoader}. */
    public TribuoRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        // by name first: asking for the type would load Tribuo for every value of every cell
        return value.getClass().getName().startsWith(PACKAGE) ? TribuoView.of(value) : Optional.empty();
    }
}
