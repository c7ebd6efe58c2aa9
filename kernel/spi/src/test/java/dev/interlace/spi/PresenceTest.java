package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PresenceTest {
    private final Presence even = Presence.where(5, row -> row % 2 == 0); // 1 0 1 0 1

    @Test
    void aMaskKnowsItsRows() {
        assertEquals(5, even.rows());
        assertEquals(3, even.count());
        assertTrue(even.has(4));
        assertFalse(even.has(3));
        assertFalse(even.isComplete());
        assertArrayEquals(new int[] {0, 2, 4}, even.rowsPresent());
        assertArrayEquals(new float[] {1, 0, 1, 0, 1}, even.toFloats());
        assertEquals("3 of 5 present", even.toString());
    }

    @Test
    void selectionKeepsOrderAndRepetition() {
        assertArrayEquals(
                new float[] {1, 0, 1, 1}, even.rows(new int[] {4, 1, 0, 0}).toFloats());
        assertEquals(0, even.rows(new int[0]).rows());
    }

    @Test
    void bothMasksMustHaveARow() {
        Presence low = Presence.where(5, row -> row < 3); // 1 1 1 0 0
        assertArrayEquals(new float[] {1, 0, 1, 0, 0}, even.and(low).toFloats());
        assertEquals(even, even.and(Presence.all(5)));
        assertEquals(Presence.none(5), even.and(Presence.none(5)));
    }

    @Test
    void masksOfDifferentRowCountsDiffer() {
        assertNotEquals(Presence.none(4), Presence.none(5));
        assertTrue(Presence.none(0).isComplete());
    }

    @Test
    void wrongRowsAreRejected() {
        requireMessage("Presence has rows 0 to 4, got row 5", () -> even.has(5));
        requireMessage("Presence has rows 0 to 4, got row -1", () -> even.rows(new int[] {-1}));
        requireMessage("Presence.rows must be at least 0, got -1", () -> Presence.all(-1));
        requireMessage("Presence.and: this mask has 5 rows, the other 4", () -> even.and(Presence.all(4)));
    }
}
