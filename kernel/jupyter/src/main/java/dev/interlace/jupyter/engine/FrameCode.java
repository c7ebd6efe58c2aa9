package dev.interlace.jupyter.engine;

import org.jspecify.annotations.Nullable;

/** An expression that the debugger compiles, with the local variables of a parked frame as its parameters. */
@FunctionalInterface
public interface FrameCode {
    /** Evaluates it with the values of the variables. */
    @Nullable
    Object run(@Nullable Object[] locals) throws Throwable;
}
