package dev.interlace.workbench.fetch;

import java.util.Locale;

/** Sizes in words: megabytes of a million bytes, as registries tell them. */
public final class Bytes {
    private static final double MEGABYTE = 1e6;

    private Bytes() {}

    /** A size, for instance {@code 160.9 MB}. */
    public static String text(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }
}
