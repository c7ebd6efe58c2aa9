package dev.interlace.plugins.encoders;

/**
 * Another sampling rate by a polyphase low-pass filter: {@code up} samples for every {@code down}, in lowest terms.
 *
 * <pre>
 *   h_m = up sinc(m / M) / M · kaiser(m; β = 5),  |m| ≤ 10 M,  M = max(up, down), scaled so that Σ h = up
 *   y_n = Σ_k h_{n down - k up} x_k
 * </pre>
 *
 * <p>The filter lets through what lies below half of the lower of the two rates (6 dB down just there, about 50 dB down
 * beyond it), so that nothing folds back. The sound is silence before its start and after its end. Immutable.
 *
 * <p>Reference: Crochiere and Rabiner, Multirate Digital Signal Processing, Prentice Hall, 1983, section 3.3. As in
 * {@code scipy.signal.resample_poly}.
 */
final class Resampler {
    private static final int ZEROS = 10; // zero crossings of the filter on either side
    private static final double BETA = 5;

    private final int up;
    private final int down;
    private final double[] filter; // [2 * half + 1]
    private final int half;

    private Resampler(int up, int down, double[] filter, int half) {
        this.up = up;
        this.down = down;
        this.filter = filter;
        this.half = half;
    }

    /** From one rate in hertz to another. */
    static Resampler between(int from, int to) {
        int common = gcd(from, to);
        int up = to / common;
        int down = from / common;
        int widest = Math.max(up, down);
        int half = ZEROS * widest;
        double[] filter = new double[2 * half + 1];
        double sum = 0;
        for (int k = 0; k < filter.length; k++) {
            double x = (double) (k - half) / widest;
            double r = (double) (k - half) / half;
            filter[k] = (x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * bessel(BETA * Math.sqrt(1 - r * r));
            sum += filter[k];
        }
        for (int k = 0; k < filter.length; k++) {
            filter[k] *= up / sum;
        }
        return new Resampler(up, down, filter, half);
    }

    /** The samples at the new rate, {@code [ceil(length * up / down)]}. */
    double[] of(float[] samples) {
        int length = Math.toIntExact(((long) samples.length * up + down - 1) / down);
        double[] out = new double[length];
        for (int n = 0; n < length; n++) {
            long centre = (long) n * down; // in steps of the common rate; sample k stands at k * up
            int first = (int) Math.max(0, Math.floorDiv(centre - half + up - 1, up));
            int last = (int) Math.min(samples.length - 1, Math.floorDiv(centre + half, up));
            double sum = 0;
            for (int k = first; k <= last; k++) {
                sum += filter[(int) (centre - (long) k * up) + half] * samples[k];
            }
            out[n] = sum;
        }
        return out;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The modified Bessel function of the first kind of order 0, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= (x / 2 / k) * (x / 2 / k);
            sum += term;
        }
        return sum;
    }
}
