package dev.interlace.learn.training;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The trained tensors of a model by name. A name that is asked for the first time is made, from the seed and its name
 * alone, so that the order of asking does not matter.
 */
public final class Parameters {
    private final DataType type;
    private final SeedSource seeds;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final Map<String, Start> starts = new HashMap<>();
    private final Map<String, RowQueue> queues = new TreeMap<>();
    private final Map<String, Map<String, INDArray>> waiting = new HashMap<>();

    /** How a new parameter starts. */
    public enum Start {
        ZEROS,
        ONES,
        /**
         * Uniform in {@code +- sqrt(6 / (in + out))}; Glorot and Bengio: Understanding the Difficulty ..., AISTATS
         * 2010, eq. 16.
         */
        GLOROT,
        /** Normal with variance {@code 2 / in}; He et al.: Delving Deep into Rectifiers, ICCV 2015, eq. 10. */
        HE,
        /** Normal with standard deviation 0.02. */
        SMALL
    }

    public Parameters(DataType type, SeedSource seeds) {
        this.type = type;
        this.seeds = seeds;
    }

    /** The parameter of that name, made if it is new: {@code [rows, columns]}. */
    public Parameter get(String name, long rows, long columns, Start start) {
        starts.putIfAbsent(name, start);
        Parameter known = byName.get(name);
        if (known == null) {
            known = new Parameter(name, initial(name, rows, columns, start));
            byName.put(name, known);
        } else if (known.value().size(0) != rows || known.value().size(1) != columns) {
            throw new IllegalArgumentException("Parameters: '" + name + "' has shape "
                    + Arrays.toString(known.value().shape()) + ", asked for [" + rows + ", " + columns + "]");
        }
        return known;
    }

    /**
     * The queue of that name, made if it is new, with what {@link #restoreQueues} has for it; it is no parameter, and
     * no {@link #snapshot} holds it.
     */
    public RowQueue queue(String name, int capacity) {
        return queues.computeIfAbsent(name, key -> {
            RowQueue queue = new RowQueue(capacity);
            queue.restore(waiting.getOrDefault(name, Map.of()));
            return queue;
        });
    }

    /** What the queues hold, by {@code name/part}. */
    Map<String, INDArray> queues() {
        Map<String, INDArray> all = new LinkedHashMap<>();
        queues.forEach((name, queue) ->
                new TreeMap<>(queue.state()).forEach((part, array) -> all.put(name + "/" + part, array)));
        return all;
    }

    /** Puts back what {@link #queues} gave; queues that are not made yet get theirs when they are. */
    void restoreQueues(Map<String, INDArray> state) {
        waiting.clear();
        state.forEach((key, array) -> {
            int end = key.lastIndexOf('/');
            waiting.computeIfAbsent(key.substring(0, end), name -> new HashMap<>())
                    .put(key.substring(end + 1), array);
        });
        queues.forEach((name, queue) -> queue.restore(waiting.getOrDefault(name, Map.of())));
    }

    /** Puts every parameter back to where it started, and empties the queues. */
    void begin() {
        starts.forEach((name, start) -> {
            INDArray value = Objects.requireNonNull(byName.get(name)).value();
            value.assign(initial(name, value.size(0), value.size(1), start));
        });
        restoreQueues(Map.of());
    }

    /** All parameters in order of making. */
    public List<Parameter> all() {
        return List.copyOf(byName.values());
    }

    /** The number of trained numbers. */
    public long count() {
        return byName.values().stream().mapToLong(p -> p.value().length()).sum();
    }

    /** A copy of all values by name. */
    public Map<String, INDArray> snapshot() {
        Map<String, INDArray> values = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> values.put(name, parameter.value().dup('c')));
        return values;
    }

    /** Sets the values by name; names that are new are made. */
    public void restore(Map<String, INDArray> values) {
        values.forEach((name, value) -> {
            Parameter known = byName.get(name);
            if (known == null) {
                byName.put(
                        name,
                        new Parameter(
                                name,
                                Host.tensor(type, Host.floats(value), value.shape())
                                        .assign(value)));
            } else {
                known.value().assign(value);
            }
        });
    }

    private INDArray initial(String name, long rows, long columns, Start start) {
        float[] values = new float[Math.toIntExact(rows * columns)];
        SplittableRandom random = seeds.split(name).generator();
        double limit = Math.sqrt(6.0 / (rows + columns));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float)
                    switch (start) {
                        case ZEROS -> 0;
                        case ONES -> 1;
                        case GLOROT -> (2 * random.nextDouble() - 1) * limit;
                        case HE -> random.nextGaussian() * Math.sqrt(2.0 / rows);
                        case SMALL -> random.nextGaussian() * 0.02;
                    };
        }
        return Host.tensor(type, values, rows, columns);
    }
}
