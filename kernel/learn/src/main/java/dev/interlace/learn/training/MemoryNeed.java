package dev.interlace.learn.training;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory that a computation is known to need before its first step: refused with the figure where it is not there,
 * instead of failing after minutes.
 *
 * @param method id of the method, for the message
 * @param what what takes the memory, for instance {@code the Gram matrix of 70,000 rows}
 * @param free bytes that can still be had
 * @param place where from
 */
public record MemoryNeed(String method, String what, double free, Place place) {
    /** Where memory is taken from. */
    public enum Place {
        /** Java's heap. */
        HEAP("-Xmx"),
        /** Outside of it, where tensors lie. */
        TENSORS("-Dorg.bytedeco.javacpp.maxphysicalbytes=");

        private final String option;

        Place(String option) {
            this.option = option;
        }
    }

    private static final double GIB = 1L << 30;

    /** What that method needs, against the heap of this process. */
    public static MemoryNeed of(String method, String what) {
        Runtime runtime = Runtime.getRuntime();
        return new MemoryNeed(
                method, what, runtime.maxMemory() - runtime.totalMemory() + (double) runtime.freeMemory(), Place.HEAP);
    }

    /** What that method needs outside the heap, where tensors lie, against what this process may take. */
    public static MemoryNeed tensors(String method, String what) {
        long most = Pointer.maxPhysicalBytes() > 0 ? Pointer.maxPhysicalBytes() : Long.MAX_VALUE;
        return new MemoryNeed(
                method,
                what,
                Math.min(most - (double) Pointer.physicalBytes(), Pointer.maxBytes() - (double) Pointer.totalBytes()),
                Place.TENSORS);
    }

    /**
     * Throws unless the bytes are there.
     *
     * @param bytes at the peak
     * @param advice what would help, for instance {@code give fewer rows}; it names options that the method has
     * @throws IllegalArgumentException when they are not; says how much is needed and how much is there
     */
    public void require(double bytes, String advice) {
        if (!(bytes <= free)) {
            double all = bytes
                    - free
                    + (place == Place.HEAP ? Runtime.getRuntime().maxMemory() : Pointer.maxPhysicalBytes());
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s: %s for %s, and %s are left; %s, or start Java with %s%dg",
                    method,
                    size(bytes),
                    what,
                    size(free),
                    advice,
                    place.option,
                    (long) Math.ceil(1.1 * all / GIB)));
        }
    }

    private static String size(double bytes) {
        return bytes >= GIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.0f MiB", bytes / (1 << 20));
    }
}
