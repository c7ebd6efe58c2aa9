package dev.interlace.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted fusion method. */
public interface FusionModel extends Fitted {
    /** The kind of target that it predicts. */
    default Target.Kind target() {
        return Target.Kind.ONE_CLASS;
    }

    /** The classes, labels or numbers, in the order of the columns of {@link #predict}. */
    List<String> classes();

    /** The modalities that it was fitted on. */
    List<Modality> modalities();

    /**
     * The prediction of each row, {@code [n, classes]}. Of one class and of ordered classes it is the probability of
     * each class, and every row sums to 1; of several labels the probability of each label; of numbers the numbers, in
     * the unit of the target.
     *
     * @param batch the modalities that the model was fitted on; further ones are ignored
     * @throws IllegalArgumentException when a modality or its width differs from the fit, or one is absent and the
     *     model's missing policy rejects that
     */
    INDArray predict(MultimodalBatch batch);

    /** The fused representation, {@code [n, d]}, where the method has one. */
    default Optional<INDArray> fuse(MultimodalBatch batch) {
        return Optional.empty();
    }

    /**
     * How much each part counted, by name: weights of modalities {@code [n, modalities]}, attention {@code [n, heads,
     * queries, keys]}; empty where the method does not explain itself.
     */
    default Map<String, INDArray> explain(MultimodalBatch batch) {
        return Map.of();
    }
}
