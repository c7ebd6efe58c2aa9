package dev.interlace.learn.loops;

import java.util.Arrays;

/** The loops in plain Java: the reference of every other, and what runs where there are no vector instructions. */
final class PlainLoops implements Loops {
    @Override
    public void exp(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (float) Math.exp(in[i]);
        }
    }

    @Override
    public void activate(Curve curve, float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = activated(curve, in[i]);
        }
    }

    private static float activated(Curve curve, float a) {
        return switch (curve) {
            case NONE -> a;
            case RELU -> Math.max(0, a);
            case TANH -> (float) Math.tanh(a);
            case SIGMOID -> (float) (1 / (1 + Math.exp(-a)));
            case GELU -> 0.5f * a * (1 + (float) Math.tanh(GELU_SLOPE * (a + GELU_CUBE * a * a * a)));
        };
    }

    @Override
    public void activateBack(Curve curve, float[] known, float[] gradient, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = gradient[i] * slope(curve, known[i]);
        }
    }

    private static float slope(Curve curve, float y) {
        return switch (curve) {
            case NONE -> 1;
            case RELU -> y > 0 ? 1 : 0;
            case TANH -> 1 - y * y;
            case SIGMOID -> y * (1 - y);
            case GELU -> {
                float t = (float) Math.tanh(GELU_SLOPE * (y + GELU_CUBE * y * y * y));
                yield 0.5f * (1 + t) + 0.5f * y * (1 - t * t) * GELU_SLOPE * (1 + 3 * GELU_CUBE * y * y);
            }
        };
    }

    @Override
    public void addToRows(float[] inOut, float[] bias, int rows, int d) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < d; j++) {
                inOut[i * d + j] += bias[j];
            }
        }
    }

    @Override
    public void addRows(float[] in, int from, float[] sums, int to, int rows, int d) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < d; j++) {
                sums[to + j] += in[from + i * d + j];
            }
        }
    }

    @Override
    public void add(float[] in, int from, float[] out, int to, int n) {
        for (int i = 0; i < n; i++) {
            out[to + i] += in[from + i];
        }
    }

    @Override
    public void multiply(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    @Override
    public float dot(float[] in, int from, float[] other, int otherFrom, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += in[from + i] * other[otherFrom + i];
        }
        return (float) sum;
    }

    @Override
    public float sum(float[] in, int from, int n) {
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += in[i];
        }
        return (float) sum;
    }

    @Override
    public void softmax(float[] inOut, float[] logSums, int rows, int d) {
        for (int i = 0; i < rows; i++) {
            int at = i * d;
            float max = Float.NEGATIVE_INFINITY;
            for (int j = at; j < at + d; j++) {
                max = Math.max(max, inOut[j]);
            }
            double sum = 0;
            for (int j = at; j < at + d; j++) {
                inOut[j] = (float) Math.exp(inOut[j] - max);
                sum += inOut[j];
            }
            for (int j = at; j < at + d; j++) {
                inOut[j] = (float) (inOut[j] / sum);
            }
            logSums[i] = (float) (max + Math.log(sum));
        }
    }

    @Override
    public void softmaxBack(float[] p, float[] gradient, float[] out, int rows, int d) {
        for (int i = 0; i < rows; i++) {
            float dot = dot(p, i * d, gradient, i * d, d);
            for (int j = i * d; j < i * d + d; j++) {
                out[j] = p[j] * (gradient[j] - dot);
            }
        }
    }

    @Override
    public void standardize(float[] in, float[] normal, float[] inverse, float epsilon, int rows, int d) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = i * d; j < i * d + d; j++) {
                sum += in[j];
            }
            float mean = (float) (sum / d);
            double squares = 0;
            for (int j = i * d; j < i * d + d; j++) {
                normal[j] = in[j] - mean;
                squares += normal[j] * normal[j];
            }
            inverse[i] = (float) (1 / Math.sqrt(squares / d + epsilon));
            for (int j = i * d; j < i * d + d; j++) {
                normal[j] *= inverse[i];
            }
        }
    }

    @Override
    public void standardizeBack(
            float[] normal, float[] inverse, float[] gradient, float[] gain, float[] out, int rows, int d) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            double products = 0;
            for (int j = 0; j < d; j++) {
                float g = gradient[i * d + j] * gain[j];
                sum += g;
                products += g * normal[i * d + j];
            }
            for (int j = 0; j < d; j++) {
                float g = gradient[i * d + j] * gain[j];
                out[i * d + j] = (float) ((g - sum / d - normal[i * d + j] * products / d) * inverse[i]);
            }
        }
    }

    @Override
    public void scaleRows(float[] in, float[] gain, float[] shift, float[] out, int rows, int d) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < d; j++) {
                out[i * d + j] = in[i * d + j] * gain[j] + shift[j];
            }
        }
    }

    @Override
    public void adam(float[] value, float[] gradient, float[] first, float[] second, int n, AdamStep step) {
        for (int i = 0; i < n; i++) {
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
            for (int c = 0; c < d; c++) {
                float sum = 0;
                for (int entry = start[i]; entry < start[i + 1]; entry++) {
                    sum += weight[entry] * in[index[entry] * d + c];
                }
                out[i * d + c] = sum;
            }
        }
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
        for (int j = 0; j < n; j++) {
            float distance = Math.max(0, square + squares[squaresFrom + j] - 2 * inOut[at + j]);
            float weight = 0;
            for (int s = 0; s < sums.length; s++) {
                float k = (float) Math.exp(distance * bandwidths.exponents()[s]);
                sums[s] += k;
                weight += bandwidths.slopes()[s] * k;
            }
            inOut[at + j] = weight;
        }
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
        for (int i = 0; i < places * channels; i++) {
            int first = at + i / channels * step + i % channels;
            float largest = in[first + offsets[0]];
            int number = 0;
            for (int k = 1; k < offsets.length; k++) {
                if (in[first + offsets[k]] > largest) {
                    largest = in[first + offsets[k]];
                    number = k;
                }
            }
            best[i] = largest;
            which[to + i] = number;
        }
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
        for (int i = 0; i < places * channels; i++) {
            out[at + i / channels * step + i % channels + offsets[(int) which[from + i]]] += in[i];
        }
    }

    @Override
    public void product(Left a, Rows b, Rows c, int m, int n, int k) {
        for (int i = 0; i < m; i++) {
            Arrays.fill(c.array(), c.from() + i * c.width(), c.from() + i * c.width() + n, 0);
        }
        addProduct(a, b, c, m, n, k);
    }

    @Override
    public void addProduct(Left a, Rows b, Rows c, int m, int n, int k) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                    int at = a.from() + i * a.row() + l / a.run() * a.jump() + l % a.run() * a.step();
                    sum += a.array()[at] * b.array()[b.from() + l * b.width() + j];
                }
                c.array()[c.from() + i * c.width() + j] += sum;
            }
        }
    }

    @Override
    public float[] bounds(float[] in, int from, int n) {
        float least = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + n; i++) {
            least = Math.min(least, in[i]);
            largest = Math.max(largest, in[i]);
        }
        return new float[] {least, largest};
    }

    @Override
    public int countAtLeast(float[] in, int from, int n, float threshold) {
        int count = 0;
        for (int i = from; i < from + n; i++) {
            count += in[i] >= threshold ? 1 : 0;
        }
        return count;
    }

    @Override
    public int nextAbove(float[] in, int from, int to, float threshold) {
        int i = from;
        while (i < to && !(in[i] > threshold)) {
            i++;
        }
        return i;
    }
}
