package dev.interlace.workbench.models;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.CheckpointFolder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.FitProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An alignment method with its options, ready to be fitted.
 *
 * @param selection the method, its options and the seed of the fits
 * @param states where the states of the training are kept, so that a fit that was stopped goes on; empty keeps none
 */
public record AlignmentHandle(Selection<AlignmentMethod<?>> selection, Optional<CheckpointFolder> states)
        implements Handle<AlignmentMethod<?>, AlignmentHandle> {
    /** A handle whose fits keep no states. */
    public AlignmentHandle(Selection<AlignmentMethod<?>> selection) {
        this(selection, Optional.empty());
    }

    @Override
    public PluginKind kind() {
        return PluginKind.ALIGNMENT;
    }

    @Override
    public AlignmentHandle with(Selection<AlignmentMethod<?>> other) {
        return new AlignmentHandle(other, states);
    }

    /**
     * The same, keeping the state of its training after every epoch: a fit that was interrupted, run again with the
     * same rows, goes on from there and ends as if it had never stopped.
     *
     * @param folder of this fit alone; a state of another fit is refused
     */
    public AlignmentHandle checkpoints(Path folder) {
        return checkpoints(folder, 1);
    }

    /** The same, keeping a state after every so many epochs. */
    public AlignmentHandle checkpoints(Path folder, int every) {
        return new AlignmentHandle(selection, Optional.of(new CheckpointFolder(folder, every)));
    }

    /**
     * Fits two modalities of the same rows as pairs, with progress; rows of one group are held out together. Rows that
     * lack one of the two are no pairs: they are left out, and the run tells how many.
     */
    public AlignmentRun fit(Encoded train, String left, String right) {
        Encoded pairs = train.complete(left, right);
        AlignmentRun run =
                fit(pairs.get(left), pairs.get(right), Supervision.paired(), pairs.groups(), pairs.datasetId());
        int lone = train.rows() - pairs.rows();
        return lone == 0
                ? run
                : run.noting(lone + " of " + train.rows() + " rows lack '" + left + "' or '" + right
                        + "' and were left out of the fit");
    }

    /** Fits a left and a right modality to each other, with progress. */
    public AlignmentRun fit(Features left, Features right, Supervision supervision) {
        return fit(left, right, supervision, List.of(), "unnamed");
    }

    /** Fits in a context of the caller's, who shows the progress. */
    public AlignmentModel fit(Features left, Features right, Supervision supervision, FitContext context) {
        return selection.call(method ->
                fit(method, found().rows(left), found().rows(right), supervision, context.using(found().methods())));
    }

    private AlignmentRun fit(
            Features left, Features right, Supervision supervision, List<String> groups, String dataset) {
        String id = selection.id();
        FitProgress progress = FitProgress.of("fitting " + id);
        FitContext context = FitContext.seeded(seed())
                .on(dataset)
                .grouped(groups)
                .keeping(states)
                .with(progress)
                .with(progress.cancellation());
        try {
            AlignmentModel model = fit(left, right, supervision, context);
            double seconds = progress.seconds();
            progress.done("fitted " + id + " in " + FitProgress.number(seconds) + " s, seed " + seed());
            return new AlignmentRun(found(), model, options(), seconds);
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    private <O extends Record> AlignmentModel fit(
            AlignmentMethod<O> method, Features left, Features right, Supervision supervision, FitContext context) {
        return method.fit(left, right, supervision, method.descriptor().schema().parse(options()), context);
    }

    /** Reads a model that {@link AlignmentRun#save(Path)} wrote. */
    public AlignmentRun load(Path file) {
        ModelPath.Read<AlignmentModel> read = new ModelPath(file)
                .read(
                        found(),
                        in -> selection.<AlignmentModel>call(method -> {
                            try {
                                return method.load(in);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }));
        return new AlignmentRun(found(), read.model(), options(), Double.NaN, read.notes());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
