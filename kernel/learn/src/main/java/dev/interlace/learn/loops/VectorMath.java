package dev.interlace.learn.loops;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential, hyperbolic tangent and sum over the lanes of vectors, out of sums, products, quotients and shifts alone.
 *
 * <p>The library's own {@code EXP} and {@code TANH} go through {@code StrictMath} lane by lane until the method that
 * holds them is compiled and through vector routines afterwards, which round otherwise: the same numbers twice on one
 * thread gave other bits. Its {@code reduceLanes(ADD)} adds in another order once it is compiled (seen on Java 25).
 * Sums, products, fused products and quotients of lanes are exact to the last bit in both.
 *
 * <p>Reference: Moshier: Methods and Programs for Mathematical Functions, Prentice-Hall, 1989 (Cephes, single and
 * double precision); the coefficients are his.
 */
final class VectorMath {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;

    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, the first exact in few bits. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    /**
     * Adding it rounds to a whole number, which then stands, with the exponent's offset less one, in the lowest bits.
     */
    private static final float ROUND = 12582912f + 126f;

    /** Below, the result would be subnormal; 0 is put in its place. */
    private static final float LEAST = -86.6f;
    /** Above, the result is infinite. */
    private static final float MOST = 88.72284f;

    private static final double LOG2_E_DOUBLE = 1.4426950408889634;
    /** ln 2 in two parts, the first exact in few bits. */
    private static final double LN2_HIGH_DOUBLE = 6.93145751953125e-1;

    private static final double LN2_LOW_DOUBLE = 1.42860682030941723212e-6;
    /** As {@link #ROUND}, for the exponent of a double. */
    private static final double ROUND_DOUBLE = 6755399441055744.0 + 1022;

    /** Below, the result would be subnormal; 0 is put in its place. */
    private static final double LEAST_DOUBLE = -707.7;
    /** Above, the result is infinite. */
    private static final double MOST_DOUBLE = 709.782712893384;

    /** Below, tanh is its own polynomial; above, it goes through the exponential. */
    private static final float SMALL = 0.625f;

    private VectorMath() {}

    /** {@code e^x}, within 2 units in the last place; 0 below -86.6. */
    static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUND));
        FloatVector power =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats(); // 2^(n - 1)
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
        FloatVector y = r.fma(FloatVector.broadcast(S, 1.9875691500e-4f), FloatVector.broadcast(S, 1.3981999507e-3f));
        y = y.fma(r, FloatVector.broadcast(S, 8.3334519073e-3f));
        y = y.fma(r, FloatVector.broadcast(S, 4.1665795894e-2f));
        y = y.fma(r, FloatVector.broadcast(S, 1.6666665459e-1f));
        y = y.fma(r, FloatVector.broadcast(S, 5.0000001201e-1f));
        y = y.fma(r.mul(r), r).add(1f);
        FloatVector result = y.mul(power).mul(2f);
        // beyond these bounds the polynomial gives nonsense, which is replaced: cheaper than to bring x within them
        // first
        VectorMask<Float> under = x.compare(VectorOperators.LT, LEAST);
        VectorMask<Float> over = x.compare(VectorOperators.GT, MOST);
        return result.blend(0f, under).blend(Float.POSITIVE_INFINITY, over);
    }

    /** {@code e^x}, within 2 units in the last place; 0 below -707.7. */
    static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = x.fma(DoubleVector.broadcast(D, LOG2_E_DOUBLE), DoubleVector.broadcast(D, ROUND_DOUBLE));
        DoubleVector power =
                shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles(); // 2^(n - 1)
        DoubleVector n = shifted.sub(ROUND_DOUBLE);
        DoubleVector r = n.fma(DoubleVector.broadcast(D, -LN2_HIGH_DOUBLE), x);
        r = n.fma(DoubleVector.broadcast(D, -LN2_LOW_DOUBLE), r);
        DoubleVector square = r.mul(r);
        DoubleVector odd = square.fma(
                DoubleVector.broadcast(D, 1.26177193074810590878e-4),
                DoubleVector.broadcast(D, 3.02994407707441961300e-2));
        odd = odd.fma(square, DoubleVector.broadcast(D, 1)).mul(r);
        DoubleVector even = square.fma(
                DoubleVector.broadcast(D, 3.00198505138664455042e-6),
                DoubleVector.broadcast(D, 2.52448340349684104192e-3));
        even = even.fma(square, DoubleVector.broadcast(D, 2.27265548208155028766e-1));
        even = even.fma(square, DoubleVector.broadcast(D, 2));
        // e^r = (even + odd) / (even - odd)
        DoubleVector y = odd.div(even.sub(odd)).mul(2).add(1);
        DoubleVector result = y.mul(power).mul(2);
        VectorMask<Double> under = x.compare(VectorOperators.LT, LEAST_DOUBLE);
        VectorMask<Double> over = x.compare(VectorOperators.GT, MOST_DOUBLE);
        return result.blend(0, under).blend(Double.POSITIVE_INFINITY, over);
    }

    /** The sum of the lanes, from the first to the last. */
    static float sum(FloatVector x) {
        float sum = 0;
        for (float lane : x.toArray()) {
            sum += lane;
        }
        return sum;
    }

    /** The sum of the lanes, from the first to the last. */
    static double sum(DoubleVector x) {
        double sum = 0;
        for (double lane : x.toArray()) {
            sum += lane;
        }
        return sum;
    }

    /** {@code tanh x}, within 3 units in the last place. */
    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.lanewise(VectorOperators.ABS);
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector far = one.sub(one.add(one).div(exp(size.add(size).min(MOST)).add(one)));
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
        FloatVector square = x.mul(x);
        FloatVector y =
                square.fma(FloatVector.broadcast(S, -5.70498872745e-3f), FloatVector.broadcast(S, 2.06390887954e-2f));
        y = y.fma(square, FloatVector.broadcast(S, -5.37397155531e-2f));
        y = y.fma(square, FloatVector.broadcast(S, 1.33314422036e-1f));
        y = y.fma(square, FloatVector.broadcast(S, -3.33332819422e-1f));
        FloatVector near = y.mul(square).fma(x, x);
        return far.blend(near, size.compare(VectorOperators.LT, SMALL));
    }
}
