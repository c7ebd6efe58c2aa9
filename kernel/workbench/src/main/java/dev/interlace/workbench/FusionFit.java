package dev.interlace.workbench;

import dev.interlace.learn.AlignmentTerm;
import dev.interlace.learn.TrainableFusion;
import dev.interlace.learn.TrainingOptions;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fusion method with its options, ready to be fitted.
 *
 * @param found the method
 * @param options what was given; the rest is by default
 * @param seed seed of the fits
 * @param terms alignment losses that act beside the classification loss
 * @param states where the states of the training are kept, so that a fit that was stopped goes on; empty keeps none
 */
public record FusionFit(
        Found<FusionMethod<?>> found,
        Map<String, ?> options,
        long seed,
        List<AlignmentTerm<?>> terms,
        Optional<CheckpointFolder> states) {
    public FusionFit {
        options = Map.copyOf(options);
        terms = List.copyOf(terms);
        found.method().descriptor().schema().parse(options); // a wrong option is told here, not after a long cell
    }

    /** A method without added terms that keeps no states. */
    public FusionFit(Found<FusionMethod<?>> found, Map<String, ?> options, long seed) {
        this(found, options, seed, List.of(), Optional.empty());
    }

    /**
     * This method trained with an alignment loss beside its own: it acts on the representations of every two modalities.
     *
     * @param weight factor of the alignment loss, in [0, inf)
     */
    public FusionFit with(LossFunction loss, double weight) {
        if (!(found.method() instanceof TrainableFusion)) {
            throw new IllegalArgumentException(
                    found.plugin().id() + " is not trained by steps, so a loss cannot be added;"
                            + " fusion/mid-concat and fusion/gated are");
        }
        List<AlignmentTerm<?>> all = new ArrayList<>(terms);
        all.add(loss.term(weight));
        return new FusionFit(found, options, seed, all, states);
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
        return new FusionFit(found, options, seed, terms, Optional.of(new CheckpointFolder(folder, every)));
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
            FusionRun run = fit(batch, labels, context);
            progress.done("fitted " + id + " in " + FitProgress.number(run.seconds()) + " s, seed " + seed);
            return run;
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    /** Fits in a context of the caller's, who shows the progress. */
    FusionRun fit(MultimodalBatch batch, Labels labels, FitContext context) {
        long start = System.nanoTime();
        FusionModel model = found.call(method -> fit(method, batch, labels, context));
        return new FusionRun(found, model, options, (System.nanoTime() - start) / 1e9);
    }

    private <O extends Record> FusionModel fit(
            FusionMethod<O> method, MultimodalBatch batch, Labels labels, FitContext context) {
        O parsed = method.descriptor().schema().parse(options);
        if (terms.isEmpty()) {
            return method.fit(batch, labels, parsed, context);
        }
        return trained(method, batch, labels, parsed, context);
    }

    @SuppressWarnings("unchecked") // a TrainableFusion of this options record
    private <O extends Record, T extends Record & TrainingOptions> FusionModel trained(
            FusionMethod<O> method, MultimodalBatch batch, Labels labels, O parsed, FitContext context) {
        return ((TrainableFusion<T>) method).fit(batch, labels, (T) parsed, terms, context);
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
