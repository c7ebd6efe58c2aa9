package dev.interlace.spi;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Says whether the user has asked to stop. Methods call {@link #check()} between steps, at least once a second. */
@FunctionalInterface
public interface Cancellation {
    /** Never cancelled, save by {@link Thread#interrupt}. */
    Cancellation NEVER = () -> {};

    /** Throws {@link CancellationException} (or the caller's own unchecked error) if the work shall stop. */
    void check();

    /** A cancellation that asks {@code cancelled}. */
    static Cancellation when(BooleanSupplier cancelled) {
        return () -> {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the fit was cancelled");
            }
        };
    }
}
