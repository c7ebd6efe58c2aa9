package dev.interlace.learn.loops;

import dev.interlace.learn.loops.Loops.Bandwidths;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gaussian kernel functions of several bandwidths over a row of distances, with vector instructions. Compiled apart
 * from the rest, as {@link VectorLoops} is.
 */
final class VectorGaussians {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorGaussians() {}

    static void into(
            float[] inOut,
            int at,
            float square,
            float[] squares,
            int squaresFrom,
            int n,
            Bandwidths bandwidths,
            float[] scratch,
            double[] sums) {
        float[] exponents = bandwidths.exponents();
        float[] slopes = bandwidths.slopes();
        int whole = S.loopBound(n);
        int last = exponents.length - 1;
        for (int j = 0; j < whole; j += L) {
            FloatVector distance = FloatVector.fromArray(S, squares, squaresFrom + j)
                    .add(square)
                    .sub(FloatVector.fromArray(S, inOut, at + j).mul(2f));
            VectorLoops.positive(distance).intoArray(scratch, j);
        }
        for (int s = last; s >= 0; s--) { // one pass for each bandwidth: short loops stay in registers
            boolean first = s == last;
            int squarings = bandwidths.squarings();
            sums[s] += squarings > 0
                    ? squared(scratch, inOut, at, whole, exponents[s], slopes[s], first ? 0 : squarings, first)
                    : exponential(scratch, inOut, at, whole, exponents[s], slopes[s], first);
        }
        for (int j = whole; j < n; j++) {
            float distance = Math.max(0, square + squares[squaresFrom + j] - 2 * inOut[at + j]);
            float weight = 0;
            for (int s = 0; s <= last; s++) {
                float k = (float) Math.exp(distance * exponents[s]);
                sums[s] += k;
                weight += slopes[s] * k;
            }
            inOut[at + j] = weight;
        }
    }

    /**
     * The kernel function of one bandwidth; {@code k} holds distances at first, then the function of the bandwidth
     * above.
     */
    private static float squared(
            float[] k, float[] weights, int at, int n, float exponent, float slope, int squarings, boolean first) {
        FloatVector sums = FloatVector.zero(S);
        FloatVector w = FloatVector.broadcast(S, slope);
        if (first) {
            for (int j = 0; j < n; j += L) {
                FloatVector e = VectorMath.exp(FloatVector.fromArray(S, k, j).mul(exponent));
                e.intoArray(k, j);
                e.mul(w).intoArray(weights, at + j);
                sums = sums.add(e);
            }
        } else if (squarings == 1) {
            for (int j = 0; j < n; j += L) {
                FloatVector e = FloatVector.fromArray(S, k, j);
                e = e.mul(e);
                e.intoArray(k, j);
                e.fma(w, FloatVector.fromArray(S, weights, at + j)).intoArray(weights, at + j);
                sums = sums.add(e);
            }
        } else {
            for (int j = 0; j < n; j += L) {
                FloatVector e = FloatVector.fromArray(S, k, j);
                e = e.mul(e);
                e = e.mul(e);
                e.intoArray(k, j);
                e.fma(w, FloatVector.fromArray(S, weights, at + j)).intoArray(weights, at + j);
                sums = sums.add(e);
            }
        }
        return VectorMath.sum(sums);
    }

    private static float exponential(
            float[] distances, float[] weights, int at, int n, float exponent, float slope, boolean first) {
        FloatVector sums = FloatVector.zero(S);
        FloatVector w = FloatVector.broadcast(S, slope);
        for (int j = 0; j < n; j += L) {
            FloatVector e =
                    VectorMath.exp(FloatVector.fromArray(S, distances, j).mul(exponent));
            FloatVector before = first ? FloatVector.zero(S) : FloatVector.fromArray(S, weights, at + j);
            e.fma(w, before).intoArray(weights, at + j);
            sums = sums.add(e);
        }
        return VectorMath.sum(sums);
    }
}
