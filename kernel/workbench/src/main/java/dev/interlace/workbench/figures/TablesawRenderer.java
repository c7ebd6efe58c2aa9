package dev.interlace.workbench.figures;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import java.util.Optional;

/** Shows Tablesaw's tables, columns and figures. */
public final class TablesawRenderer implements Renderer {
    private static final String PACKAGE = "tech.tablesaw.";

    /** For {@link java.util.ServiceLoader}. */
    public TablesawRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        // by name first: asking for the type would load Tablesaw for every value of every cell
        return value.getClass().getName().startsWith(PACKAGE) ? TablesawView.of(value) : Optional.empty();
    }
}
