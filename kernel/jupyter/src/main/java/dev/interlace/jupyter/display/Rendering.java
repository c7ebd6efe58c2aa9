package dev.interlace.jupyter.display;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns any value into a MIME bundle: asks every renderer in turn, those that are found as services first, and falls
 * back to plain text.
 *
 * <p>A renderer that cannot be made or that throws is passed over; its reason stands in the bundle's plain text.
 */
public final class Rendering {
    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);
    private static final int LONGEST_REASON = 1_000;

    private final ClassLoader loader;
    private volatile @Nullable List<Renderer> renderers;
    private volatile boolean asked;

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
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            return optional(optional.get());
        }
        if (!asked && isPlain(value)) {
            return DisplayData.text(PlainText.of(value));
        }
        String note = "";
        for (Renderer renderer : renderers()) {
            try {
                Optional<DisplayData> bundle = renderer.render(value);
                if (bundle.isPresent()) {
                    return bundle.get();
                }
            } catch (Throwable e) {
                CurrentCell.checkInterrupt();
                note = "\n[" + who(renderer, value) + " failed: " + PlainText.leaf(e, LONGEST_REASON) + "]";
            }
        }
        return DisplayData.text(PlainText.of(value) + note);
    }

    // no renderer that ships has another form for these: a first 1+1 loads none
    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || (value instanceof Number && value.getClass().getName().startsWith("java."));
    }

    private static String who(Renderer renderer, Object value) {
        boolean itself = renderer instanceof DisplayableRenderer;
        return itself
                ? value.getClass().getName() + ".display"
                : renderer.getClass().getName();
    }

    /** What {@code held} looks like, with the text of an Optional. */
    private DisplayData optional(Object held) {
        DisplayData inner = held instanceof Optional<?> ? DisplayData.text(PlainText.of(held)) : render(held);
        return inner.with(DisplayData.PLAIN, "Optional[" + inner.plain() + "]");
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
        asked = true;
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
        found.add(new DisplayableRenderer());
        found.add(new ImageRenderer());
        found.add(new ThrowableRenderer());
        found.add(new StructureRenderer());
        return List.copyOf(found);
    }
}
