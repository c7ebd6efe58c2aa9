package dev.interlace.workbench;

import dev.interlace.spi.CheckpointFolder;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.catalogue.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fusion method with its options, ready to be fitted.
 *
 * @param found the method
 * @param options what was given; the rest is by default
 * @param seed seed of the fits
 * @param states where the states of the training are kept, so that a fit that was stopped goes on; empty keeps none
 */
public record FusionFit(
        Found<FusionMethod<?>> found, Map<String, ?> options, long seed, Optional<CheckpointFolder> states) {
    public FusionFit {
        options = Map.copyOf(options);
        found.method().descriptor().schema().parse(options); // a wrong option is told here, not after a long cell
    }

    /** A fit that keeps no states. */
    public FusionFit(Found<FusionMethod<?>> found, Map<String, ?> options, long seed) {
        this(found, options, seed, Optional.empty());
    }

    /**
     * The same, keeping the state of its training after every epoch: a fit that was interrupted, run again with the same rows, goes on
     * from there and ends as if it had never stopped.
     *
     * @param folder of this fit alone; a state of another fit is refused
     */
    public FusionFit checkpoints(Path folder) {
        return checkpoints(folder, 1);
    }

    /** The same, keeping a state after every so many epochs. */
    public FusionFit checkpoints(Path folder, int every) {
        return new FusionFit(found, options, seed, Optional.of(new CheckpointFolder(folder, every)));
    }

    /** Fits on the rows and the first target of {@code train}, with progress; rows of one group are held out together. */
    public FusionRun fit(Encoded train) {
        return fit(train.batch(), train.labels(), train.groups(), train.datasetId());
    }

    /** Fits on labelled rows that belong to no data set. */
    public FusionRun fit(MultimodalBatch batch, Labels labels) {
        return fit(batch, labels, List.of(), "unnamed");
    }

    private FusionRun fit(MultimodalBatch batch, Labels labels, List<String> groups, String dataset) {
        String id = found.plugin().id();
        FitProgress progress = FitProgress.of("fitting " + id);
        FitContext context = FitContext.seeded(seed)
                .on(dataset)
                .grouped(groups)
                .keeping(states)
                .with(progress)
                .with(progress.cancellation());
        try {
            FusionModel model = found.call(method -> fit(method, batch, labels, context));
            double seconds = progress.seconds();
            progress.done("fitted " + id + " in " + FitProgress.number(seconds) + " s, seed " + seed);
            return new FusionRun(found, model, options, seconds);
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    private <O extends Record> FusionModel fit(
            FusionMethod<O> method, MultimodalBatch batch, Labels labels, FitContext context) {
        return method.fit(batch, labels, method.descriptor().schema().parse(options), context);
    }

    /** Reads a model that {@link FusionRun#save(Path)} wrote. */
    public FusionRun load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            FusionModel model = found.call(method -> {
                try {
                    return method.load(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return new FusionRun(found, model, options, Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
