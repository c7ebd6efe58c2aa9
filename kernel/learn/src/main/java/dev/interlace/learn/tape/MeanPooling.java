package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each window and channel; zeros around the picture count. */
final class MeanPooling extends Op {
    private final Var x; // [B, H, W, C]
    private final Slides slides;

    MeanPooling(Var x, Window window) {
        super(x);
        this.x = x;
        slides = new Slides("meanPooling", x, window);
    }

    @Override
    protected long[] shape() {
        return new long[] {slides.pictures, slides.rows, slides.columns, slides.channels};
    }

    @Override
    protected void forward(INDArray out) {
        double[] in = Host.doubles(x.value());
        double[] result = new double[Math.toIntExact(out.length())];
        eachPair((entry, place) -> result[place] += in[entry]);
        scale(result);
        Host.write(result, out);
    }

    @Override
    protected void backward(INDArray gradient) {
        double[] dy = Host.doubles(gradient);
        double[] dx = new double[Math.toIntExact(x.value().length())];
        scale(dy);
        eachPair((entry, place) -> dx[entry] += dy[place]);
        x.accumulate(slot(), target -> Host.write(dx, target));
    }

    private void scale(double[] values) {
        double share = 1.0 / (slides.size() * slides.size());
        for (int i = 0; i < values.length; i++) {
            values[i] *= share;
        }
    }

    private interface Pair {
        void visit(int entry, int place);
    }

    private void eachPair(Pair pair) {
        slides.visit(0, slides.pictures, (n, p, r, c) -> {
            for (int k = 0; k < slides.size() * slides.size(); k++) {
                int at = slides.pixel(p, r, c, k / slides.size(), k % slides.size());
                for (int channel = 0; at >= 0 && channel < slides.channels; channel++) {
                    pair.visit(at + channel, n * slides.channels + channel);
                }
            }
        });
    }
}
