package dev.interlace.learn.tape;

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

    /** Places along a side of that many pixels. */
    int places(long pixels) {
        return Math.toIntExact((pixels + 2L * padding - size) / stride + 1);
    }
}
