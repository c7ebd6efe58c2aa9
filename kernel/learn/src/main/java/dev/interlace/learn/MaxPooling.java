package dev.interlace.learn;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest entry of each window and channel; of equal ones the first, in reading order, gets the gradient. */
final class MaxPooling extends Op {
    private final Var x; // [B, H, W, C]
    private final Slides slides;
    private int[] winner; // of each result, the number of its entry; in double precision
    private float[] which; // of each result, the place of its entry in the window; in single precision

    @SuppressWarnings("NullAway.Init") // forward runs before backward
    MaxPooling(Var x, Window window) {
        super(x);
        this.x = x;
        slides = new Slides("maxPooling", x, window);
    }

    @Override
    protected long[] shape() {
        return new long[] {slides.pictures, slides.rows, slides.columns, slides.channels};
    }

    @Override
    protected void forward(INDArray out) {
        int channels = slides.channels;
        int results = Math.toIntExact(out.length());
        if (type() == DataType.DOUBLE) {
            winner = new int[results];
            double[] in = Host.doubles(x.value());
            double[] result = new double[results];
            slides.visit(0, slides.pictures, (n, p, r, c) -> {
                for (int channel = 0; channel < channels; channel++) {
                    int best = -1;
                    for (int k = 0; k < slides.size() * slides.size(); k++) {
                        int at = slides.pixel(p, r, c, k / slides.size(), k % slides.size());
                        best = at >= 0 && (best < 0 || in[at + channel] > in[best]) ? at + channel : best;
                    }
                    winner[n * channels + channel] = best;
                    result[n * channels + channel] = in[best];
                }
            });
            Host.write(result, out);
            return;
        }
        float[] in = HostLoops.serves(x.value())
                ? Host.read(x.value(), slot().floats(x.value().length()))
                : Host.floats(x.value());
        float[] result = slot().floats(results);
        which = slot().floats(results);
        Arrays.fill(result, Float.NEGATIVE_INFINITY);
        Arrays.fill(which, -1);
        HostLoops.split(
                slides.pictures,
                HostLoops.threads(),
                (from, to) -> slides.visit(from, to, (n, p, r, c) -> {
                    for (int k = 0; k < slides.size() * slides.size(); k++) {
                        int at = slides.pixel(p, r, c, k / slides.size(), k % slides.size());
                        if (at >= 0) {
                            HostLoops.LOOPS.keepLarger(in, at, result, which, n * channels, k, channels);
                        }
                    }
                }));
        Host.write(result, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        if (type() == DataType.DOUBLE) {
            double[] dy = Host.doubles(gradient);
            double[] dx = new double[Math.toIntExact(x.value().length())];
            for (int i = 0; i < dy.length; i++) {
                dx[winner[i]] += dy[i];
            }
            x.accumulate(slot(), target -> Host.write(dx, target));
            return;
        }
        float[] dy = HostLoops.serves(gradient)
                ? Host.read(gradient, slot().floats(gradient.length()))
                : Host.floats(gradient);
        float[] dx = slot().floats(x.value().length());
        Arrays.fill(dx, 0);
        int channels = slides.channels;
        HostLoops.split(
                slides.pictures,
                HostLoops.threads(),
                (from, to) -> slides.visit(from, to, (n, p, r, c) -> {
                    for (int k = 0; k < slides.size() * slides.size(); k++) {
                        int at = slides.pixel(p, r, c, k / slides.size(), k % slides.size());
                        if (at >= 0) {
                            HostLoops.LOOPS.addWhere(dy, which, n * channels, k, dx, at, channels);
                        }
                    }
                }));
        x.accumulate(slot(), target -> Host.write(dx, target));
    }
}
