package dev.interlace.workbench.catalogue;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The plugins that a piece of work has called on its thread, so that a table can name the jars behind its numbers. */
public final class CalledPlugins {
    private static final ThreadLocal<@Nullable Set<Plugin>> CALLED = new ThreadLocal<>();

    private CalledPlugins() {}

    /** Runs {@code work} and adds to {@code called} every plugin from outside that it calls. */
    public static <R> R noted(Set<Plugin> called, Supplier<R> work) {
        Set<Plugin> outer = CALLED.get();
        CALLED.set(called);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                CALLED.remove();
            } else {
                outer.addAll(called);
                CALLED.set(outer);
            }
        }
    }

    /** Notes a plugin for the work that is going on. */
    static void note(Plugin plugin) {
        Set<Plugin> called = CALLED.get();
        if (called != null && plugin.source().isForeign()) {
            called.add(plugin);
        }
    }

    /** What a table says of them, one line each. */
    public static List<String> words(Set<Plugin> called) {
        return called.stream()
                .filter(plugin -> plugin.code().isBrought())
                .map(plugin -> plugin.id() + " " + plugin.version() + " is " + plugin.code())
                .distinct()
                .sorted()
                .toList();
    }
}
