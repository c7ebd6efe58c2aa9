package dev.interlace.workbench.models;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Provenance;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.display.Showable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fitted alignment method in the lab: a model that knows how long its fit took, and whose faults name its jar.
 *
 * @param found the method
 * @param model the fitted model
 * @param options the options that were given; the model's provenance holds all
 * @param seconds wall-clock seconds of the fit; NaN for a model that was loaded
 * @param notes what a reader must know: rows that were left out; of a model that was loaded, whether another version or
 *     jar wrote it
 */
public record AlignmentRun(
        Found<AlignmentMethod<?>> found,
        AlignmentModel model,
        Map<String, ?> options,
        double seconds,
        List<String> notes)
        implements AlignmentModel, Showable {
    public AlignmentRun {
        notes = List.copyOf(notes);
    }

    /** A model that was fitted here. */
    public AlignmentRun(Found<AlignmentMethod<?>> found, AlignmentModel model, Map<String, ?> options, double seconds) {
        this(found, model, options, seconds, List.of());
    }

    /** The same run, telling this of itself. */
    AlignmentRun noting(String note) {
        return new AlignmentRun(found, model, options, seconds, List.of(note));
    }

    /** The id of the method, with its jar where it has taken the place of one that ships, and the given options. */
    public String name() {
        String named = found.plugin().named();
        return options.isEmpty() ? named : named + " " + new TreeMap<>(options);
    }

    @Override
    public Modality modality(Side side) {
        return found.call(method -> model.modality(side));
    }

    @Override
    public INDArray embed(Side side, Features features) {
        return found.call(
                method -> Shapes.perRow(found, "embed", model.embed(side, found.rows(features)), features.rows()));
    }

    @Override
    public INDArray similarity(Features left, Features right) {
        return found.call(method -> Shapes.exactly(
                found, "similarity", model.similarity(found.rows(left), found.rows(right)), left.rows(), right.rows()));
    }

    @Override
    public Map<String, INDArray> explain(Features left, Features right) {
        return found.call(method -> model.explain(found.rows(left), found.rows(right)));
    }

    /** What code outside the lab may hold: the model; of a plugin from outside this run, which guards calls into it. */
    public AlignmentModel guarded() {
        return found.plugin().source().isForeign() ? this : model;
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
        new ModelPath(file).write(found.plugin(), this::save);
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
