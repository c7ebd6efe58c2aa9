package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import java.util.Optional;

/** Shows what methods find: a permutation test, a matching and a warping, each as a small table. */
public final class ResultsRenderer implements Renderer {
    private static final String PACKAGE = "dev.interlace.spi.";

    /** For {@link java.util.ServiceLoader}. */
    public ResultsRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        // by name first: a matching may hold a tensor, whose type would load ND4J for every value of every cell
        return value.getClass().getName().startsWith(PACKAGE) ? ResultViews.of(value) : Optional.empty();
    }
}
