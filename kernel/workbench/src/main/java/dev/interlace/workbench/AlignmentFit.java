package dev.interlace.workbench;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.CheckpointFolder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.catalogue.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An alignment method with its options, ready to be fitted.
 *
 * @param found the method
 * @param options what was given; the rest is by default
 * @param seed seed of the fits
 * @param states where the states of the training are kept, so that a fit that was stopped goes on; empty keeps none
 */
public record AlignmentFit(
        Found<AlignmentMethod<?>> found, Map<String, ?> options, long seed, Optional<CheckpointFolder> states) {
    public AlignmentFit {
        options = Map.copyOf(options);
        found.method().descriptor().schema().parse(options); // a wrong option is told here, not after a long cell
    }

    /** A fit that keeps no states. */
    public AlignmentFit(Found<AlignmentMethod<?>> found, Map<String, ?> options, long seed) {
        this(found, options, seed, Optional.empty());
    }

    /**
     * The same, keeping the state of its training after every epoch: a fit that was interrupted, run again with the
     * same rows, goes on from there and ends as if it had never stopped.
     *
     * @param folder of this fit alone; a state of another fit is refused
     */
    public AlignmentFit checkpoints(Path folder) {
        return checkpoints(folder, 1);
    }

    /** The same, keeping a state after every so many epochs. */
    public AlignmentFit checkpoints(Path folder, int every) {
        return new AlignmentFit(found, options, seed, Optional.of(new CheckpointFolder(folder, every)));
    }

    /** The id of the method and the options that were given. */
    public String name() {
        return options.isEmpty() ? found.plugin().id() : found.plugin().id() + " " + new TreeMap<>(options);
    }

    /** The same under another seed. */
    public AlignmentFit seeded(long other) {
        return new AlignmentFit(found, options, other, states);
    }

    /** Fits two modalities of the same rows as pairs, with progress; rows of one group are held out together. */
    public AlignmentRun fit(Encoded train, String left, String right) {
        return fit(train.get(left), train.get(right), Supervision.paired(), train.groups(), train.datasetId());
    }

    /** Fits a left and a right modality to each other, with progress. */
    public AlignmentRun fit(Features left, Features right, Supervision supervision) {
        return fit(left, right, supervision, List.of(), "unnamed");
    }

    /** Fits in a context of the caller's, who shows the progress. */
    public AlignmentModel fit(Features left, Features right, Supervision supervision, FitContext context) {
        return found.call(method -> fit(method, left, right, supervision, context.using(found.methods())));
    }

    private AlignmentRun fit(
            Features left, Features right, Supervision supervision, List<String> groups, String dataset) {
        String id = found.plugin().id();
        FitProgress progress = FitProgress.of("fitting " + id);
        FitContext context = FitContext.seeded(seed)
                .on(dataset)
                .grouped(groups)
                .keeping(states)
                .with(progress)
                .with(progress.cancellation());
        try {
            AlignmentModel model = fit(left, right, supervision, context);
            double seconds = progress.seconds();
            progress.done("fitted " + id + " in " + FitProgress.number(seconds) + " s, seed " + seed);
            return new AlignmentRun(found, model, options, seconds);
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    private <O extends Record> AlignmentModel fit(
            AlignmentMethod<O> method, Features left, Features right, Supervision supervision, FitContext context) {
        return method.fit(left, right, supervision, method.descriptor().schema().parse(options), context);
    }

    /** Reads a model that {@link AlignmentRun#save(Path)} wrote. */
    public AlignmentRun load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            AlignmentModel model = found.call(method -> {
                try {
                    return method.load(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return new AlignmentRun(found, model, options, Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
