package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What lies under a window at each place, written out as a row: {@code [B, H, W, C] -> [B, H', W', size * size * C]}. A
 * convolution is this and one matrix product.
 */
final class Patches extends Op {
    private final Var x; // [B, H, W, C]
    private final Slides slides;

    Patches(Var x, Window window) {
        super(x);
        this.x = x;
        slides = new Slides("convolution", x, window);
    }

    private int rowLength() {
        return slides.size() * slides.size() * slides.channels;
    }

    @Override
    protected long[] shape() {
        return new long[] {slides.pictures, slides.rows, slides.columns, rowLength()};
    }

    @Override
    protected void forward(INDArray out) {
        if (type() == DataType.DOUBLE) {
            double[] in = Host.doubles(x.value());
            double[] patches = new double[Math.toIntExact(out.length())];
            slides.visit(0, slides.pictures, (n, p, r, c) -> copy(in, patches, n * rowLength(), p, r, c));
            Host.write(patches, out);
            return;
        }
        float[] in = HostLoops.serves(x.value())
                ? Host.read(x.value(), slot().floats(x.value().length()))
                : Host.floats(x.value());
        if (!HostLoops.serves(out)) {
            float[] patches = new float[Math.toIntExact(out.length())];
            slides.visit(0, slides.pictures, (n, p, r, c) -> copy(in, patches, n * rowLength(), p, r, c));
            Host.write(patches, out);
            return;
        }
        int line = slides.columns * rowLength(); // a line of places at a time
        HostLoops.over((long) slides.pictures * slides.rows).write(out, line).run((t, first, count) -> {
            Arrays.fill(t[0], 0, count * line, 0);
            for (int i = 0; i < count; i++) {
                int picture = (first + i) / slides.rows;
                int row = (first + i) % slides.rows;
                for (int column = 0; column < slides.columns; column++) {
                    copy(in, t[0], i * line + column * rowLength(), picture, row, column);
                }
            }
        });
    }

    /**
     * Copies the pixels under one place, a row of the window at a time; {@code in} and {@code patches} are of the same
     * type.
     */
    private void copy(Object in, Object patches, int at, int picture, int row, int column) {
        int first = slides.firstInside(column);
        int length = (slides.endInside(column) - first) * slides.channels;
        for (int i = 0; i < slides.size(); i++) {
            int from = slides.pixel(picture, row, column, i, first);
            if (from >= 0) {
                System.arraycopy(in, from, patches, at + (i * slides.size() + first) * slides.channels, length);
            }
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        int channels = slides.channels;
        if (type() == DataType.DOUBLE) {
            double[] dy = Host.doubles(gradient);
            double[] dx = new double[Math.toIntExact(x.value().length())];
            slides.visit(0, slides.pictures, (n, p, r, c) -> {
                for (int k = 0; k < slides.size() * slides.size(); k++) {
                    int to = slides.pixel(p, r, c, k / slides.size(), k % slides.size());
                    for (int channel = 0; to >= 0 && channel < channels; channel++) {
                        dx[to + channel] += dy[n * rowLength() + k * channels + channel];
                    }
                }
            });
            x.accumulate(slot(), target -> Host.write(dx, target));
            return;
        }
        float[] dx = slot().floats(x.value().length());
        Arrays.fill(dx, 0);
        if (!HostLoops.serves(gradient)) {
            float[] dy = Host.floats(gradient);
            slides.visit(0, slides.pictures, (n, p, r, c) -> add(dy, n * rowLength(), dx, p, r, c));
        } else {
            int line = slides.columns * rowLength();
            HostLoops.over((long) slides.pictures * slides.rows)
                    .read(gradient, line)
                    .runInOrder((t, first, count) -> {
                        for (int i = 0; i < count; i++) {
                            int picture = (first + i) / slides.rows;
                            int row = (first + i) % slides.rows;
                            for (int column = 0; column < slides.columns; column++) {
                                add(t[0], i * line + column * rowLength(), dx, picture, row, column);
                            }
                        }
                    });
        }
        x.accumulate(slot(), target -> Host.write(dx, target));
    }

    private void add(float[] dy, int at, float[] dx, int picture, int row, int column) {
        int first = slides.firstInside(column);
        int length = (slides.endInside(column) - first) * slides.channels;
        for (int i = 0; i < slides.size(); i++) {
            int to = slides.pixel(picture, row, column, i, first);
            int from = at + (i * slides.size() + first) * slides.channels;
            for (int k = 0; to >= 0 && k < length; k++) {
                dx[to + k] += dy[from + k];
            }
        }
    }
}
