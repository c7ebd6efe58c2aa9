package dev.interlace.workbench.models;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.Threshold;
import dev.interlace.spi.EnsembleModel;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Target;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.display.Showable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fitted fusion method in the lab: a model that knows how long its fit took, and whose faults name its jar.
 *
 * @param found the method
 * @param model the fitted model
 * @param name the id of the method, the options that were given, and the members of choice; the model's provenance
 *     holds all
 * @param seconds wall-clock seconds of the fit; NaN for a model that was loaded
 * @param threshold from which probability on one of two classes is predicted, where that was chosen
 * @param notes of a model that was loaded: whether another version or jar wrote it
 */
public record FusionRun(
        Found<FusionMethod<?>> found,
        FusionModel model,
        String name,
        double seconds,
        Optional<Threshold> threshold,
        List<String> notes)
        implements FusionModel, Showable {
    public FusionRun {
        notes = List.copyOf(notes);
    }

    /** A model that was fitted here, whose predicted class is the one of the largest probability. */
    public FusionRun(Found<FusionMethod<?>> found, FusionModel model, String name, double seconds) {
        this(found, model, name, seconds, Optional.empty(), List.of());
    }

    /** The same model with a threshold, which its file keeps. */
    public FusionRun with(Threshold chosen) {
        return new FusionRun(found, model, name, seconds, Optional.of(chosen), notes);
    }

    /** The fitted member of a modality, where the method is an ensemble. */
    public FusionModel member(String modality) {
        return found.call(method -> ensemble().member(modality));
    }

    /**
     * This ensemble with the member of one modality fitted again; the others stay as they are to the bit.
     *
     * @param train the rows of the first fit
     */
    public FusionRun refit(String modality, FusionHandle fit, Encoded train) {
        FusionHandle.Choice choice = fit.choice();
        String id = found.plugin().id();
        FitProgress progress = FitProgress.of("fitting " + modality + " of " + id);
        FitContext context = FitContext.seeded(provenance().seed())
                .on(train.datasetId())
                .grouped(train.groups())
                .with(progress)
                .with(progress.cancellation());
        try {
            FusionModel changed = found.call(method ->
                    ensemble().refit(modality, choice.member(), found.rows(train.batch()), train.target(), context));
            progress.done("fitted " + modality + " of " + id + " in " + FitProgress.number(progress.seconds()) + " s");
            return new FusionRun(found, changed, name + ", " + modality + " by " + choice.name(), progress.seconds());
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    private EnsembleModel ensemble() {
        if (model instanceof EnsembleModel ensemble) {
            return ensemble;
        }
        throw new IllegalArgumentException(
                found.plugin().id() + " has no members; late fusion and other ensembles have one per modality");
    }

    @Override
    public Target.Kind target() {
        return found.call(method -> model.target());
    }

    @Override
    public List<String> classes() {
        return found.call(method -> model.classes());
    }

    @Override
    public List<Modality> modalities() {
        return found.call(method -> model.modalities());
    }

    @Override
    public INDArray predict(MultimodalBatch batch) {
        return found.call(method -> Shapes.exactly(
                found,
                "predict",
                model.predict(found.rows(batch)),
                batch.rows(),
                model.classes().size()));
    }

    /** The predictions of the rows of {@code data}, {@code [n, classes]}. */
    public INDArray predict(Encoded data) {
        return predict(data.batch());
    }

    @Override
    public Optional<INDArray> fuse(MultimodalBatch batch) {
        return found.call(method ->
                model.fuse(found.rows(batch)).map(fused -> Shapes.perRow(found, "fuse", fused, batch.rows())));
    }

    @Override
    public Map<String, INDArray> explain(MultimodalBatch batch) {
        return found.call(method -> model.explain(found.rows(batch)));
    }

    /** What code outside the lab may hold: the model; of a plugin from outside this run, which guards calls into it. */
    public FusionModel guarded() {
        return found.plugin().source().isForeign() && !(model instanceof EnsembleModel) ? this : model;
    }

    @Override
    public Provenance provenance() {
        return found.call(method -> model.provenance()).from(found.plugin().code());
    }

    @Override
    public History history() {
        return found.call(method -> model.history());
    }

    @Override
    public long parameterCount() {
        return found.call(method -> model.parameterCount());
    }

    @Override
    public void save(OutputStream out) throws IOException {
        found.<Object>call(method -> {
            try {
                model.save(out);
                return method;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Writes the model to a file, with what wrote it; an older model there is replaced when this one is whole. */
    public void save(Path file) {
        new ModelPath(file).write(found.plugin(), threshold, this::save);
    }

    @Override
    public DisplayData display() {
        return RunView.of(name(), provenance(), history(), parameterCount(), seconds, notes);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
