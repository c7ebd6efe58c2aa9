package dev.interlace.jupyter.engine;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for what changes the whole process: code that is only being looked at, such as the constructor of a plugin,
 * may not change it. In a cell such a change holds until the cell ends.
 */
public final class GlobalsGuard {
    private GlobalsGuard() {}

    private static void check(String call) {
        if (GuardedRun.isCurrent()) {
            throw new GlobalRefusedException(call);
        }
    }

    /** In place of {@link System#setOut}. */
    public static void setOut(PrintStream out) {
        check("System.setOut");
        System.setOut(out);
    }

    /** In place of {@link System#setErr}. */
    public static void setErr(PrintStream err) {
        check("System.setErr");
        System.setErr(err);
    }

    /** In place of {@link System#setIn}. */
    public static void setIn(InputStream in) {
        check("System.setIn");
        System.setIn(in);
    }

    /** In place of {@link Locale#setDefault(Locale)}. */
    public static void setDefault(Locale locale) {
        check("Locale.setDefault");
        Locale.setDefault(locale);
    }

    /** In place of {@link Locale#setDefault(Locale.Category, Locale)}. */
    public static void setDefault(Locale.Category category, Locale locale) {
        check("Locale.setDefault");
        Locale.setDefault(category, locale);
    }

    /** In place of {@link TimeZone#setDefault}. */
    public static void setDefault(@Nullable TimeZone zone) {
        check("TimeZone.setDefault");
        TimeZone.setDefault(zone);
    }

    /** In place of {@link Thread#setDefaultUncaughtExceptionHandler}. */
    public static void setDefaultUncaughtExceptionHandler(Thread.@Nullable UncaughtExceptionHandler handler) {
        check("Thread.setDefaultUncaughtExceptionHandler");
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    /** Says that code which is only looked at would have changed the process. */
    public static final class GlobalRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GlobalRefusedException(String call) {
            super(call + " would change every cell, so it was refused; do without it, or call it where the method works"
                    + " and take it back there");
        }
    }
}
