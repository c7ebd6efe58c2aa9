package dev.interlace.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a fit may use beside its data: randomness, a listener, the wish to stop, and who is asking. There is no global state.
 *
 * @param seeds source of all randomness of the fit
 * @param progress hears of each step
 * @param cancellation asked between steps
 * @param datasetId id of the data set, for provenance; {@code unnamed} where there is none
 * @param groups one group per training row: rows of one group are near-duplicates, and a method that holds rows out keeps
 *     them together; empty where every row stands alone
 */
public record FitContext(
        SeedSource seeds, Progress progress, Cancellation cancellation, String datasetId, List<String> groups) {
    public FitContext {
        Objects.requireNonNull(seeds);
        Objects.requireNonNull(progress);
        Objects.requireNonNull(cancellation);
        Objects.requireNonNull(datasetId);
        groups = List.copyOf(groups);
    }

    /** A context with that seed, no listener, never cancelled. */
    public static FitContext seeded(long seed) {
        return new FitContext(new SeedSource(seed), Progress.SILENT, Cancellation.NEVER, "unnamed", List.of());
    }

    /** This context with another listener. */
    public FitContext with(Progress listener) {
        return new FitContext(seeds, listener, cancellation, datasetId, groups);
    }

    /** This context with another cancellation. */
    public FitContext with(Cancellation token) {
        return new FitContext(seeds, progress, token, datasetId, groups);
    }

    /** This context on the data set of that id. */
    public FitContext on(String dataset) {
        return new FitContext(seeds, progress, cancellation, dataset, groups);
    }

    /** This context with one group per training row. */
    public FitContext grouped(List<String> rowGroups) {
        return new FitContext(seeds, progress, cancellation, datasetId, rowGroups);
    }

    /** A context for one part of the fit, with its own randomness; the part's name stands before its phases in progress. */
    public FitContext split(String part) {
        Progress named = step -> progress.on(
                new Progress.Step(part + ": " + step.phase(), step.done(), step.total(), step.series(), step.value()));
        return new FitContext(seeds.split(part), named, cancellation, datasetId, groups);
    }

    /** Throws if the work shall stop: {@link java.util.concurrent.CancellationException} or the caller's own error. */
    public void checkCancelled() {
        cancellation.check();
    }
}
