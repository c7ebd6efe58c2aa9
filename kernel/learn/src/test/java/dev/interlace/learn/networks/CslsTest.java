package dev.interlace.learn.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
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
    void aSingleQueryIsCorrectedByAReferenceAndByItselfIsNot() {
        // candidates 0 (a hub) and 1; the query is a little nearer to the hub
        INDArray s = Nd4j.createFromArray(new float[][] {{0.8f, 0.7f}});
        // by itself, k = 1: r_i = 0.8, r_j = s_ij: 2 s - 0.8 - s = s - 0.8, the order of s
        assertArrayEquals(new float[] {0, -0.1f}, Host.floats(Csls.of(s, 1)), ROUNDING);
        // two earlier queries: the hub is as near as 0.9 to one, candidate 1 as 0.5; the query is 0.6 near to an
        // earlier candidate
        INDArray ofRight = Nd4j.createFromArray(new float[][] {{0.9f, 0.2f}, {0.7f, 0.5f}});
        INDArray ofLeft = Nd4j.createFromArray(new float[][] {{0.6f, 0.1f, 0.3f}});
        // 2 * 0.8 - 0.6 - 0.9 = 0.1; 2 * 0.7 - 0.6 - 0.5 = 0.3
        float[] corrected = Host.floats(Csls.of(s, new Csls.Reference(ofLeft, ofRight), 1));
        assertArrayEquals(new float[] {0.1f, 0.3f}, corrected, ROUNDING);
    }

    @Test
    void theRowsComparedAreTheReferenceWhereNoneIsGiven() {
        INDArray s = Nd4j.createFromArray(new float[][] {{0.95f, 0.1f, 0.3f}, {0.8f, 0.7f, 0.2f}});
        assertArrayEquals(Host.floats(Csls.of(s, 2)), Host.floats(Csls.of(s, new Csls.Reference(s, s), 2)));
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
        INDArray two = Nd4j.ones(2, 2);
        INDArray three = Nd4j.ones(3, 3);
        assertEquals(
                "Csls: similarities of 2 left and 2 right rows need a reference of as many, got 2 and 3",
                assertThrows(IllegalArgumentException.class, () -> Csls.of(two, new Csls.Reference(two, three), 1))
                        .getMessage());
        assertEquals(
                "Csls: a similarity is [left rows, right rows], got [2, 2, 2]",
                assertThrows(IllegalArgumentException.class, () -> Csls.of(Nd4j.ones(2, 2, 2), 1))
                        .getMessage());
    }
}
