package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SupervisionTest {
    @Test
    void seedsAreEqualByContentAndCopied() {
        int[] left = {0, 1};
        Supervision seeds = Supervision.seeds(left, new int[] {4, 3});
        left[0] = 9;
        assertEquals(Supervision.seeds(new int[] {0, 1}, new int[] {4, 3}), seeds);
        assertEquals(Supervision.paired(), Supervision.paired());
    }

    @Test
    void oneRowMayHaveSeveralPartners() {
        assertEquals(2, new Supervision.Seeds(new int[] {0, 0}, new int[] {1, 2}).left().length);
    }

    @Test
    void seedsThatAreNoPairsAreRejected() {
        requireMessage(
                "Seeds must be at least one pair, got 0 left and 0 right rows",
                () -> Supervision.seeds(new int[0], new int[0]));
        requireMessage(
                "Seeds must be at least one pair, got 2 left and 1 right rows",
                () -> Supervision.seeds(new int[] {0, 1}, new int[] {0}));
        requireMessage(
                "Seeds must be distinct pairs of row numbers from 0 on, got 0 - 1 at pair 1",
                () -> Supervision.seeds(new int[] {0, 0}, new int[] {1, 1}));
        requireMessage(
                "Seeds must be distinct pairs of row numbers from 0 on, got -1 - 1 at pair 0",
                () -> Supervision.seeds(new int[] {-1}, new int[] {1}));
    }
}
