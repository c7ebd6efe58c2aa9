package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.requireMessage;

import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage("Window.size must be at least 1, got 0", () -> new Window(0, 1, 0));
        requireMessage("Window.stride must be at least 1, got 0", () -> new Window(1, 0, 0));
        requireMessage("Window.padding must be in [0, 2), got 2", () -> new Window(2, 1, 2));
        requireMessage("Window.same: size must be odd, got 4", () -> Window.same(4));
    }
}
