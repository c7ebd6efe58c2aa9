package dev.interlace.plugins.encoders;

/**
 * The power spectrum of real frames, by a radix-2 fast Fourier transform: |X_k|² for k = 0 to size / 2, where X_k = Σ_n
 * x_n exp(-2πi k n / size). Not scaled. One object serves one thread.
 *
 * <p>Reference: Cooley and Tukey, An Algorithm for the Machine Calculation of Complex Fourier Series, Mathematics of
 * Computation, 1965.
 */
final class PowerSpectrum {
    private final int size;
    private final double[] cosine;
    private final double[] sine;
    private final double[] real;
    private final double[] imaginary;

    /** A transform of {@code size} points, a power of two and at least 2. */
    PowerSpectrum(int size) {
        if (!(size >= 2 && Integer.bitCount(size) == 1)) {
            throw new IllegalArgumentException("PowerSpectrum.size must be a power of two, at least 2, got " + size);
        }
        this.size = size;
        cosine = new double[size / 2];
        sine = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            cosine[k] = Math.cos(2 * Math.PI * k / size);
            sine[k] = -Math.sin(2 * Math.PI * k / size);
        }
        real = new double[size];
        imaginary = new double[size];
    }

    /**
     * Writes the power spectrum of one frame.
     *
     * @param frame {@code [size]}
     * @param power {@code [size / 2 + 1]}, written
     */
    void of(double[] frame, double[] power) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int k = 0; k < size; k++) {
            int turned = Integer.reverse(k) >>> shift; // the bits of k backwards
            real[turned] = frame[k];
            imaginary[turned] = 0;
        }
        for (int half = 1; half < size; half *= 2) {
            int turn = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    butterfly(start + k, start + k + half, k * turn);
                }
            }
        }
        for (int k = 0; k <= size / 2; k++) {
            power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
        }
    }

    private void butterfly(int a, int b, int turn) {
        double x = real[b] * cosine[turn] - imaginary[b] * sine[turn];
        double y = real[b] * sine[turn] + imaginary[b] * cosine[turn];
        real[b] = real[a] - x;
        imaginary[b] = imaginary[a] - y;
        real[a] += x;
        imaginary[a] += y;
    }
}
