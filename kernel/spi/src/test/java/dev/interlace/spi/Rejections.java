package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Rejections are tested by their whole text: it is what a user of a notebook sees. */
final class Rejections {
    private Rejections() {}

    static void requireMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
