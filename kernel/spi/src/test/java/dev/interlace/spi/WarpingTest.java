package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class WarpingTest {
    @Test
    void aPathGoesForwardInBoth() {
        Warping warping = Warping.of(2, new int[] {0, 1, 1}, new int[] {0, 0, 1});
        assertEquals(warping, Warping.of(2, new int[] {0, 1, 1}, new int[] {0, 0, 1}));
        assertNotEquals(warping, Warping.of(2, new int[] {0, 0, 1}, new int[] {0, 1, 1}));
    }

    @Test
    void aPathThatJumpsOrStandsIsRejected() {
        Rejections.requireMessage(
                "Warping: a path starts at (0, 0) and takes steps of 0 or 1, got (2, 1) at place 1",
                () -> Warping.of(0, new int[] {0, 2}, new int[] {0, 1}));
        Rejections.requireMessage(
                "Warping: a path starts at (0, 0) and takes steps of 0 or 1, got (0, 0) at place 1",
                () -> Warping.of(0, new int[] {0, 0}, new int[] {0, 0}));
        Rejections.requireMessage(
                "Warping: a path starts at (0, 0) and takes steps of 0 or 1, got (1, 0) at place 0",
                () -> Warping.of(0, new int[] {1}, new int[] {0}));
        Rejections.requireMessage(
                "Warping needs a path of at least one pair, got 0 left and 0 right steps",
                () -> Warping.of(0, new int[0], new int[0]));
    }
}
