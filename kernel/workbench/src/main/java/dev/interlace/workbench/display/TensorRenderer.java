package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import java.util.Optional;

/** Shows ND4J's tensors: shape, type, range, the numbers at the edges, and a picture of vectors and matrices. */
public final class TensorRenderer implements Renderer {
    private static final String PACKAGE = "org.nd4j.";

    /** For {@link java.util.ServiceLoader}. */
    public TensorRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        // by name first: asking for the type would load ND4J for every value of every cell
        return value.getClass().getName().startsWith(PACKAGE) ? TensorView.of(value) : Optional.empty();
    }
}
