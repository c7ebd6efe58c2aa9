package dev.interlace.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a {@link JointMethod} says of rows.
 *
 * @param rows one vector per row in the space that all modalities share, {@code [n, k]}
 * @param modalities the rows of a modality alone in that space by its name, each {@code [n, k]}; empty where the method
 *     has one for all
 * @param similarity how similar rows are by all modalities together, {@code [n, n]}, if the method says so
 * @param clusters the cluster of each row, numbered from 0 by first occurrence; empty where the method forms none
 * @param history what was recorded on the way, one value per component or step
 * @param provenance where it comes from
 */
public record JointRepresentation(
        INDArray rows,
        Map<String, INDArray> modalities,
        Optional<INDArray> similarity,
        List<Integer> clusters,
        History history,
        Provenance provenance) {
    public JointRepresentation {
        modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
        clusters = List.copyOf(clusters);
        if (rows.rank() != 2) {
            throw new IllegalArgumentException("JointRepresentation.rows must be [n, k], got rank " + rows.rank());
        }
        if (!clusters.isEmpty() && clusters.size() != rows.size(0)) {
            throw new IllegalArgumentException("JointRepresentation: " + clusters.size() + " clusters for "
                    + rows.size(0) + " rows; every row has one");
        }
    }

    /** This representation with another provenance. */
    public JointRepresentation from(Provenance other) {
        return new JointRepresentation(rows, modalities, similarity, clusters, history, other);
    }

    @Override
    public String toString() {
        return provenance.methodId() + ": " + rows.size(0) + " rows of width " + rows.size(1)
                + (clusters.isEmpty() ? "" : " in " + (1 + Collections.max(clusters)) + " clusters")
                + (modalities.isEmpty() ? "" : ", and those of " + String.join(", ", modalities.keySet()));
    }
}
