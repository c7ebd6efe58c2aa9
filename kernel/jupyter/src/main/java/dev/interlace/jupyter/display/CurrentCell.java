package dev.interlace.jupyter.display;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which cell the calling thread works for; set by the kernel around each cell, inherited by the threads it starts. */
public final class CurrentCell {
    private static final InheritableThreadLocal<@Nullable CellOutput> CURRENT = new InheritableThreadLocal<>();

    private CurrentCell() {}

    /** The output of the calling thread's cell; empty outside a kernel. */
    public static Optional<CellOutput> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Makes {@code output} the calling thread's cell. */
    public static void set(CellOutput output) {
        CURRENT.set(output);
    }
}
