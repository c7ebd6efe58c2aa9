package dev.interlace.learn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest entry of each window and channel; of equal ones the first, in reading order, gets the gradient. */
final class MaxPooling extends Op {
    private final Var x; // [B, H, W, C]
    private final Slides slides;
    private int[] winner; // of each result, the number of its entry

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
        winner = new int[Math.toIntExact(out.length())];
        if (type() == DataType.DOUBLE) {
            double[] in = Host.doubles(x.value());
            double[] result = new double[winner.length];
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
        float[] result = slot().floats(winner.length);
        slides.visit(0, slides.pictures, (n, p, r, c) -> {
            int to = n * channels;
            boolean started = false;
            for (int k = 0; k < slides.size() * slides.size(); k++) {
                int at = slides.pixel(p, r, c, k / slides.size(), k % slides.size());
                if (at < 0) {
                    continue;
                }
                for (int channel = 0; channel < channels; channel++) {
                    if (!started || in[at + channel] > result[to + channel]) {
                        result[to + channel] = in[at + channel];
                        winner[to + channel] = at + channel;
                    }
                }
                started = true;
            }
        });
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
        float[] dy = Host.floats(gradient);
        float[] dx = new float[Math.toIntExact(x.value().length())];
        for (int i = 0; i < dy.length; i++) {
            dx[winner[i]] += dy[i];
        }
        x.accumulate(slot(), target -> Host.write(dx, target));
    }
}
