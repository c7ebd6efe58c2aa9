package dev.interlace.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CslsTest {
    /** Sums of a few floats. */
    private static final float ROUNDING = 1e-6f;

    @Test
    void twoByTwoByHand() {
        // k = 1: rows 0.9, 0.8; columns 0.9, 0.6: 2 s - r_i - r_j
        INDArray s = Nd4j.createFromArray(new float[][] {{0.9f, 0.5f}, {0.8f, 0.6f}});
        float[] expected = {0, -0.5f, -0.1f, -0.2f};
        assertArrayEquals(expected, Host.floats(Csls.of(s, 1)), ROUNDING);
        // k = 2 and beyond: the mean of all: rows 0.7, 0.7; columns 0.85, 0.55
        float[] all = {0.25f, -0.25f, 0.05f, -0.05f};
        assertArrayEquals(all, Host.floats(Csls.of(s, 2)), ROUNDING);
        assertArrayEquals(all, Host.floats(Csls.of(s, 10)), ROUNDING);
    }

    @Test
    void aHubLosesTheRowsThatAreNotItsOwn() {
        // column 0 is near to all three rows and nearest to each, though rows 1 and 2 have a column of their own
        INDArray s = Nd4j.createFromArray(new float[][] {{0.95f, 0.1f, 0.1f}, {0.8f, 0.7f, 0.1f}, {0.8f, 0.1f, 0.7f}});
        float[] corrected = Host.floats(Csls.of(s, 3));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertTrue(
                        i == j || corrected[i * 3 + i] > corrected[i * 3 + j], i + " is nearest to itself, not " + j);
            }
        }
    }

    @Test
    void theInputStaysAsItIs() {
        INDArray s = Nd4j.createFromArray(new float[][] {{0.9f, 0.5f}});
        Csls.of(s, 1);
        assertArrayEquals(new float[] {0.9f, 0.5f}, Host.floats(s));
    }

    @Test
    void whatIsNoSimilarityIsRejected() {
        assertEquals(
                "Csls.neighbours must be at least 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> Csls.of(Nd4j.ones(2, 2), 0))
                        .getMessage());
        assertEquals(
                "Csls: a similarity is [left rows, right rows], got [2, 2, 2]",
                assertThrows(IllegalArgumentException.class, () -> Csls.of(Nd4j.ones(2, 2, 2), 1))
                        .getMessage());
    }
}
