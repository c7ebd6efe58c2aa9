package dev.interlace.learn.tape;

import dev.interlace.learn.loops.Slides;

/**
 * The square that slides over a picture.
 *
 * @param size side in pixels, at least 1
 * @param stride pixels from one place to the next, at least 1
 * @param padding pixels of zeros around the picture, in [0, size)
 */
public record Window(int size, int stride, int padding) {
    public Window {
        if (!(size >= 1)) {
            throw new IllegalArgumentException("Window.size must be at least 1, got " + size);
        }
        if (!(stride >= 1)) {
            throw new IllegalArgumentException("Window.stride must be at least 1, got " + stride);
        }
        if (!(padding >= 0 && padding < size)) {
            throw new IllegalArgumentException("Window.padding must be in [0, " + size + "), got " + padding);
        }
    }

    /** A window of odd size that leaves the picture's size as it is. */
    public static Window same(int size) {
        if (size % 2 == 0) {
            throw new IllegalArgumentException("Window.same: size must be odd, got " + size);
        }
        return new Window(size, 1, size / 2);
    }

    /** Windows side by side. */
    public static Window tiles(int size) {
        return new Window(size, size, 0);
    }

    /** The window over pictures {@code [B, H, W, C]}, into which it must fit. */
    Slides over(String operation, Var x) {
        Shapes.require(x.value().rank() == 4, "%s: pictures are [B, H, W, C], got %s", operation, x);
        Shapes.require(
                x.size(1) + 2 * padding >= size && x.size(2) + 2 * padding >= size,
                "%s: a window of %d pixels does not fit into %s with %d pixels of padding",
                operation,
                size,
                x,
                padding);
        return Slides.of(x.value(), size, stride, padding);
    }
}
