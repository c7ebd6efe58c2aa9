package dev.interlace.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a fit may use beside its data: randomness, a listener, the wish to stop, who is asking, and where to keep what
 * it has done so far. There is no global state.
 *
 * @param seeds source of all randomness of the fit
 * @param progress hears of each step
 * @param cancellation asked between steps
 * @param datasetId id of the data set, for provenance; {@code unnamed} where there is none
 * @param groups one group per training row: rows of one group are near-duplicates, and a method that holds rows out
 *     keeps them together; empty where every row stands alone
 * @param checkpoints where a method that trains keeps its states; one that is solved at once has none. Empty keeps
 *     nothing
 * @param methods the methods that there are, for one that works with another by its id
 */
public record FitContext(
        SeedSource seeds,
        Progress progress,
        Cancellation cancellation,
        String datasetId,
        List<String> groups,
        Optional<CheckpointFolder> checkpoints,
        Methods methods) {
    public FitContext {
        Objects.requireNonNull(seeds);
        Objects.requireNonNull(progress);
        Objects.requireNonNull(cancellation);
        Objects.requireNonNull(datasetId);
        groups = List.copyOf(groups);
        Objects.requireNonNull(checkpoints);
        Objects.requireNonNull(methods);
    }

    /** A context with that seed, no listener, never cancelled, that keeps no states. */
    public static FitContext seeded(long seed) {
        return new FitContext(
                new SeedSource(seed),
                Progress.SILENT,
                Cancellation.NEVER,
                "unnamed",
                List.of(),
                Optional.empty(),
                Methods.ON_CLASS_PATH);
    }

    /** This context with another listener. */
    public FitContext with(Progress listener) {
        return new FitContext(seeds, listener, cancellation, datasetId, groups, checkpoints, methods);
    }

    /** This context with other methods to work with. */
    public FitContext using(Methods others) {
        return new FitContext(seeds, progress, cancellation, datasetId, groups, checkpoints, others);
    }

    /**
     * Another method of that kind by its id, for instance the loss that trains an alignment.
     *
     * @throws IllegalArgumentException when there is none of that id; names the nearest
     */
    @SuppressWarnings("unchecked") // what is found is of the kind
    public <M extends Method<?>> M method(Class<? super M> kind, String id) {
        List<Method<?>> known = methods.of(kind);
        return (M) known.stream()
                .filter(method -> method.descriptor().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown(
                        "method",
                        id,
                        known.stream().map(method -> method.descriptor().id()).toList())));
    }

    /** This context with another cancellation. */
    public FitContext with(Cancellation token) {
        return new FitContext(seeds, progress, token, datasetId, groups, checkpoints, methods);
    }

    /** This context on the data set of that id. */
    public FitContext on(String dataset) {
        return new FitContext(seeds, progress, cancellation, dataset, groups, checkpoints, methods);
    }

    /** This context with one group per training row. */
    public FitContext grouped(List<String> rowGroups) {
        return new FitContext(seeds, progress, cancellation, datasetId, rowGroups, checkpoints, methods);
    }

    /**
     * This context with a folder for the states of this fit alone: run again with the same data, options and seed, the
     * fit goes on from the last state there and ends as if it had never stopped. A state of another fit is refused.
     *
     * @param folder made where it is not there
     * @param every epochs from one state to the next, at least 1
     */
    public FitContext checkpoints(Path folder, int every) {
        return keeping(Optional.of(new CheckpointFolder(folder, every)));
    }

    /** This context with states kept there, or not at all. */
    public FitContext keeping(Optional<CheckpointFolder> states) {
        return new FitContext(seeds, progress, cancellation, datasetId, groups, states, methods);
    }

    /**
     * A context for one part of the fit, with its own randomness and its own checkpoints; the part's name stands before
     * its phases in progress.
     */
    public FitContext split(String part) {
        Progress named = step -> progress.on(
                new Progress.Step(part + ": " + step.phase(), step.done(), step.total(), step.series(), step.value()));
        return new FitContext(
                seeds.split(part),
                named,
                cancellation,
                datasetId,
                groups,
                checkpoints.map(known -> known.split(part)),
                methods);
    }

    /** Throws if the work shall stop: {@link java.util.concurrent.CancellationException} or the caller's own error. */
    public void checkCancelled() {
        cancellation.check();
    }
}
