package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import dev.interlace.learn.loops.Slot;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with bias and activation in one operation on the host, picture by picture: {@code Y = activation(P W +
 * 1 b')}, where row i of P is what lies under the window at place i. P is never written out. In a picture with its
 * edge, the pixels under one row of the window lie side by side, and those of neighbouring places overlap; the product
 * reads them where they are.
 *
 * <p>The other route, and the reference, is {@link Patches} and a {@link Linear} layer. It writes P, which is size^2
 * times as large as the pictures, and on 64 pictures of 32 x 32 took twice as long (DECISIONS.md).
 *
 * <p>B pictures, H x W pixels of C channels, R x Q places, O channels of the result, s side of the window.
 */
final class Convolution extends Op {
    private final Var x; // [B, H, W, C]
    private final Var w; // [s s C, O]
    private final Var b; // [1, O]
    private final Activation activation; // any but GELU, whose derivative needs P W + 1 b'
    private final Slides slides;
    private final int run; // s C, entries under one row of the window
    private final int out; // O

    Convolution(Var x, Var w, Var b, Window window, Activation activation) {
        super(x, w, b);
        this.x = x;
        this.w = w;
        this.b = b;
        this.activation = activation;
        slides = new Slides("convolution", x, window);
        run = window.size() * slides.channels;
        out = w.size(1);
        Shapes.require(
                window.size() * run == w.size(0),
                "convolution: %d numbers lie under a window, w has %d rows",
                window.size() * run,
                w.size(0));
        Shapes.require(b.value().length() == out, "convolution: w has %d columns, b has another width", out);
    }

    /** Whether this operation takes the case; the other route takes every case. */
    static boolean serves(Var x, Var w, Var b, Activation activation) {
        return activation != Activation.GELU && HostLoops.serves(x.value(), w.value(), b.value());
    }

    @Override
    protected long[] shape() {
        return new long[] {slides.pictures, slides.rows, slides.columns, out};
    }

    @Override
    protected void forward(INDArray result) {
        FloatBuffer pictures = HostLoops.buffer(x.value());
        FloatBuffer results = HostLoops.buffer(result);
        float[] weights = Host.read(w.value(), slot().floats(w.value().length()));
        float[] bias = Host.read(b.value(), slot().floats(out));
        int line = slides.columns * out;
        forPictures((scratch, share, from, to) -> {
            Framed picture = new Framed(slides, 0, scratch);
            float[] y = scratch.floats(line);
            for (int p = from; p < to; p++) {
                picture.load(pictures, p);
                for (int r = 0; r < slides.rows; r++) {
                    HostLoops.LOOPS.product( // P W of a line of places
                            new Left(
                                    picture.pixels,
                                    picture.start(r),
                                    slides.stride() * slides.channels,
                                    1,
                                    run,
                                    picture.lineLength()),
                            new Rows(weights, 0, out),
                            new Rows(y, 0, out),
                            slides.columns,
                            out,
                            slides.size() * run);
                    HostLoops.LOOPS.addToRows(y, bias, slides.columns, out);
                    HostLoops.LOOPS.activate(activation.curve(), y, y, line);
                    results.put((p * slides.rows + r) * line, y);
                }
            }
        });
    }

    @Override
    protected void backward(INDArray gradient) {
        FloatBuffer pictures = HostLoops.buffer(x.value());
        FloatBuffer dys = HostLoops.buffer(gradient);
        FloatBuffer ys = HostLoops.buffer(result().value());
        float[] turned = x.isTrained() ? turnedWeights() : new float[0];
        INDArray target = x.isTrained() ? x.place(slot()) : x.value();
        FloatBuffer dxs = HostLoops.buffer(target);
        int places = slides.rows * slides.columns;
        int threads = threads();
        float[][] dw = new float[threads][w.size(0) * out];
        float[][] db = new float[threads][out];
        forPictures((scratch, share, from, to) -> {
            Framed picture = new Framed(slides, 0, scratch);
            float[] y = scratch.floats((long) places * out);
            float[] dz = scratch.floats((long) places * out);
            Framed dx = new Framed(slides, 0, scratch);
            float[] line = scratch.floats((long) slides.columns * slides.size() * run);
            for (int p = from; p < to; p++) {
                dys.get(p * places * out, dz);
                ys.get(p * places * out, y);
                HostLoops.LOOPS.activateBack(activation.curve(), y, dz, dz, places * out); // dZ = dY activation'
                HostLoops.LOOPS.addRows(dz, 0, db[share], 0, places, out); // Z = P W + 1 b': db' = 1' dZ
                picture.load(pictures, p);
                addToWeights(picture, dz, dw[share]);
                if (x.isTrained()) {
                    Arrays.fill(dx.pixels, 0);
                    addToPicture(dz, turned, line, dx);
                    dx.store(dxs, p);
                }
            }
        });
        add(dw, w);
        add(db, b);
        if (x.isTrained()) {
            x.placed(target);
        }
    }

    /** {@code Z = P W}: {@code dW = P' dZ}, the rows of dW that belong to one row of the window at a time. */
    private void addToWeights(Framed picture, float[] dz, float[] dw) {
        for (int i = 0; w.isTrained() && i < slides.size(); i++) {
            HostLoops.LOOPS.addProduct(
                    new Left(
                            picture.pixels,
                            i * picture.lineLength(),
                            1,
                            slides.stride() * slides.channels,
                            slides.columns,
                            picture.start(1)),
                    new Rows(dz, 0, out),
                    new Rows(dw, i * run * out, out),
                    run,
                    out,
                    slides.rows * slides.columns);
        }
    }

    /**
     * {@code Z = P W}: {@code dP = dZ W'}, a line of places at a time, each entry added to the pixel that it came from.
     */
    private void addToPicture(float[] dz, float[] turned, float[] dp, Framed dx) {
        int length = slides.size() * run;
        for (int r = 0; r < slides.rows; r++) {
            HostLoops.LOOPS.product(
                    Left.plain(new Rows(dz, r * slides.columns * out, out)),
                    new Rows(turned, 0, length),
                    new Rows(dp, 0, length),
                    slides.columns,
                    length,
                    out);
            for (int c = 0; c < slides.columns; c++) {
                int to = dx.start(r) + c * slides.stride() * slides.channels;
                for (int i = 0; i < slides.size(); i++) {
                    HostLoops.LOOPS.add(dp, c * length + i * run, dx.pixels, to + i * dx.lineLength(), run);
                }
            }
        }
    }

    private float[] turnedWeights() {
        int length = w.size(0);
        float[] weights = Host.read(w.value(), slot().floats((long) length * out));
        float[] turned = slot().floats((long) length * out);
        for (int i = 0; i < length; i++) {
            for (int o = 0; o < out; o++) {
                turned[o * length + i] = weights[i * out + o];
            }
        }
        return turned;
    }

    private void add(float[][] parts, Var to) {
        if (to.isTrained()) {
            for (int t = 1; t < parts.length; t++) {
                HostLoops.LOOPS.add(parts[t], 0, parts[0], 0, parts[0].length);
            }
            to.accumulate(slot(), target -> Host.write(parts[0], target));
        }
    }

    private interface Pictures {
        void run(Slot scratch, int share, int from, int to);
    }

    private int threads() {
        return Math.min(slides.pictures, HostLoops.threads());
    }

    private void forPictures(Pictures body) {
        Slot[] scratch = new Slot[threads()];
        Arrays.setAll(scratch, share -> slot().part(share));
        HostLoops.shares(
                slides.pictures, scratch.length, (share, from, to) -> body.run(scratch[share], share, from, to));
    }
}
