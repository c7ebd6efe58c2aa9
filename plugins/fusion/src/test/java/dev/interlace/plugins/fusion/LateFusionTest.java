package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.Host;
import dev.interlace.plugins.fusion.LateFusion.Combiner;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Provenance;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LateFusionTest {
    private static final float ROUNDING = 1e-6f;
    private static final Provenance NOWHERE = new Provenance("fusion/late", "1.0.0", Map.of(), 1, "test", "test");

    /** A member that answers with its own features. */
    private record Echo(String modality) implements FusionModel {
        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public List<Modality> modalities() {
            return List.of(Modality.vector(modality));
        }

        @Override
        public INDArray predict(MultimodalBatch batch) {
            return batch.get(modality).values();
        }

        @Override
        public Provenance provenance() {
            return NOWHERE;
        }

        @Override
        public History history() {
            return History.empty();
        }

        @Override
        public long parameterCount() {
            return 0;
        }

        @Override
        public void save(OutputStream out) {
            throw new IllegalStateException("not saved");
        }
    }

    private static LateModel model(Combiner combiner, double... weights) {
        Map<String, FusionModel> members = new TreeMap<>();
        for (int m = 0; m < weights.length; m++) {
            String name = "m" + m;
            members.put(name, new Echo(name));
        }
        LateFusion.Options options = new LateFusion.Options(combiner, 0, 0, 1, 8, 0.01, 0, 1, 0.1);
        return new LateModel(members, weights, new double[] {0.5, 0.3, 0.2}, options, NOWHERE, History.empty());
    }

    private static Features scores(String name, float... row) {
        return Features.vector(name, Host.tensor(DataType.FLOAT, row, 1, 3));
    }

    private static float[] predict(LateModel model, Features... features) {
        return Host.floats(model.predict(MultimodalBatch.of(features)));
    }

    @Test
    void theMeanIsTheMean() {
        // (0.6 + 0.2)/2 = 0.4, (0.3 + 0.3)/2 = 0.3, (0.1 + 0.5)/2 = 0.3
        float[] p =
                predict(model(Combiner.MEAN, 0.5, 0.5), scores("m0", 0.6f, 0.3f, 0.1f), scores("m1", 0.2f, 0.3f, 0.5f));
        assertArrayEquals(new float[] {0.4f, 0.3f, 0.3f}, p, ROUNDING);
    }

    @Test
    void theWeightedMeanUsesTheWeights() {
        // 0.75 * 0.6 + 0.25 * 0.2 = 0.5, 0.3, 0.75 * 0.1 + 0.25 * 0.5 = 0.2
        float[] p = predict(
                model(Combiner.WEIGHTED, 0.75, 0.25), scores("m0", 0.6f, 0.3f, 0.1f), scores("m1", 0.2f, 0.3f, 0.5f));
        assertArrayEquals(new float[] {0.5f, 0.3f, 0.2f}, p, ROUNDING);
    }

    @Test
    void anAbsentMemberIsWeighedAway() {
        Features gone = Features.vector(
                "m1", Host.tensor(DataType.FLOAT, new float[] {Float.NaN, 9, 9}, 1, 3), Presence.none(1));
        float[] p = predict(model(Combiner.WEIGHTED, 0.1, 0.9), scores("m0", 0.6f, 0.3f, 0.1f), gone);
        assertArrayEquals(new float[] {0.6f, 0.3f, 0.1f}, p, ROUNDING);
    }

    @Test
    void aMemberOfWeightZeroSpeaksWhereNobodyElseIs() {
        Features gone =
                Features.vector("m1", Host.tensor(DataType.FLOAT, new float[] {9, 9, 9}, 1, 3), Presence.none(1));
        float[] p = predict(model(Combiner.WEIGHTED, 0, 1), scores("m0", 0.6f, 0.3f, 0.1f), gone);
        assertArrayEquals(new float[] {0.6f, 0.3f, 0.1f}, p, ROUNDING);
    }

    @Test
    void aRowWithoutAnyModalityGetsTheClassShares() {
        Features gone =
                Features.vector("m0", Host.tensor(DataType.FLOAT, new float[] {9, 9, 9}, 1, 3), Presence.none(1));
        assertArrayEquals(new float[] {0.5f, 0.3f, 0.2f}, predict(model(Combiner.MEAN, 1), gone), ROUNDING);
    }

    @Test
    void theVoteGoesToTheMajorityAgainstTheMean() {
        // two votes for a; the mean is (0.4 + 0.4 + 0)/3 = 0.27 for a, (0.35 + 0.35 + 1)/3 = 0.57 for b
        float[] p = predict(
                model(Combiner.VOTE, 1 / 3.0, 1 / 3.0, 1 / 3.0),
                scores("m0", 0.4f, 0.35f, 0.25f),
                scores("m1", 0.4f, 0.35f, 0.25f),
                scores("m2", 0f, 1f, 0f));
        assertTrue(p[0] > p[1] && p[1] > p[2]);
        assertEquals(2 / 3.0, p[0], 2e-3);
        assertEquals(1, p[0] + p[1] + p[2], ROUNDING);
    }

    @Test
    void aTiedVoteGoesToTheLargerMean() {
        float[] p =
                predict(model(Combiner.VOTE, 0.5, 0.5), scores("m0", 0.5f, 0.3f, 0.2f), scores("m1", 0f, 0.1f, 0.9f));
        assertTrue(p[2] > p[0], "c has the mean 0.55, a has 0.25, both have one vote");
    }

    @Test
    void weightsWithoutHeldOutRowsAreRejected() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new LateFusion.Options(Combiner.WEIGHTED, 0, 0, 1, 8, 0.01, 0, 1, 0));
        assertEquals(
                "Options.holdout must be above 0 where combiner is WEIGHTED, got 0.0: weights learned on the members' own"
                        + " training rows reward overfitting",
                e.getMessage());
    }

    @Test
    void aModalityThatNoTrainingRowHasIsRejected() {
        MultimodalBatch batch = MultimodalBatch.of(
                Features.vector("x", Host.tensor(DataType.FLOAT, new float[] {0, 1, 0, 1}, 4, 1)),
                Features.vector("y", Host.tensor(DataType.FLOAT, new float[4], 4, 1), Presence.none(4)));
        LateFusion method = new LateFusion();
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> method.fit(
                        batch,
                        Labels.of(List.of("a", "b", "a", "b")),
                        method.descriptor().schema().defaults(),
                        FitContext.seeded(1)));
        assertEquals("fusion/late: no training row has modality 'y'; leave it out of the batch", e.getMessage());
    }
}
