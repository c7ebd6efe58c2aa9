package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * When Sinkhorn's iterations stop: a group of options.
 *
 * @param maxIterations iterations after which it stops unconverged
 * @param tolerance share of the mass that may be in a wrong column
 */
public record Stopping(
        @Param(doc = "iterations after which it stops unconverged", min = 1, max = 10000000, init = 10000)
        int maxIterations,

        @Param(
                doc = "share of the mass that may be in a wrong column when it stops",
                min = 0,
                max = 1,
                init = 1e-6,
                scale = Param.Scale.LOG)
        double tolerance) {
    public Stopping {
        OptionsSchema.require(Stopping.class, maxIterations, tolerance);
    }

    Sinkhorn.Stop stop() {
        return new Sinkhorn.Stop(maxIterations, tolerance);
    }
}
