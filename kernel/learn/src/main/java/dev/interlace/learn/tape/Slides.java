package dev.interlace.learn.tape;

/** The places of a {@link Window} over pictures {@code [B, H, W, C]}, channels last, as numbers of entries. */
final class Slides {
    final int pictures;
    final int height;
    final int width;
    final int channels;
    final int rows; // places down
    final int columns; // places across
    private final Window window;

    Slides(String operation, Var x, Window window) {
        Shapes.require(x.value().rank() == 4, "%s: pictures are [B, H, W, C], got %s", operation, x);
        this.window = window;
        pictures = x.size(0);
        height = x.size(1);
        width = x.size(2);
        channels = x.size(3);
        rows = window.places(height);
        columns = window.places(width);
        Shapes.require(
                height + 2 * window.padding() >= window.size() && width + 2 * window.padding() >= window.size(),
                "%s: a window of %d pixels does not fit into %s with %d pixels of padding",
                operation,
                window.size(),
                x,
                window.padding());
    }

    int size() {
        return window.size();
    }

    int stride() {
        return window.stride();
    }

    int padding() {
        return window.padding();
    }

    /** The first entry of the pixel under a window's place and its own row and column; -1 outside the picture. */
    int pixel(int picture, int row, int column, int windowRow, int windowColumn) {
        int y = row * window.stride() - window.padding() + windowRow;
        int x = column * window.stride() - window.padding() + windowColumn;
        return y < 0 || y >= height || x < 0 || x >= width ? -1 : ((picture * height + y) * width + x) * channels;
    }

    /** The first column of the window that lies in the picture. */
    int firstInside(int column) {
        return Math.max(0, window.padding() - column * window.stride());
    }

    /** The column of the window behind the last that lies in the picture. */
    int endInside(int column) {
        return Math.min(window.size(), width + window.padding() - column * window.stride());
    }

    /** A place. */
    @FunctionalInterface
    interface Place {
        /** Looks at one place; the number counts over pictures, rows and columns. */
        void visit(int number, int picture, int row, int column);
    }

    /** Visits the places of some pictures in order. */
    void visit(int fromPicture, int toPicture, Place place) {
        int number = fromPicture * rows * columns;
        for (int p = fromPicture; p < toPicture; p++) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    place.visit(number++, p, r, c);
                }
            }
        }
    }
}
