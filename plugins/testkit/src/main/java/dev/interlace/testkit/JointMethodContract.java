package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.JointRepresentation;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The contract of joint methods: sound shapes, finite numbers, unchanged inputs, the same result for the same seed.
 *
 * @param <O> the options record
 */
public abstract class JointMethodContract<O extends Record> extends MethodContract<O> {
    private static final List<Modality> THREE =
            List.of(Modality.vector("image"), Modality.vector("sound"), Modality.vector("text"));

    @Override
    protected abstract JointMethod<O> method();

    /** Rows of the problem. */
    protected int rows() {
        return 60;
    }

    private FusionProblem problem(int rows) {
        return new Problems(seed()).blobs(rows, 3, THREE);
    }

    private JointRepresentation represent(MultimodalBatch batch) {
        return method().represent(batch, options(), FitContext.seeded(seed()));
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        MultimodalBatch batch = problem(rows()).batch();
        requireSound(
                method().represent(batch, options, FitContext.seeded(seed()).with(cancellation)),
                batch.rows(),
                options.toString());
    }

    private static void requireSound(JointRepresentation found, int n, String where) {
        assertEquals(n, found.rows().size(0), where + ": one vector per row");
        requireFinite(found.rows(), where);
        for (Map.Entry<String, INDArray> one : found.modalities().entrySet()) {
            assertEquals(
                    Arrays.toString(found.rows().shape()),
                    Arrays.toString(one.getValue().shape()),
                    where + ": the rows of " + one.getKey());
            requireFinite(one.getValue(), where);
        }
        found.similarity().ifPresent(similarity -> {
            assertEquals(Arrays.toString(new long[] {n, n}), Arrays.toString(similarity.shape()), where);
            requireFinite(similarity, where);
        });
        if (!found.clusters().isEmpty()) {
            int next = 0;
            for (int cluster : found.clusters()) {
                assertTrue(cluster >= 0 && cluster <= next, where + ": clusters are numbered by first occurrence");
                next = Math.max(next, cluster + 1);
            }
        }
    }

    private static void requireFinite(INDArray array, String where) {
        for (double[] row : Tensors.rows(array)) {
            for (double value : row) {
                assertTrue(Double.isFinite(value), where + ": every number must be finite, got " + value);
            }
        }
    }

    @Test
    final void theResultIsSoundAndTheInputUnchanged() {
        MultimodalBatch batch = problem(rows()).batch();
        requireSound(represent(batch), rows(), "the defaults");
        MultimodalBatch again = problem(rows()).batch();
        for (String name : batch.names()) {
            assertEquals(
                    Arrays.deepToString(Tensors.rows(again.get(name).values())),
                    Arrays.deepToString(Tensors.rows(batch.get(name).values())),
                    name + " must not be changed");
        }
    }

    @Test
    final void theSameSeedGivesTheSameBits() {
        JointRepresentation one = represent(problem(rows()).batch());
        JointRepresentation other = represent(problem(rows()).batch());
        assertEquals(Arrays.deepToString(Tensors.rows(one.rows())), Arrays.deepToString(Tensors.rows(other.rows())));
        assertEquals(one.clusters(), other.clusters());
    }

    @Test
    final void oneModalityAloneIsRefused() {
        MultimodalBatch batch = problem(rows()).batch();
        MultimodalBatch alone = MultimodalBatch.of(batch.rowIds(), List.of(batch.get("image")));
        requireRejection(() -> represent(alone), "at least 2 modalities");
    }

    @Test
    final void theProvenanceNamesMethodAndOptions() {
        JointRepresentation found = represent(problem(rows()).batch());
        assertEquals(descriptor().id(), found.provenance().methodId());
        assertEquals(
                new HashSet<>(descriptor().schema().options().stream()
                        .map(o -> o.name())
                        .toList()),
                found.provenance().options().keySet());
    }
}
