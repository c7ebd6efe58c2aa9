package dev.interlace.spi;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fitted alignment method. */
public interface AlignmentModel extends Fitted {
    /** Which of the two modalities. */
    enum Side {
        LEFT,
        RIGHT
    }

    /** The modality on that side. */
    Modality modality(Side side);

    /**
     * The embedding of one modality in the common space, {@code [n, d]}. A graph method embeds the nodes of the graph
     * it is given, which must be the fitted one.
     */
    INDArray embed(Side side, Features features);

    /** How similar every left row is to every right row, {@code [n, m]}; larger is closer. */
    INDArray similarity(Features left, Features right);

    /** Attention or other evidence by name, for pairs of rows; empty where the method does not explain itself. */
    default Map<String, INDArray> explain(Features left, Features right) {
        return Map.of();
    }
}
