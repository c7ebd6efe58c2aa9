package dev.interlace.workbench;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.display.Showable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fitted fusion method in the lab: a model that knows how long its fit took, and whose faults name its jar.
 *
 * @param found the method
 * @param model the fitted model
 * @param options the options that were given; the model's provenance holds all
 * @param seconds wall-clock seconds of the fit; NaN for a model that was loaded
 */
public record FusionRun(Found<FusionMethod<?>> found, FusionModel model, Map<String, ?> options, double seconds)
        implements FusionModel, Showable {
    /** The id of the method and the options that were given. */
    public String name() {
        return name(found.plugin().id(), options);
    }

    static String name(String id, Map<String, ?> options) {
        return options.isEmpty() ? id : id + " " + new TreeMap<>(options);
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
        return found.call(method -> model.predict(batch));
    }

    /** The class probabilities of the rows of {@code data}, {@code [n, classes]}. */
    public INDArray predict(Encoded data) {
        return predict(data.batch());
    }

    @Override
    public Optional<INDArray> fuse(MultimodalBatch batch) {
        return found.call(method -> model.fuse(batch));
    }

    @Override
    public Map<String, INDArray> explain(MultimodalBatch batch) {
        return found.call(method -> model.explain(batch));
    }

    @Override
    public Provenance provenance() {
        return found.call(method -> model.provenance());
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
        model.save(out);
    }

    /** Writes the model to a file. */
    public void save(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DisplayData display() {
        return RunView.of(name(), provenance(), history(), parameterCount(), seconds);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
