package dev.interlace.learn.training;

import dev.interlace.spi.History;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that the next epoch of a training depends on: with the same rows, options and seed it goes on bit by bit as if it
 * had never stopped.
 *
 * @param epoch epochs that were run
 * @param parameters values by name
 * @param optimizer {@link Optimizer#state}
 * @param queues what the {@link RowQueue}s hold, by {@code name/part}; empty where there are none
 * @param best the parameters of the best epoch by name; empty where nothing is watched
 * @param bestEpoch that epoch, 0 if none
 * @param lowest the best watched value, its sign turned where larger is better
 * @param series what was recorded, one value per epoch
 */
public record Checkpoint(
        int epoch,
        Map<String, INDArray> parameters,
        Map<String, INDArray> optimizer,
        Map<String, INDArray> queues,
        Map<String, INDArray> best,
        int bestEpoch,
        double lowest,
        Map<String, List<Double>> series) {
    private static final String KIND = "checkpoint";

    public Checkpoint {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        optimizer = Collections.unmodifiableMap(new LinkedHashMap<>(optimizer));
        queues = Collections.unmodifiableMap(new LinkedHashMap<>(queues));
        best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
        Map<String, List<Double>> copies = new LinkedHashMap<>();
        series.forEach((name, values) -> copies.put(name, List.copyOf(values)));
        series = Collections.unmodifiableMap(copies);
    }

    /** Before the first epoch. */
    static Checkpoint atTheStart() {
        return new Checkpoint(0, Map.of(), Map.of(), Map.of(), Map.of(), 0, Double.POSITIVE_INFINITY, Map.of());
    }

    /** Writes the state; the stream is left open. */
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        parameters.forEach((name, value) -> arrays.put("parameter/" + name, value));
        optimizer.forEach((name, value) -> arrays.put("optimizer/" + name, value));
        queues.forEach((name, value) -> arrays.put("queue/" + name, value));
        best.forEach((name, value) -> arrays.put("best/" + name, value));
        Map<String, String> notes = Map.of(
                "epoch", Integer.toString(epoch),
                "best epoch", Integer.toString(bestEpoch),
                "lowest", Double.toString(lowest));
        new ModelFile(new Provenance(KIND, "1", Map.of(), 0, "", ""), new History(series, List.of()), notes, arrays)
                .save(out);
    }

    /**
     * Reads a state.
     *
     * @throws IOException when it is none, or a damaged one
     */
    public static Checkpoint load(InputStream in) throws IOException {
        ModelFile file = ModelFile.load(in);
        if (!file.provenance().methodId().equals(KIND)) {
            throw new IOException(
                    "this is a model of " + file.provenance().methodId() + ", not the checkpoint of a training");
        }
        return new Checkpoint(
                Integer.parseInt(file.note("epoch")),
                file.arrays("parameter/"),
                file.arrays("optimizer/"),
                file.arrays("queue/"),
                file.arrays("best/"),
                Integer.parseInt(file.note("best epoch")),
                Double.parseDouble(file.note("lowest")),
                file.history().series());
    }
}
