package dev.interlace.jupyter.engine;

import org.jspecify.annotations.Nullable;

/**
 * Where the kernel's frames end and the user's begin: a thread whose innermost frame of the kernel is this one runs the
 * user's code, and can be stopped without harm to the kernel.
 */
final class Gate {
    private Gate() {}

    /** Runs {@code code}. */
    static @Nullable Object through(CellExecution.UserCode code) throws ReflectiveOperationException {
        return code.run();
    }
}
