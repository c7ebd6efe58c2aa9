package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The stack frames of a throwable with all its causes and suppressed exceptions, bounded in number. */
final class Frames {
    private static final int PER_THROWABLE = 200;
    private static final int THROWABLES = 40;

    private Frames() {}

    /** The frames of {@code thrown} that are worth showing. */
    static List<StackTraceElement> of(Throwable thrown) {
        StackTraceElement[] all = thrown.getStackTrace();
        return List.of(all).subList(0, Math.min(PER_THROWABLE, all.length));
    }

    /** {@code thrown}, its causes and what they suppressed, outermost first, each once. */
    static List<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        collect(thrown, seen, chain);
        return chain;
    }

    private static void collect(Throwable thrown, Set<Throwable> seen, List<Throwable> chain) {
        Throwable link = thrown;
        while (link != null && chain.size() < THROWABLES && seen.add(link)) {
            chain.add(link);
            for (Throwable suppressed : link.getSuppressed()) {
                collect(suppressed, seen, chain);
            }
            link = link.getCause();
        }
    }

    /** The frames of the whole chain, one after the other. */
    static List<StackTraceElement> ofChain(Throwable thrown) {
        List<StackTraceElement> frames = new ArrayList<>();
        chain(thrown).forEach(link -> frames.addAll(of(link)));
        return frames;
    }
}
