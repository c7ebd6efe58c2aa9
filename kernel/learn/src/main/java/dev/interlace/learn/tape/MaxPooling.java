package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Slot;
import java.nio.FloatBuffer;
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
        if (type() == DataType.DOUBLE) {
            int results = Math.toIntExact(out.length());
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
        boolean direct = HostLoops.serves(x.value(), out);
        FloatBuffer pictures = direct ? HostLoops.buffer(x.value()) : FloatBuffer.wrap(Host.floats(x.value()));
        float[] written = new float[direct ? 0 : Math.toIntExact(out.length())];
        FloatBuffer results = direct ? HostLoops.buffer(out) : FloatBuffer.wrap(written);
        which = slot().floats(out.length());
        int line = slides.columns * channels;
        forPictures((scratch, from, to) -> {
            Framed picture = new Framed(slides, Float.NEGATIVE_INFINITY, scratch);
            int[] offsets = offsets(picture);
            float[] best = scratch.floats(line);
            for (int p = from; p < to; p++) {
                picture.load(pictures, p);
                for (int r = 0; r < slides.rows; r++) {
                    int at = (p * slides.rows + r) * line;
                    HostLoops.LOOPS.keepLargest(
                            picture.pixels,
                            picture.start(r),
                            slides.stride() * channels,
                            offsets,
                            best,
                            which,
                            at,
                            slides.columns,
                            channels);
                    results.put(at, best);
                }
            }
        });
        if (!direct) {
            Host.write(written, out);
        }
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
        int channels = slides.channels;
        int line = slides.columns * channels;
        x.accumulate(slot(), target -> {
            boolean direct = HostLoops.serves(gradient, target);
            FloatBuffer dys = direct ? HostLoops.buffer(gradient) : FloatBuffer.wrap(Host.floats(gradient));
            float[] written = new float[direct ? 0 : Math.toIntExact(target.length())];
            FloatBuffer dxs = direct ? HostLoops.buffer(target) : FloatBuffer.wrap(written);
            forPictures((scratch, from, to) -> {
                Framed dx = new Framed(slides, 0, scratch);
                int[] offsets = offsets(dx);
                float[] dy = scratch.floats(line);
                for (int p = from; p < to; p++) {
                    Arrays.fill(dx.pixels, 0);
                    for (int r = 0; r < slides.rows; r++) {
                        int at = (p * slides.rows + r) * line;
                        dys.get(at, dy);
                        HostLoops.LOOPS.addToLargest(
                                dy,
                                which,
                                at,
                                dx.pixels,
                                dx.start(r),
                                slides.stride() * channels,
                                offsets,
                                slides.columns,
                                channels);
                    }
                    dx.store(dxs, p);
                }
            });
            if (!direct) {
                Host.write(written, target);
            }
        });
    }

    /** The entries under the window, counted from the first. */
    private int[] offsets(Framed picture) {
        int[] offsets = new int[slides.size() * slides.size()];
        Arrays.setAll(offsets, k -> k / slides.size() * picture.lineLength() + k % slides.size() * slides.channels);
        return offsets;
    }

    private interface Pictures {
        void run(Slot scratch, int from, int to);
    }

    private void forPictures(Pictures body) {
        Slot[] scratch = new Slot[Math.min(slides.pictures, HostLoops.threads())];
        Arrays.setAll(scratch, share -> slot().part(share));
        HostLoops.shares(slides.pictures, scratch.length, (share, from, to) -> body.run(scratch[share], from, to));
    }
}
