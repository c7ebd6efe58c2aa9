package dev.interlace.learn.loops;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** One picture of a batch on the heap with the pixels around its edge, {@code [H + 2 padding, W + 2 padding, C]}. */
final class Framed {
    final float[] pixels;
    private final Slides slides;
    private final int lineLength;

    /** A frame whose edge holds {@code edge}; the array comes from {@code scratch}. */
    Framed(Slides slides, float edge, Slot scratch) {
        this.slides = slides;
        lineLength = (slides.width() + 2 * slides.padding()) * slides.channels();
        pixels = scratch.floats((long) (slides.height() + 2 * slides.padding()) * lineLength);
        Arrays.fill(pixels, edge);
    }

    /** What is done with some of the pictures: a share of them, by its number. */
    interface Share {
        void run(Slot scratch, int share, int from, int to);
    }

    /** The shares that pictures are dealt out in. */
    static int shares(Slides slides) {
        return Math.min(slides.pictures(), HostLoops.threads());
    }

    /** Deals the pictures out among threads. */
    static void forPictures(Slides slides, Slot arrays, Share body) {
        Slot[] scratch = new Slot[shares(slides)];
        Arrays.setAll(scratch, arrays::part);
        HostLoops.shares(
                slides.pictures(), scratch.length, (share, from, to) -> body.run(scratch[share], share, from, to));
    }

    /** Entries from one line to the next. */
    int lineLength() {
        return lineLength;
    }

    /** The first entry under the window at the first place of a line of places. */
    int start(int row) {
        return row * slides.stride() * lineLength;
    }

    /** Reads a picture of {@code [B, H, W, C]}; the edge stays. */
    void load(FloatBuffer pictures, int picture) {
        int width = slides.width() * slides.channels();
        for (int y = 0; y < slides.height(); y++) {
            pictures.get((picture * slides.height() + y) * width, pixels, inside(y), width);
        }
    }

    /** Writes what lies within the edge as a picture of {@code [B, H, W, C]}. */
    void store(FloatBuffer pictures, int picture) {
        int width = slides.width() * slides.channels();
        for (int y = 0; y < slides.height(); y++) {
            pictures.put((picture * slides.height() + y) * width, pixels, inside(y), width);
        }
    }

    private int inside(int y) {
        return (y + slides.padding()) * lineLength + slides.padding() * slides.channels();
    }
}
