package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Supervision;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BootstrappingTest {
    private static final Supervision.Seeds GIVEN = new Supervision.Seeds(new int[] {0}, new int[] {3});

    /** Left 0 is taken, and so is right 3. */
    private static final INDArray SIMILARITY = Nd4j.createFromArray(new float[][] {
        {0.99f, 0.99f, 0.99f, 0.1f},
        {0.9f, 0.2f, 0.3f, 0.99f}, // its best free is 0, whose best free is it
        {0.8f, 0.7f, 0.1f, 0}, // its best is 0, which prefers 1: no pair
        {0.1f, 0.75f, 0.6f, 0}, // its best is 1, whose best is it
        {0.1f, 0.2f, 0.65f, 0} // its best is 2, whose best is it
    });

    @Test
    void mutualNearestFreeRowsAboveTheThresholdBecomeSeeds() {
        assertEquals(
                new Supervision.Seeds(new int[] {0, 1, 3}, new int[] {3, 0, 1}),
                new Bootstrapping(0.7).extend(SIMILARITY, GIVEN));
        assertEquals(
                new Supervision.Seeds(new int[] {0, 1, 3, 4}, new int[] {3, 0, 1, 2}),
                new Bootstrapping(-1).extend(SIMILARITY, GIVEN));
    }

    @Test
    void nothingIsAddedAboveAllSimilarities() {
        assertEquals(GIVEN, new Bootstrapping(0.95).extend(SIMILARITY, GIVEN));
    }

    @Test
    void tiesGiveOnePairAtMost() {
        assertEquals(
                new Supervision.Seeds(new int[] {0, 1}, new int[] {3, 0}),
                new Bootstrapping(0).extend(Nd4j.ones(5, 4), GIVEN));
    }
}
