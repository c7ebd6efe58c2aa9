package dev.interlace.learn.loops;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops over rows with vector instructions; compiled apart from the rest, as {@link VectorLoops} is. */
final class VectorRowLoops implements RowLoops {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public double scores(double[] costs, int at, double slope, double[] offsets, double[] out, int n) {
        int whole = S.loopBound(n);
        DoubleVector slopes = DoubleVector.broadcast(S, slope);
        DoubleVector largest = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
        int j = 0;
        for (; j < whole; j += L) {
            DoubleVector score =
                    DoubleVector.fromArray(S, costs, at + j).fma(slopes, DoubleVector.fromArray(S, offsets, j));
            score.intoArray(out, j);
            largest = largest.max(score);
        }
        double most = largest.reduceLanes(VectorOperators.MAX);
        for (; j < n; j++) {
            out[j] = Math.fma(costs[at + j], slope, offsets[j]);
            most = Math.max(most, out[j]);
        }
        return most;
    }

    @Override
    public double exponentials(double[] inOut, double largest, int n) {
        int whole = S.loopBound(n);
        DoubleVector sums = DoubleVector.zero(S);
        int j = 0;
        for (; j < whole; j += L) {
            DoubleVector e = VectorMath.exp(DoubleVector.fromArray(S, inOut, j).sub(largest));
            e.intoArray(inOut, j);
            sums = sums.add(e);
        }
        if (j < n) {
            VectorMask<Double> m = S.indexInRange(j, n);
            DoubleVector e =
                    VectorMath.exp(DoubleVector.fromArray(S, inOut, j, m).sub(largest));
            e.intoArray(inOut, j, m);
            sums = sums.add(DoubleVector.zero(S).blend(e, m));
        }
        return VectorMath.sum(sums);
    }

    @Override
    public void addScaled(double[] in, double factor, double[] out, int n) {
        DoubleVector factors = DoubleVector.broadcast(S, factor);
        int j = 0;
        for (; j < S.loopBound(n); j += L) {
            DoubleVector.fromArray(S, in, j)
                    .fma(factors, DoubleVector.fromArray(S, out, j))
                    .intoArray(out, j);
        }
        for (; j < n; j++) {
            out[j] = Math.fma(in[j], factor, out[j]);
        }
    }
}
