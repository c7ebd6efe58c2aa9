package dev.interlace.learn.loops;

/**
 * The loops of {@code SoftRows} over rows in double precision. {@link PlainRowLoops} is what they mean;
 * {@code VectorRowLoops} computes the same with vector instructions where the virtual machine has
 * {@code jdk.incubator.vector}.
 */
public interface RowLoops {
    /** {@code out[j] = offsets[j] + slope costs[at + j]} for n entries; returns the largest. */
    double scores(double[] costs, int at, double slope, double[] offsets, double[] out, int n);

    /** {@code inOut[j] = exp(inOut[j] - largest)}; returns the sum. */
    double exponentials(double[] inOut, double largest, int n);

    /** {@code out += factor * in}. */
    void addScaled(double[] in, double factor, double[] out, int n);
}
