package dev.interlace.learn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with vector instructions. The last entries of a run, fewer than a vector holds, are read and written under a mask; hot
 * loops read whole vectors first.
 *
 * <p>Compiled apart from the rest, since the compiler warns of incubating modules and no option silences it on 17. Loaded by name
 * where the module is there ({@link HostLoops}).
 */
final class VectorLoops implements Loops {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static VectorMask<Float> rest(int i, int n) {
        return S.indexInRange(i, n);
    }

    @Override
    public void exp(float[] in, float[] out, int n) {
        int i = 0;
        for (; i < S.loopBound(n); i += L) {
            FloatVector.fromArray(S, in, i).lanewise(VectorOperators.EXP).intoArray(out, i);
        }
        if (i < n) {
            VectorMask<Float> m = rest(i, n);
            FloatVector.fromArray(S, in, i, m).lanewise(VectorOperators.EXP).intoArray(out, i, m);
        }
    }

    @Override
    public void activate(Activation activation, float[] in, float[] out, int n) {
        int whole = S.loopBound(n);
        int i = 0;
        switch (activation) {
            case NONE -> {
                System.arraycopy(in, 0, out, 0, n);
                return;
            }
            case RELU -> {
                for (; i < whole; i += L) {
                    FloatVector.fromArray(S, in, i).max(0f).intoArray(out, i);
                }
            }
            case TANH -> {
                for (; i < whole; i += L) {
                    FloatVector.fromArray(S, in, i)
                            .lanewise(VectorOperators.TANH)
                            .intoArray(out, i);
                }
            }
            case SIGMOID -> {
                for (; i < whole; i += L) {
                    sigmoid(FloatVector.fromArray(S, in, i)).intoArray(out, i);
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
            FloatVector y = switch (activation) {
                case NONE -> a;
                case RELU -> a.max(0f);
                case TANH -> a.lanewise(VectorOperators.TANH);
                case SIGMOID -> sigmoid(a);
                case GELU -> gelu(a);
            };
            y.intoArray(out, i, m);
        }
    }

    private static FloatVector sigmoid(FloatVector a) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        return one.div(a.neg().lanewise(VectorOperators.EXP).add(one));
    }

    private static FloatVector bent(FloatVector a) {
        FloatVector cubed = a.mul(a).mul(a);
        return cubed.mul(GELU_CUBE).add(a).mul(GELU_SLOPE).lanewise(VectorOperators.TANH);
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
    public void activateBack(Activation activation, float[] known, float[] gradient, float[] out, int n) {
        int whole = S.loopBound(n);
        int i = 0;
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector zero = FloatVector.zero(S);
        switch (activation) {
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
            FloatVector slope = switch (activation) {
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
    public void addRows(float[] in, float[] sums, int rows, int d) {
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            int j = 0;
            for (; j < S.loopBound(d); j += L) {
                FloatVector.fromArray(S, in, at + j)
                        .add(FloatVector.fromArray(S, sums, j))
                        .intoArray(sums, j);
            }
            for (; j < d; j++) {
                sums[j] += in[at + j];
            }
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
    public void addScaled(float[] in, float factor, float[] out, int n) {
        int i = 0;
        FloatVector f = FloatVector.broadcast(S, factor);
        for (; i < S.loopBound(n); i += L) {
            FloatVector.fromArray(S, in, i)
                    .fma(f, FloatVector.fromArray(S, out, i))
                    .intoArray(out, i);
        }
        for (; i < n; i++) {
            out[i] += factor * in[i];
        }
    }

    @Override
    public float dot(float[] in, int from, float[] other, int otherFrom, int n) {
        int i = 0;
        FloatVector sum = FloatVector.zero(S);
        for (; i < S.loopBound(n); i += L) {
            sum = FloatVector.fromArray(S, in, from + i).fma(FloatVector.fromArray(S, other, otherFrom + i), sum);
        }
        float total = sum.reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            total += in[from + i] * other[otherFrom + i];
        }
        return total;
    }

    @Override
    public void softmax(float[] inOut, float[] logSums, int rows, int d) {
        int whole = S.loopBound(d);
        for (int r = 0; r < rows; r++) {
            int at = r * d;
            FloatVector largest = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            VectorMask<Float> m = rest(whole, d);
            int j = 0;
            for (; j < whole; j += L) {
                largest = largest.max(FloatVector.fromArray(S, inOut, at + j));
            }
            float max = largest.reduceLanes(VectorOperators.MAX);
            for (; j < d; j++) {
                max = Math.max(max, inOut[at + j]);
            }
            FloatVector sums = FloatVector.zero(S);
            j = 0;
            for (; j < whole; j += L) {
                FloatVector e = FloatVector.fromArray(S, inOut, at + j).sub(max).lanewise(VectorOperators.EXP);
                e.intoArray(inOut, at + j);
                sums = sums.add(e);
            }
            if (j < d) {
                FloatVector e =
                        FloatVector.fromArray(S, inOut, at + j, m).sub(max).lanewise(VectorOperators.EXP);
                e.intoArray(inOut, at + j, m);
                sums = sums.add(FloatVector.zero(S).blend(e, m));
            }
            float sum = sums.reduceLanes(VectorOperators.ADD);
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
            float sum = sums.reduceLanes(VectorOperators.ADD);
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
            float square = squares.reduceLanes(VectorOperators.ADD);
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
            float sum = sums.reduceLanes(VectorOperators.ADD);
            float dot = dots.reduceLanes(VectorOperators.ADD);
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
        for (int i = from; i < to; i++) {
            int c = 0;
            for (; c + 4 * L <= d; c += 4 * L) { // four vectors of a row stay in registers
                FloatVector s0 = FloatVector.zero(S);
                FloatVector s1 = s0;
                FloatVector s2 = s0;
                FloatVector s3 = s0;
                for (int entry = start[i]; entry < start[i + 1]; entry++) {
                    int at = index[entry] * d + c;
                    FloatVector w = FloatVector.broadcast(S, weight[entry]);
                    s0 = FloatVector.fromArray(S, in, at).fma(w, s0);
                    s1 = FloatVector.fromArray(S, in, at + L).fma(w, s1);
                    s2 = FloatVector.fromArray(S, in, at + 2 * L).fma(w, s2);
                    s3 = FloatVector.fromArray(S, in, at + 3 * L).fma(w, s3);
                }
                s0.intoArray(out, i * d + c);
                s1.intoArray(out, i * d + c + L);
                s2.intoArray(out, i * d + c + 2 * L);
                s3.intoArray(out, i * d + c + 3 * L);
            }
            for (; c + L <= d; c += L) {
                FloatVector s = FloatVector.zero(S);
                for (int entry = start[i]; entry < start[i + 1]; entry++) {
                    s = FloatVector.fromArray(S, in, index[entry] * d + c)
                            .fma(FloatVector.broadcast(S, weight[entry]), s);
                }
                s.intoArray(out, i * d + c);
            }
            for (; c < d; c++) {
                float s = 0;
                for (int entry = start[i]; entry < start[i + 1]; entry++) {
                    s += weight[entry] * in[index[entry] * d + c];
                }
                out[i * d + c] = s;
            }
        }
    }

    @Override
    public double gaussians(
            float[] inOut,
            int at,
            float square,
            float[] squares,
            int n,
            float[] exponents,
            float[] gradientWeights,
            int squarings,
            float[] scratch) {
        int whole = S.loopBound(n);
        int last = exponents.length - 1;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, squares, j)
                    .add(square)
                    .sub(FloatVector.fromArray(S, inOut, at + j).mul(2f))
                    .max(0f)
                    .intoArray(scratch, j);
        }
        double sum = 0;
        for (int s = last; s >= 0; s--) { // one pass for each bandwidth: short loops stay in registers
            boolean first = s == last;
            if (squarings > 0) {
                sum += squared(
                        scratch, inOut, at, whole, exponents[s], gradientWeights[s], first ? 0 : squarings, first);
            } else {
                sum += exponential(scratch, inOut, at, whole, exponents[s], gradientWeights[s], first);
            }
        }
        for (int j = whole; j < n; j++) {
            float distance = Math.max(0, square + squares[j] - 2 * inOut[at + j]);
            float weight = 0;
            for (int s = 0; s <= last; s++) {
                float k = (float) Math.exp(distance * exponents[s]);
                sum += k;
                weight += gradientWeights[s] * k;
            }
            inOut[at + j] = weight;
        }
        return sum;
    }

    /** The kernel function of one bandwidth; {@code k} holds distances at first, then the function of the bandwidth above. */
    private static float squared(
            float[] k, float[] weights, int at, int n, float exponent, float slope, int squarings, boolean first) {
        FloatVector sums = FloatVector.zero(S);
        FloatVector w = FloatVector.broadcast(S, slope);
        if (first) {
            for (int j = 0; j < n; j += L) {
                FloatVector e = FloatVector.fromArray(S, k, j).mul(exponent).lanewise(VectorOperators.EXP);
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
        return sums.reduceLanes(VectorOperators.ADD);
    }

    private static float exponential(
            float[] distances, float[] weights, int at, int n, float exponent, float slope, boolean first) {
        FloatVector sums = FloatVector.zero(S);
        FloatVector w = FloatVector.broadcast(S, slope);
        for (int j = 0; j < n; j += L) {
            FloatVector e = FloatVector.fromArray(S, distances, j).mul(exponent).lanewise(VectorOperators.EXP);
            FloatVector before = first ? FloatVector.zero(S) : FloatVector.fromArray(S, weights, at + j);
            e.fma(w, before).intoArray(weights, at + j);
            sums = sums.add(e);
        }
        return sums.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public void keepLarger(float[] in, int at, float[] best, float[] which, int to, float number, int n) {
        int i = 0;
        FloatVector mark = FloatVector.broadcast(S, number);
        for (; i < S.loopBound(n); i += L) {
            FloatVector v = FloatVector.fromArray(S, in, at + i);
            FloatVector known = FloatVector.fromArray(S, best, to + i);
            VectorMask<Float> larger = v.compare(VectorOperators.GT, known);
            known.blend(v, larger).intoArray(best, to + i);
            FloatVector.fromArray(S, which, to + i).blend(mark, larger).intoArray(which, to + i);
        }
        for (; i < n; i++) {
            if (in[at + i] > best[to + i]) {
                best[to + i] = in[at + i];
                which[to + i] = number;
            }
        }
    }

    @Override
    public void addWhere(float[] in, float[] which, int at, float number, float[] out, int to, int n) {
        int i = 0;
        FloatVector zero = FloatVector.zero(S);
        for (; i < S.loopBound(n); i += L) {
            VectorMask<Float> here = FloatVector.fromArray(S, which, at + i).compare(VectorOperators.EQ, number);
            FloatVector.fromArray(S, out, to + i)
                    .add(zero.blend(FloatVector.fromArray(S, in, at + i), here))
                    .intoArray(out, to + i);
        }
        for (; i < n; i++) {
            if (which[at + i] == number) {
                out[to + i] += in[at + i];
            }
        }
    }

    @Override
    public void product(
            float[] a,
            int aFrom,
            int aWidth,
            float[] b,
            int bFrom,
            int bWidth,
            float[] c,
            int cFrom,
            int cWidth,
            int m,
            int n,
            int k) {
        int j = 0;
        for (; j + 2 * L <= n; j += 2 * L) {
            int i = 0;
            for (; i + 4 <= m; i += 4) { // 4 rows x 2 vectors stay in registers
                int a0 = aFrom + i * aWidth;
                FloatVector c00 = FloatVector.zero(S);
                FloatVector c01 = c00;
                FloatVector c10 = c00;
                FloatVector c11 = c00;
                FloatVector c20 = c00;
                FloatVector c21 = c00;
                FloatVector c30 = c00;
                FloatVector c31 = c00;
                for (int l = 0; l < k; l++) {
                    FloatVector b0 = FloatVector.fromArray(S, b, bFrom + l * bWidth + j);
                    FloatVector b1 = FloatVector.fromArray(S, b, bFrom + l * bWidth + j + L);
                    FloatVector x = FloatVector.broadcast(S, a[a0 + l]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                    x = FloatVector.broadcast(S, a[a0 + aWidth + l]);
                    c10 = x.fma(b0, c10);
                    c11 = x.fma(b1, c11);
                    x = FloatVector.broadcast(S, a[a0 + 2 * aWidth + l]);
                    c20 = x.fma(b0, c20);
                    c21 = x.fma(b1, c21);
                    x = FloatVector.broadcast(S, a[a0 + 3 * aWidth + l]);
                    c30 = x.fma(b0, c30);
                    c31 = x.fma(b1, c31);
                }
                int c0 = cFrom + i * cWidth + j;
                c00.intoArray(c, c0);
                c01.intoArray(c, c0 + L);
                c10.intoArray(c, c0 + cWidth);
                c11.intoArray(c, c0 + cWidth + L);
                c20.intoArray(c, c0 + 2 * cWidth);
                c21.intoArray(c, c0 + 2 * cWidth + L);
                c30.intoArray(c, c0 + 3 * cWidth);
                c31.intoArray(c, c0 + 3 * cWidth + L);
            }
            for (; i < m; i++) {
                columns(a, aFrom + i * aWidth, b, bFrom + j, bWidth, c, cFrom + i * cWidth + j, k);
                columns(a, aFrom + i * aWidth, b, bFrom + j + L, bWidth, c, cFrom + i * cWidth + j + L, k);
            }
        }
        for (; j + L <= n; j += L) {
            int i = 0;
            for (; i + 4 <= m; i += 4) { // 4 rows x 1 vector: sums that do not wait for one another
                int a0 = aFrom + i * aWidth;
                FloatVector c0 = FloatVector.zero(S);
                FloatVector c1 = c0;
                FloatVector c2 = c0;
                FloatVector c3 = c0;
                for (int l = 0; l < k; l++) {
                    FloatVector x = FloatVector.fromArray(S, b, bFrom + l * bWidth + j);
                    c0 = x.fma(FloatVector.broadcast(S, a[a0 + l]), c0);
                    c1 = x.fma(FloatVector.broadcast(S, a[a0 + aWidth + l]), c1);
                    c2 = x.fma(FloatVector.broadcast(S, a[a0 + 2 * aWidth + l]), c2);
                    c3 = x.fma(FloatVector.broadcast(S, a[a0 + 3 * aWidth + l]), c3);
                }
                int to = cFrom + i * cWidth + j;
                c0.intoArray(c, to);
                c1.intoArray(c, to + cWidth);
                c2.intoArray(c, to + 2 * cWidth);
                c3.intoArray(c, to + 3 * cWidth);
            }
            for (; i < m; i++) {
                columns(a, aFrom + i * aWidth, b, bFrom + j, bWidth, c, cFrom + i * cWidth + j, k);
            }
        }
        for (; j < n; j++) {
            for (int i = 0; i < m; i++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += a[aFrom + i * aWidth + l] * b[bFrom + l * bWidth + j];
                }
                c[cFrom + i * cWidth + j] = sum;
            }
        }
    }

    /** One vector of one row of a product. */
    private static void columns(float[] a, int aFrom, float[] b, int bFrom, int bWidth, float[] c, int cFrom, int k) {
        FloatVector s = FloatVector.zero(S);
        for (int l = 0; l < k; l++) {
            s = FloatVector.fromArray(S, b, bFrom + l * bWidth).fma(FloatVector.broadcast(S, a[aFrom + l]), s);
        }
        s.intoArray(c, cFrom);
    }
}
