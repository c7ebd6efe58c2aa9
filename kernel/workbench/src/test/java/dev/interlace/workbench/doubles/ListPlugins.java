package dev.interlace.workbench.doubles;

import dev.interlace.jupyter.display.Renderer;
import dev.interlace.workbench.Interlace;
import java.util.ServiceLoader;

/** A program that looks at the registry and shows a few plain values; run by itself to see what that loads. */
public final class ListPlugins {
    private ListPlugins() {}

    /** Fails unless the registry shows itself. */
    public static void main(String[] arguments) {
        var lab = Interlace.lab();
        Object[] values = {lab.plugins(), lab.plugin("fusion/centroids"), "text", 1};
        for (Object value : values) {
            ServiceLoader.load(Renderer.class).forEach(renderer -> renderer.render(value));
        }
        if (!lab.plugins().ids().contains("fusion/centroids")) {
            throw new IllegalStateException("the registry is empty");
        }
    }
}
