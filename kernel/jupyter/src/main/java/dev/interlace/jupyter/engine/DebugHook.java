package dev.interlace.jupyter.engine;

import org.jspecify.annotations.Nullable;

/**
 * What code that was woven for the debugger calls. The class that calls leads to its kernel's debugger: its loader
 * holds it.
 */
public final class DebugHook {
    private DebugHook() {}

    /** A method begins. */
    public static void enter(Class<?> code) {
        if (code.getClassLoader() instanceof CellLoader loader) {
            loader.debuggee().enter();
        }
    }

    /**
     * A line begins; returns when the user lets the thread go on, with the values that the variables have from then on.
     */
    public static @Nullable Object[] line(Class<?> code, int probe, @Nullable Object[] locals) {
        if (code.getClassLoader() instanceof CellLoader loader) {
            loader.debuggee().line(probe, locals);
        }
        return locals;
    }

    /** A handler takes what was thrown. */
    public static void caught(Throwable thrown, Class<?> code) {
        if (code.getClassLoader() instanceof CellLoader loader) {
            loader.debuggee().caught(thrown);
        }
    }

    /** A method ends by what was thrown. */
    public static void passed(Throwable thrown, Class<?> code) {
        if (code.getClassLoader() instanceof CellLoader loader) {
            loader.debuggee().passed(thrown);
        }
    }

    /** A method ends. */
    public static void exit(Class<?> code) {
        if (code.getClassLoader() instanceof CellLoader loader) {
            loader.debuggee().exit();
        }
    }
}
