package dev.interlace.spi;

/** Hears of each step of a fit; called on the fitting thread, must be quick and must not throw. */
@FunctionalInterface
public interface Progress {
    /** A listener that ignores everything. */
    Progress SILENT = step -> {};

    /** One more step is done. */
    void on(Step step);

    /**
     * The state of a fit.
     *
     * @param phase what is being fitted, for instance {@code image classifier}
     * @param done steps done in this phase
     * @param total steps of this phase at most; training may stop earlier
     * @param series name of the number below, for instance {@code validation loss}
     * @param value its value
     */
    record Step(String phase, int done, int total, String series, double value) {}
}
