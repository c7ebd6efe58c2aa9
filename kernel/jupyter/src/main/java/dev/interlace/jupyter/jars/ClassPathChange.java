package dev.interlace.jupyter.jars;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of a jar or folder that was to be added to the class path of cells.
 *
 * @param kind what was done
 * @param entry the jar or folder
 * @param notice what the user should know, in sentences; empty where it was added and that is all
 * @param others the jars that decided it: those that it replaced, or those that stay in front of it
 */
public record ClassPathChange(Kind kind, Path entry, Optional<String> notice, List<Path> others) {
    /** Who wants a jar. */
    public enum Wish {
        /** The user: this version and no other. */
        ASKED,
        /** Another jar: this version or a newer one. */
        NEEDED
    }

    /** What was done. */
    public enum Kind {
        /** It is there already, or one that serves as well is. */
        PRESENT,
        /** Cells see it. */
        ADDED,
        /** Cells see it, and no longer the jars of the same library that nothing had used. */
        REPLACED,
        /** Cells see it, but what it shares with a jar in use comes from that one. */
        BEHIND,
        /** It was not added: classes of another version of the same library are in use. */
        KEPT
    }

    public ClassPathChange {
        others = List.copyOf(others);
    }

    /** Whether cells see what they did not see before. */
    public boolean isAdded() {
        return kind == Kind.ADDED || kind == Kind.REPLACED || kind == Kind.BEHIND;
    }
}
