package dev.interlace.learn.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.training.MemoryNeed.Place;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    @Test
    void whatIsNotThereIsRefusedWithTheFigure() {
        MemoryNeed need = new MemoryNeed("a/b", "the Gram matrix of 70000 rows", 2.0 * (1L << 30), Place.HEAP);
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> need.require(8.0 * 70_000 * 70_000, "take fewer rows"))
                .getMessage());
        assertTrue(
                message.startsWith("a/b: 36.5 GiB for the Gram matrix of 70000 rows, and 2.0 GiB are left; take fewer"
                        + " rows, or start Java with -Xmx"),
                message);
    }

    @Test
    void whatIsThereIsTaken() {
        assertDoesNotThrow(() -> MemoryNeed.of("a/b", "a row").require(8, "take fewer rows"));
        assertDoesNotThrow(() -> MemoryNeed.tensors("a/b", "a row").require(8, "take fewer rows"));
    }

    @Test
    void aSizeThatIsNotANumberIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> MemoryNeed.of("a/b", "rows").require(Double.NaN, "take fewer rows"));
    }
}
