package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Left;
import dev.interlace.learn.loops.Loops.Rows;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with bias and activation, picture by picture, without its patches P being written out: in a picture
 * with its edge the pixels under one row of the window lie side by side, and those of neighbouring places overlap; the
 * product reads them where they are. What that saves stands in DECISIONS.md.
 *
 * <p>B pictures, H x W pixels of C channels, R x Q places, O channels of the result, s side of the window. Gradients of
 * x, w, b.
 */
public final class ConvolutionSteps implements HostSteps {
    private final INDArray x; // [B, H, W, C]
    private final INDArray w; // [s s C, O]
    private final INDArray b; // [1, O]
    private final Curve curve; // any but GELU, whose derivative needs P W + 1 b'
    private final Slides slides;
    private final int run; // s C, entries under one row of the window
    private final int out; // O
    private INDArray y; // [B, R, Q, O], the result

    public ConvolutionSteps(INDArray x, INDArray w, INDArray b, Slides slides, Curve curve) {
        this.x = x;
        this.w = w;
        this.b = b;
        this.curve = curve;
        this.slides = slides;
        this.run = slides.size() * slides.channels();
        this.out = Math.toIntExact(w.size(1));
        this.y = x;
    }

    @Override
    public void forward(INDArray result, Slot scratch) {
        y = result;
        FloatBuffer pictures = HostLoops.buffer(x);
        FloatBuffer results = HostLoops.buffer(result);
        float[] weights = HostLoops.read(w, scratch.floats(w.length()));
        float[] bias = HostLoops.read(b, scratch.floats(out));
        int line = slides.columns() * out;
        Framed.forPictures(slides, scratch, (arrays, share, from, to) -> {
            Framed picture = new Framed(slides, 0, arrays);
            float[] z = arrays.floats(line);
            for (int p = from; p < to; p++) {
                picture.load(pictures, p);
                for (int r = 0; r < slides.rows(); r++) {
                    HostLoops.LOOPS.product( // P W of a line of places
                            new Left(
                                    picture.pixels,
                                    picture.start(r),
                                    slides.stride() * slides.channels(),
                                    1,
                                    run,
                                    picture.lineLength()),
                            new Rows(weights, 0, out),
                            new Rows(z, 0, out),
                            slides.columns(),
                            out,
                            slides.size() * run);
                    HostLoops.LOOPS.addToRows(z, bias, slides.columns(), out);
                    HostLoops.LOOPS.activate(curve, z, z, line);
                    results.put((p * slides.rows() + r) * line, z);
                }
            }
        });
    }

    @Override
    public void backward(INDArray gradient, Gradients into, Slot scratch) {
        FloatBuffer pictures = HostLoops.buffer(x);
        FloatBuffer dys = HostLoops.buffer(gradient);
        FloatBuffer ys = HostLoops.buffer(y);
        Optional<FloatBuffer> dxs = into.get(0).map(HostLoops::buffer);
        Optional<INDArray> ofWeights = into.get(1);
        float[] turned = dxs.isPresent() ? turnedWeights(scratch) : new float[0];
        int places = slides.rows() * slides.columns();
        int shares = Framed.shares(slides);
        float[][] dw = new float[shares][Math.toIntExact(w.length())];
        float[][] db = new float[shares][out];
        Framed.forPictures(slides, scratch, (arrays, share, from, to) -> {
            Framed picture = new Framed(slides, 0, arrays);
            float[] known = arrays.floats((long) places * out);
            float[] dz = arrays.floats((long) places * out);
            Framed dx = new Framed(slides, 0, arrays);
            float[] line = arrays.floats((long) slides.columns() * slides.size() * run);
            for (int p = from; p < to; p++) {
                dys.get(p * places * out, dz);
                ys.get(p * places * out, known);
                HostLoops.LOOPS.activateBack(curve, known, dz, dz, places * out); // dZ = dY activation'
                HostLoops.LOOPS.addRows(dz, 0, db[share], 0, places, out); // Z = P W + 1 b': db' = 1' dZ
                picture.load(pictures, p);
                if (ofWeights.isPresent()) {
                    addToWeights(picture, dz, dw[share]);
                }
                if (dxs.isPresent()) {
                    Arrays.fill(dx.pixels, 0);
                    addToPicture(dz, turned, line, dx);
                    dx.store(dxs.get(), p);
                }
            }
        });
        ofWeights.ifPresent(target -> HostLoops.write(sum(dw), target));
        into.get(2).ifPresent(target -> HostLoops.write(sum(db), target));
    }

    /** {@code Z = P W}: {@code dW = P' dZ}, the rows of dW that belong to one row of the window at a time. */
    private void addToWeights(Framed picture, float[] dz, float[] dw) {
        for (int i = 0; i < slides.size(); i++) {
            HostLoops.LOOPS.addProduct(
                    new Left(
                            picture.pixels,
                            i * picture.lineLength(),
                            1,
                            slides.stride() * slides.channels(),
                            slides.columns(),
                            picture.start(1)),
                    new Rows(dz, 0, out),
                    new Rows(dw, i * run * out, out),
                    run,
                    out,
                    slides.rows() * slides.columns());
        }
    }

    /**
     * {@code Z = P W}: {@code dP = dZ W'}, a line of places at a time, each entry added to the pixel that it came from.
     */
    private void addToPicture(float[] dz, float[] turned, float[] dp, Framed dx) {
        int length = slides.size() * run;
        for (int r = 0; r < slides.rows(); r++) {
            HostLoops.LOOPS.product(
                    Left.plain(new Rows(dz, r * slides.columns() * out, out)),
                    new Rows(turned, 0, length),
                    new Rows(dp, 0, length),
                    slides.columns(),
                    length,
                    out);
            for (int c = 0; c < slides.columns(); c++) {
                int to = dx.start(r) + c * slides.stride() * slides.channels();
                for (int i = 0; i < slides.size(); i++) {
                    HostLoops.LOOPS.add(dp, c * length + i * run, dx.pixels, to + i * dx.lineLength(), run);
                }
            }
        }
    }

    private float[] turnedWeights(Slot scratch) {
        int length = Math.toIntExact(w.size(0));
        float[] weights = HostLoops.read(w, scratch.floats((long) length * out));
        float[] turned = scratch.floats((long) length * out);
        for (int i = 0; i < length; i++) {
            for (int o = 0; o < out; o++) {
                turned[o * length + i] = weights[i * out + o];
            }
        }
        return turned;
    }

    private static float[] sum(float[][] parts) {
        for (int t = 1; t < parts.length; t++) {
            HostLoops.LOOPS.add(parts[t], 0, parts[0], 0, parts[0].length);
        }
        return parts[0];
    }
}
