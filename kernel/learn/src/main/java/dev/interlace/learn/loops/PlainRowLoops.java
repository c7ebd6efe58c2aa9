package dev.interlace.learn.loops;

/** The loops over rows in plain Java. */
public final class PlainRowLoops implements RowLoops {
    @Override
    public double scores(double[] costs, int at, double slope, double[] offsets, double[] out, int n) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            out[j] = offsets[j] + slope * costs[at + j];
            largest = Math.max(largest, out[j]);
        }
        return largest;
    }

    @Override
    public double exponentials(double[] inOut, double largest, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            inOut[j] = Math.exp(inOut[j] - largest);
            sum += inOut[j];
        }
        return sum;
    }

    @Override
    public void addScaled(double[] in, double factor, double[] out, int n) {
        for (int j = 0; j < n; j++) {
            out[j] += factor * in[j];
        }
    }
}
