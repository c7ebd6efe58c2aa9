package dev.interlace.jupyter.display;

import java.util.Optional;

/** Shows every {@link Displayable} as it says. */
final class DisplayableRenderer implements Renderer {
    @Override
    public Optional<DisplayData> render(Object value) {
        return value instanceof Displayable displayable ? Optional.of(displayable.display()) : Optional.empty();
    }
}
