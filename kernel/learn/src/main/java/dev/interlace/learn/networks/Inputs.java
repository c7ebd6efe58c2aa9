package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Adjacency;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Modality;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The modalities of a batch on a tape, in alphabetical order of their names, standardised; and what a method says of
 * each alone.
 */
public final class Inputs {
    private final List<Input> all;
    private final Map<Input, Var> alone = new LinkedHashMap<>();
    private final Map<Input, Double> weights = new LinkedHashMap<>();

    /**
     * One modality of a batch.
     *
     * @param modality name and kind
     * @param features {@code [B, d]} or {@code [B, T, d]}, pictures as {@link TrainableFusion#pictures} asks for them;
     *     rows of absent samples and padding are 0
     * @param lengths number of tokens per row {@code [B]}, 0 for an absent row; empty for vectors
     * @param presence 1 present, 0 absent, {@code [B]}; what stands in absent rows depends on the missing policy
     * @param adjacency the edges of a graph's nodes; empty for other kinds
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to operations as they are; never compared
    public record Input(
            Modality modality, Var features, int[] lengths, float[] presence, Optional<Adjacency> adjacency) {
        /** Whether this is a sequence: of tokens, or of the regions of a picture. */
        public boolean isSequence() {
            return features.value().rank() == 3;
        }
    }

    /** Inputs of a run. */
    public Inputs(List<Input> all) {
        this.all = List.copyOf(all);
    }

    /** The modalities. */
    public List<Input> all() {
        return all;
    }

    /**
     * Hands over the representation of one modality alone, {@code [B, any]}, on which {@link FusionOptions#auxiliary}
     * trains a classifier of its own; without that it costs nothing. Hand over representations of equal width where the
     * method has them: they can then be compared across modalities.
     */
    public void unimodal(Input input, Var representation) {
        unimodal(input, representation, 1);
    }

    /**
     * {@link #unimodal(Input, Var)} whose classifier counts {@code weight} times as much as one of weight 1, in [0,
     * inf); of weight 0 it is left out.
     */
    public void unimodal(Input input, Var representation, double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(input.modality().name()
                    + ": the weight of the classifier of one modality" + " must be in [0, inf), got " + weight);
        }
        alone.put(input, representation);
        weights.put(input, weight);
    }

    /** The weight of what was handed over of that modality. */
    double weight(Input input) {
        return weights.getOrDefault(input, 1.0);
    }

    /** What was handed over in this run. */
    Map<Input, Var> unimodal() {
        return Collections.unmodifiableMap(alone);
    }
}
