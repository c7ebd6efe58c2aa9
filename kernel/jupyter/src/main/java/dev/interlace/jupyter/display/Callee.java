package dev.interlace.jupyter.display;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Whose code a thread runs at present, where that is not the cell's: named where the thread cannot be stopped. */
public final class Callee {
    private static final Map<Thread, String> CALLED = new ConcurrentHashMap<>();

    private Callee() {}

    /** Does {@code work}, meanwhile naming {@code who} as the one whose code the calling thread runs. */
    public static <R> R named(String who, Supplier<R> work) {
        String before = CALLED.put(Thread.currentThread(), who);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CALLED.remove(Thread.currentThread());
            } else {
                CALLED.put(Thread.currentThread(), before);
            }
        }
    }

    /** Whose code a thread runs; empty where nobody was named. */
    public static Optional<String> of(Thread thread) {
        return Optional.ofNullable(CALLED.get(thread));
    }
}
