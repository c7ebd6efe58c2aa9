package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import java.util.Optional;

/** Shows every {@link Showable}. */
public final class ShowableRenderer implements Renderer {
    /** For {@link java.util.ServiceLoader}. */
    public ShowableRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        return value instanceof Showable showable ? Optional.of(showable.display()) : Optional.empty();
    }
}
