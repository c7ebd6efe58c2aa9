package dev.interlace.jupyter.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns any value into a MIME bundle: asks every renderer in turn and falls back to plain text.
 *
 * <p>A renderer that cannot be made or that throws is passed over; its reason stands in the bundle's plain text.
 */
public final class Rendering {
    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);
    private static final int LONGEST_TEXT = 1 << 20;

    private final ClassLoader loader;
    private volatile @Nullable List<Renderer> renderers;

    /** Renderers are found as services of {@code loader}, at the first value. */
    public Rendering(ClassLoader loader) {
        this.loader = loader;
    }

    /** The bundle of {@code value}; it always holds plain text. */
    @SuppressWarnings("CatchingThrowable") // a renderer from any jar may throw anything, and a cell must survive it
    public DisplayData render(@Nullable Object value) {
        if (value instanceof DisplayData ready) {
            return ready;
        }
        if (value == null) {
            return DisplayData.text("null");
        }
        String note = "";
        for (Renderer renderer : renderers()) {
            try {
                Optional<DisplayData> bundle = renderer.render(value);
                if (bundle.isPresent()) {
                    return bundle.get();
                }
            } catch (VirtualMachineError | RuntimeException | LinkageError e) {
                note = "\n[" + renderer.getClass().getName() + " failed: " + e + "]";
            }
        }
        return DisplayData.text(plain(value) + note);
    }

    private List<Renderer> renderers() {
        List<Renderer> known = renderers;
        if (known == null) {
            known = load();
            renderers = known;
        }
        return known;
    }

    /** Looks for renderers again, after jars were added. */
    public void reload() {
        renderers = null;
    }

    private List<Renderer> load() {
        List<Renderer> found = new ArrayList<>();
        Iterator<Renderer> services = ServiceLoader.load(Renderer.class, loader).iterator();
        boolean more = true;
        while (more) {
            try {
                more = services.hasNext();
                if (more) {
                    found.add(services.next());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.warn("a renderer cannot be loaded: {}", e.toString());
            }
        }
        found.add(new ImageRenderer());
        return List.copyOf(found);
    }

    /** The plain text of {@code value}: arrays by their elements, everything else by its own word. */
    @SuppressWarnings("CatchingThrowable") // toString is the user's code
    static String plain(Object value) {
        String text;
        try {
            text = value.getClass().isArray() ? array(value) : String.valueOf(value);
        } catch (StackOverflowError | RuntimeException e) {
            text = value.getClass().getName() + " (its toString failed: "
                    + e.getClass().getName() + ")";
        }
        return text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
    }

    private static String array(Object array) {
        String nested = Arrays.deepToString(new Object[] {array});
        return nested.substring(1, nested.length() - 1);
    }
}
