package dev.interlace.learn.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with vector instructions. The last entries of a run, fewer than a vector holds, are read and written under
 * a mask; hot loops read whole vectors first.
 *
 * <p>Compiled apart from the rest, since the compiler warns of incubating modules and no option silences it on 17.
 * Loaded by name where the module is there ({@link HostLoops}).
 */
final class VectorLoops implements Loops {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static VectorMask<Float> rest(int i, int n) {
        return S.indexInRange(i, n);
    }

    @Override
    public void exp(float[] in, float[] out, int n) {
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            VectorMath.exp(FloatVector.fromArray(S, in, i)).intoArray(out, i);
        }
        if (i < n) {
            VectorMask<Float> m = rest(i, n);
            VectorMath.exp(FloatVector.fromArray(S, in, i, m)).intoArray(out, i, m);
        }
    }

    @Override
    public void activate(Curve curve, float[] in, float[] out, int n) {
        int whole = S.loopBound(n);
        int i = 0;
        switch (curve) {
            case NONE -> {
                System.arraycopy(in, 0, out, 0, n);
                return;
            }
            case RELU -> {
                for (; i < whole; i += L) {
                    positive(FloatVector.fromArray(S, in, i)).intoArray(out, i);
                }
            }
            case TANH -> {
                for (; i < whole; i += L) {
                    VectorMath.tanh(FloatVector.fromArray(S, in, i)).intoArray(out, i);
                }
            }
            case SIGMOID -> { // two loops: in one with the exponential the division takes four times as long
                for (; i < whole; i += L) {
                    VectorMath.exp(FloatVector.fromArray(S, in, i).neg()).intoArray(out, i);
                }
                FloatVector one = FloatVector.broadcast(S, 1f);
                for (i = 0; i < whole; i += L) {
                    one.div(FloatVector.fromArray(S, out, i).add(1f)).intoArray(out, i);
                }
            }
            case GELU -> {
                for (; i < whole; i += L) {
                    gelu(FloatVector.fromArray(S, in, i)).intoArray(out, i);
                }
            }
        }
        if (i < n) {
            VectorMask<Float> m = rest(i, n);
            FloatVector a = FloatVector.fromArray(S, in, i, m);
            FloatVector y = switch (curve) {
                case NONE -> a;
                case RELU -> positive(a);
                case TANH -> VectorMath.tanh(a);
                case SIGMOID -> sigmoid(a);
                case GELU -> gelu(a);
            };
            y.intoArray(out, i, m);
        }
    }

    /** {@code max(0, a)}, NaN for NaN, in two instructions; the library's maximum tells -0 from 0 and takes seven. */
    static FloatVector positive(FloatVector a) {
        return a.blend(0f, a.compare(VectorOperators.LT, 0f));
    }

    private static FloatVector sigmoid(FloatVector a) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        return one.div(VectorMath.exp(a.neg()).add(one));
    }

    private static FloatVector bent(FloatVector a) {
        FloatVector cubed = a.mul(a).mul(a);
        return VectorMath.tanh(cubed.mul(GELU_CUBE).add(a).mul(GELU_SLOPE));
    }

    private static FloatVector gelu(FloatVector a) {
        return bent(a).add(1f).mul(a).mul(0.5f);
    }

    private static FloatVector geluSlope(FloatVector a) {
        FloatVector t = bent(a);
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector inner = a.mul(a).mul(3 * GELU_CUBE).add(one).mul(GELU_SLOPE);
        return t.add(one).add(one.sub(t.mul(t)).mul(a).mul(inner)).mul(0.5f);
    }

    @Override
    public void activateBack(Curve curve, float[] known, float[] gradient, float[] out, int n) {
        int whole = S.loopBound(n);
        int i = 0;
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector zero = FloatVector.zero(S);
        switch (curve) {
            case NONE -> {
                System.arraycopy(gradient, 0, out, 0, n);
                return;
            }
            case RELU -> {
                for (; i < whole; i += L) {
                    VectorMask<Float> on = FloatVector.fromArray(S, known, i).compare(VectorOperators.GT, 0f);
                    zero.blend(FloatVector.fromArray(S, gradient, i), on).intoArray(out, i);
                }
            }
            case TANH -> {
                for (; i < whole; i += L) {
                    FloatVector y = FloatVector.fromArray(S, known, i);
                    one.sub(y.mul(y)).mul(FloatVector.fromArray(S, gradient, i)).intoArray(out, i);
                }
            }
            case SIGMOID -> {
                for (; i < whole; i += L) {
                    FloatVector y = FloatVector.fromArray(S, known, i);
                    one.sub(y).mul(y).mul(FloatVector.fromArray(S, gradient, i)).intoArray(out, i);
                }
            }
            case GELU -> {
                for (; i < whole; i += L) {
                    geluSlope(FloatVector.fromArray(S, known, i))
                            .mul(FloatVector.fromArray(S, gradient, i))
                            .intoArray(out, i);
                }
            }
        }
        if (i < n) {
            VectorMask<Float> m = rest(i, n);
            FloatVector y = FloatVector.fromArray(S, known, i, m);
            FloatVector g = FloatVector.fromArray(S, gradient, i, m);
            FloatVector slope = switch (curve) {
                case NONE -> one;
                case RELU -> zero.blend(one, y.compare(VectorOperators.GT, 0f));
                case TANH -> one.sub(y.mul(y));
                case SIGMOID -> one.sub(y).mul(y);
                case GELU -> geluSlope(y);
            };
            slope.mul(g).intoArray(out, i, m);
        }
    }

    @Override
    public void addToRows(float[] inOut, float[] bias, int rows, int d) {
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            int j = 0;
            for (; j < S.loopBound(d); j += L) {
                FloatVector.fromArray(S, inOut, at + j)
                        .add(FloatVector.fromArray(S, bias, j))
                        .intoArray(inOut, at + j);
            }
            for (; j < d; j++) {
                inOut[at + j] += bias[j];
            }
        }
    }

    @Override
    public void addRows(float[] in, int from, float[] sums, int to, int rows, int d) {
        int j = 0;
        for (; j + 4 * L <= d; j += 4 * L) { // four sums of all rows stay in registers
            FloatVector s0 = FloatVector.fromArray(S, sums, to + j);
            FloatVector s1 = FloatVector.fromArray(S, sums, to + j + L);
            FloatVector s2 = FloatVector.fromArray(S, sums, to + j + 2 * L);
            FloatVector s3 = FloatVector.fromArray(S, sums, to + j + 3 * L);
            for (int r = 0, at = from + j; r < rows; r++, at += d) {
                s0 = s0.add(FloatVector.fromArray(S, in, at));
                s1 = s1.add(FloatVector.fromArray(S, in, at + L));
                s2 = s2.add(FloatVector.fromArray(S, in, at + 2 * L));
                s3 = s3.add(FloatVector.fromArray(S, in, at + 3 * L));
            }
            s0.intoArray(sums, to + j);
            s1.intoArray(sums, to + j + L);
            s2.intoArray(sums, to + j + 2 * L);
            s3.intoArray(sums, to + j + 3 * L);
        }
        for (; j + L <= d; j += L) {
            FloatVector s = FloatVector.fromArray(S, sums, to + j);
            for (int r = 0, at = from + j; r < rows; r++, at += d) {
                s = s.add(FloatVector.fromArray(S, in, at));
            }
            s.intoArray(sums, to + j);
        }
        for (; j < d; j++) {
            for (int r = 0, at = from + j; r < rows; r++, at += d) {
                sums[to + j] += in[at];
            }
        }
    }

    @Override
    public void add(float[] in, int from, float[] out, int to, int n) {
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            FloatVector.fromArray(S, in, from + i)
                    .add(FloatVector.fromArray(S, out, to + i))
                    .intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] += in[from + i];
        }
    }

    @Override
    public void multiply(float[] a, float[] b, float[] out, int n) {
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            FloatVector.fromArray(S, a, i).mul(FloatVector.fromArray(S, b, i)).intoArray(out, i);
        }
        for (; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    @Override
    public float dot(float[] in, int from, float[] other, int otherFrom, int n) {
        int i = 0;
        FloatVector sum = FloatVector.zero(S);
        for (; i < S.loopBound(n); i += L) {
            sum = FloatVector.fromArray(S, in, from + i).fma(FloatVector.fromArray(S, other, otherFrom + i), sum);
        }
        float total = VectorMath.sum(sum);
        for (; i < n; i++) {
            total += in[from + i] * other[otherFrom + i];
        }
        return total;
    }

    @Override
    public float sum(float[] in, int from, int n) {
        int i = 0;
        FloatVector sum = FloatVector.zero(S);
        for (; i < S.loopBound(n); i += L) {
            sum = sum.add(FloatVector.fromArray(S, in, from + i));
        }
        float total = VectorMath.sum(sum);
        for (; i < n; i++) {
            total += in[from + i];
        }
        return total;
    }

    @Override
    public void softmax(float[] inOut, float[] logSums, int rows, int d) {
        int whole = S.loopBound(d);
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            VectorMask<Float> m = rest(whole, d);
            float max = largest(inOut, at, whole);
            int j = whole;
            for (; j < d; j++) {
                max = Math.max(max, inOut[at + j]);
            }
            FloatVector sums = FloatVector.zero(S);
            j = 0;
            for (; j < whole; j += L) {
                FloatVector e =
                        VectorMath.exp(FloatVector.fromArray(S, inOut, at + j).sub(max));
                e.intoArray(inOut, at + j);
                sums = sums.add(e);
            }
            if (j < d) {
                FloatVector e = VectorMath.exp(
                        FloatVector.fromArray(S, inOut, at + j, m).sub(max));
                e.intoArray(inOut, at + j, m);
                sums = sums.add(FloatVector.zero(S).blend(e, m));
            }
            float sum = VectorMath.sum(sums);
            float inverse = 1 / sum;
            j = 0;
            for (; j < whole; j += L) {
                FloatVector.fromArray(S, inOut, at + j).mul(inverse).intoArray(inOut, at + j);
            }
            for (; j < d; j++) {
                inOut[at + j] *= inverse;
            }
            logSums[r] = (float) (max + Math.log(sum));
        }
    }

    /**
     * The largest of n numbers, n a multiple of the vector's length; minus infinity of none. They are compared as whole
     * numbers in the order of their bits, for which there is one instruction where a maximum of floats takes seven; NaN
     * stays NaN unless its sign is set, and then the exponential brings it back.
     */
    private static float largest(float[] in, int from, int n) {
        IntVector largest = IntVector.broadcast(I, order(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY)));
        for (int j = 0; j < n; j += L) {
            IntVector bits = FloatVector.fromArray(S, in, from + j).reinterpretAsInts();
            IntVector sign = bits.lanewise(VectorOperators.ASHR, 31).lanewise(VectorOperators.AND, Integer.MAX_VALUE);
            largest = largest.max(bits.lanewise(VectorOperators.XOR, sign));
        }
        return Float.intBitsToFloat(order(largest.reduceLanes(VectorOperators.MAX)));
    }

    /** The bits of a float as a whole number with the same order, and back. */
    private static int order(int bits) {
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    @Override
    public void softmaxBack(float[] p, float[] gradient, float[] out, int rows, int d) {
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            float dot = dot(p, at, gradient, at, d);
            int j = 0;
            for (; j < S.loopBound(d); j += L) {
                FloatVector.fromArray(S, gradient, at + j)
                        .sub(dot)
                        .mul(FloatVector.fromArray(S, p, at + j))
                        .intoArray(out, at + j);
            }
            for (; j < d; j++) {
                out[at + j] = p[at + j] * (gradient[at + j] - dot);
            }
        }
    }

    @Override
    public void standardize(float[] in, float[] normal, float[] inverse, float epsilon, int rows, int d) {
        int whole = S.loopBound(d);
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            FloatVector sums = FloatVector.zero(S);
            int j = 0;
            for (; j < whole; j += L) {
                sums = sums.add(FloatVector.fromArray(S, in, at + j));
            }
            float sum = VectorMath.sum(sums);
            for (; j < d; j++) {
                sum += in[at + j];
            }
            float mean = sum / d;
            FloatVector squares = FloatVector.zero(S);
            for (j = 0; j < whole; j += L) {
                FloatVector c = FloatVector.fromArray(S, in, at + j).sub(mean);
                c.intoArray(normal, at + j);
                squares = c.fma(c, squares);
            }
            float square = VectorMath.sum(squares);
            for (; j < d; j++) {
                float c = in[at + j] - mean;
                normal[at + j] = c;
                square += c * c;
            }
            float factor = (float) (1 / Math.sqrt(square / d + epsilon));
            inverse[r] = factor;
            for (j = 0; j < whole; j += L) {
                FloatVector.fromArray(S, normal, at + j).mul(factor).intoArray(normal, at + j);
            }
            for (; j < d; j++) {
                normal[at + j] *= factor;
            }
        }
    }

    @Override
    public void standardizeBack(
            float[] normal, float[] inverse, float[] gradient, float[] gain, float[] out, int rows, int d) {
        int whole = S.loopBound(d);
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            FloatVector sums = FloatVector.zero(S);
            FloatVector dots = FloatVector.zero(S);
            int j = 0;
            for (; j < whole; j += L) {
                FloatVector g = FloatVector.fromArray(S, gradient, at + j).mul(FloatVector.fromArray(S, gain, j));
                sums = sums.add(g);
                dots = g.fma(FloatVector.fromArray(S, normal, at + j), dots);
            }
            float sum = VectorMath.sum(sums);
            float dot = VectorMath.sum(dots);
            for (; j < d; j++) {
                float g = gradient[at + j] * gain[j];
                sum += g;
                dot += g * normal[at + j];
            }
            float mean = sum / d;
            float slope = dot / d;
            float factor = inverse[r];
            for (j = 0; j < whole; j += L) {
                FloatVector.fromArray(S, gradient, at + j)
                        .mul(FloatVector.fromArray(S, gain, j))
                        .sub(mean)
                        .sub(FloatVector.fromArray(S, normal, at + j).mul(slope))
                        .mul(factor)
                        .intoArray(out, at + j);
            }
            for (; j < d; j++) {
                out[at + j] = (gradient[at + j] * gain[j] - mean - normal[at + j] * slope) * factor;
            }
        }
    }

    @Override
    public void scaleRows(float[] in, float[] gain, float[] shift, float[] out, int rows, int d) {
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            int j = 0;
            for (; j < S.loopBound(d); j += L) {
                FloatVector.fromArray(S, in, at + j)
                        .fma(FloatVector.fromArray(S, gain, j), FloatVector.fromArray(S, shift, j))
                        .intoArray(out, at + j);
            }
            for (; j < d; j++) {
                out[at + j] = in[at + j] * gain[j] + shift[j];
            }
        }
    }

    @Override
    public void adam(float[] value, float[] gradient, float[] first, float[] second, int n, AdamStep step) {
        FloatVector b1 = FloatVector.broadcast(S, step.beta1());
        FloatVector b2 = FloatVector.broadcast(S, step.beta2());
        FloatVector c1 = FloatVector.broadcast(S, step.rest1());
        FloatVector c2 = FloatVector.broadcast(S, step.rest2());
        FloatVector rate = FloatVector.broadcast(S, step.rate());
        FloatVector epsilon = FloatVector.broadcast(S, step.epsilon());
        FloatVector keep = FloatVector.broadcast(S, step.keep());
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            FloatVector g = FloatVector.fromArray(S, gradient, i);
            FloatVector m = b1.mul(FloatVector.fromArray(S, first, i)).add(c1.mul(g));
            FloatVector v =
                    b2.mul(FloatVector.fromArray(S, second, i)).add(c2.mul(g).mul(g));
            m.intoArray(first, i);
            v.intoArray(second, i);
            FloatVector root = v.lanewise(VectorOperators.SQRT).add(epsilon);
            keep.mul(FloatVector.fromArray(S, value, i))
                    .sub(rate.mul(m).div(root))
                    .intoArray(value, i);
        }
        for (; i < n; i++) {
            float g = gradient[i];
            float m = step.beta1() * first[i] + step.rest1() * g;
            float v = step.beta2() * second[i] + step.rest2() * g * g;
            first[i] = m;
            second[i] = v;
            value[i] = step.keep() * value[i] - step.rate() * m / ((float) Math.sqrt(v) + step.epsilon());
        }
    }

    @Override
    public void sparse(int[] start, int[] index, float[] weight, float[] in, float[] out, int from, int to, int d) {
        VectorSparse.into(start, index, weight, in, out, from, to, d);
    }

    @Override
    public void gaussians(
            float[] inOut,
            int at,
            float square,
            float[] squares,
            int squaresFrom,
            int n,
            Bandwidths bandwidths,
            float[] scratch,
            double[] sums) {
        VectorGaussians.into(inOut, at, square, squares, squaresFrom, n, bandwidths, scratch, sums);
    }

    @Override
    public void keepLargest(
            float[] in,
            int at,
            int step,
            int[] offsets,
            float[] best,
            float[] which,
            int to,
            int places,
            int channels) {
        VectorPooling.keepLargest(in, at, step, offsets, best, which, to, places, channels);
    }

    @Override
    public void addToLargest(
            float[] in,
            float[] which,
            int from,
            float[] out,
            int at,
            int step,
            int[] offsets,
            int places,
            int channels) {
        VectorPooling.addToLargest(in, which, from, out, at, step, offsets, places, channels);
    }

    @Override
    public void product(Left a, Rows b, Rows c, int m, int n, int k) {
        VectorProduct.into(a, b, c, m, n, k, false);
    }

    @Override
    public void addProduct(Left a, Rows b, Rows c, int m, int n, int k) {
        VectorProduct.into(a, b, c, m, n, k, true);
    }

    @Override
    public float[] bounds(float[] in, int from, int n) {
        FloatVector least = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
        FloatVector most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            FloatVector a = FloatVector.fromArray(S, in, from + i);
            least = least.min(a);
            most = most.max(a);
        }
        float[] bounds = {least.reduceLanes(VectorOperators.MIN), most.reduceLanes(VectorOperators.MAX)};
        for (; i < n; i++) {
            bounds[0] = Math.min(bounds[0], in[from + i]);
            bounds[1] = Math.max(bounds[1], in[from + i]);
        }
        return bounds;
    }

    @Override
    public int countAtLeast(float[] in, int from, int n, float threshold) {
        int count = 0;
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            count += FloatVector.fromArray(S, in, from + i)
                    .compare(VectorOperators.GE, threshold)
                    .trueCount();
        }
        for (; i < n; i++) {
            count += in[from + i] >= threshold ? 1 : 0;
        }
        return count;
    }

    @Override
    public int nextAbove(float[] in, int from, int to, float threshold) {
        int i = from;
        for (; i + L <= to; i += L) {
            VectorMask<Float> above = FloatVector.fromArray(S, in, i).compare(VectorOperators.GT, threshold);
            if (above.anyTrue()) {
                return i + above.firstTrue();
            }
        }
        while (i < to && !(in[i] > threshold)) {
            i++;
        }
        return i;
    }
}
