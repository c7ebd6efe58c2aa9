package dev.interlace.learn.loops;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest entry of each window and channel, a line of places at a time; gradient of x. */
public final class PoolingSteps implements HostSteps {
    private final INDArray x; // [B, H, W, C]
    private final Slides slides;
    private final int line; // entries of a line of places
    private float[] which = new float[0]; // of each result, the place of its entry in the window

    public PoolingSteps(INDArray x, Slides slides) {
        this.x = x;
        this.slides = slides;
        this.line = slides.columns() * slides.channels();
    }

    @Override
    public void forward(INDArray out, Slot scratch) {
        FloatBuffer pictures = HostLoops.buffer(x);
        FloatBuffer results = HostLoops.buffer(out);
        which = scratch.floats(out.length());
        Framed.forPictures(slides, scratch, (arrays, share, from, to) -> {
            Framed picture = new Framed(slides, Float.NEGATIVE_INFINITY, arrays);
            int[] offsets = offsets(picture);
            float[] best = arrays.floats(line);
            for (int p = from; p < to; p++) {
                picture.load(pictures, p);
                for (int r = 0; r < slides.rows(); r++) {
                    int at = (p * slides.rows() + r) * line;
                    HostLoops.LOOPS.keepLargest(
                            picture.pixels,
                            picture.start(r),
                            slides.stride() * slides.channels(),
                            offsets,
                            best,
                            which,
                            at,
                            slides.columns(),
                            slides.channels());
                    results.put(at, best);
                }
            }
        });
    }

    @Override
    public void backward(INDArray gradient, Gradients into, Slot scratch) {
        FloatBuffer dys = HostLoops.buffer(gradient);
        FloatBuffer dxs = HostLoops.buffer(into.get(0).orElseThrow());
        Framed.forPictures(slides, scratch, (arrays, share, from, to) -> {
            Framed dx = new Framed(slides, 0, arrays);
            int[] offsets = offsets(dx);
            float[] dy = arrays.floats(line);
            for (int p = from; p < to; p++) {
                Arrays.fill(dx.pixels, 0);
                for (int r = 0; r < slides.rows(); r++) {
                    int at = (p * slides.rows() + r) * line;
                    dys.get(at, dy);
                    HostLoops.LOOPS.addToLargest(
                            dy,
                            which,
                            at,
                            dx.pixels,
                            dx.start(r),
                            slides.stride() * slides.channels(),
                            offsets,
                            slides.columns(),
                            slides.channels());
                }
                dx.store(dxs, p);
            }
        });
    }

    /** The entries under the window, counted from the first. */
    private int[] offsets(Framed picture) {
        int[] offsets = new int[slides.size() * slides.size()];
        Arrays.setAll(offsets, k -> k / slides.size() * picture.lineLength() + k % slides.size() * slides.channels());
        return offsets;
    }
}
