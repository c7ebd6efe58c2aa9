package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void namesBecomeClassesInAlphabeticalOrder() {
        Labels labels = Labels.of(List.of("pear", "apple", "pear"));
        assertEquals(List.of("apple", "pear"), labels.classes());
        assertArrayEquals(new int[] {1, 0, 1}, labels.toArray());
        assertArrayEquals(new int[] {1, 2}, labels.counts());
        assertEquals("pear", labels.name(2));
        assertEquals(3, labels.rows());
    }

    @Test
    void selectedRowsKeepTheClasses() {
        Labels labels = Labels.of(List.of("a", "b", "c"), new int[] {2, 0, 2});
        Labels some = labels.rows(new int[] {1, 1});
        assertEquals(List.of("a", "b", "c"), some.classes());
        assertArrayEquals(new int[] {2, 0, 0}, some.counts());
        assertEquals(labels, labels.rows(new int[] {0, 1, 2}));
    }

    @Test
    void theArrayIsCopied() {
        int[] index = {0, 1};
        Labels labels = Labels.of(List.of("a", "b"), index);
        index[0] = 1;
        labels.toArray()[1] = 0;
        assertArrayEquals(new int[] {0, 1}, labels.toArray());
    }

    @Test
    void wrongClassesAreRejected() {
        requireMessage(
                "Labels: the class of row 1 must lie in [0, 2), got 2",
                () -> Labels.of(List.of("a", "b"), new int[] {0, 2}));
        requireMessage(
                "Labels.classes must be unique names, at least one, got [a, a]",
                () -> Labels.of(List.of("a", "a"), new int[0]));
        requireMessage(
                "Labels.classes must be unique names, at least one, got []", () -> Labels.of(List.of(), new int[0]));
    }
}
