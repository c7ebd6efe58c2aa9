package dev.interlace.learn.loops;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest of some entries, place by place and channel by channel, with vector instructions. Compiled apart from the
 * rest, as {@link VectorLoops} is.
 */
final class VectorPooling {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorPooling() {}

    static void keepLargest(
            float[] in,
            int at,
            int step,
            int[] offsets,
            float[] best,
            float[] which,
            int to,
            int places,
            int channels) {
        for (int p = 0; p < places; p++) {
            int c = 0;
            for (; c < S.loopBound(channels); c += L) {
                int first = at + p * step + c;
                FloatVector largest = FloatVector.fromArray(S, in, first + offsets[0]);
                FloatVector number = FloatVector.zero(S);
                for (int k = 1; k < offsets.length; k++) {
                    FloatVector other = FloatVector.fromArray(S, in, first + offsets[k]);
                    VectorMask<Float> larger = other.compare(VectorOperators.GT, largest);
                    largest = largest.blend(other, larger);
                    number = number.blend(FloatVector.broadcast(S, (float) k), larger);
                }
                largest.intoArray(best, p * channels + c);
                number.intoArray(which, to + p * channels + c);
            }
            for (; c < channels; c++) {
                int first = at + p * step + c;
                float largest = in[first + offsets[0]];
                int number = 0;
                for (int k = 1; k < offsets.length; k++) {
                    if (in[first + offsets[k]] > largest) {
                        largest = in[first + offsets[k]];
                        number = k;
                    }
                }
                best[p * channels + c] = largest;
                which[to + p * channels + c] = number;
            }
        }
    }

    static void addToLargest(
            float[] in,
            float[] which,
            int from,
            float[] out,
            int at,
            int step,
            int[] offsets,
            int places,
            int channels) {
        for (int p = 0; p < places; p++) {
            int c = 0;
            for (; c < S.loopBound(channels); c += L) {
                FloatVector number = FloatVector.fromArray(S, which, from + p * channels + c);
                FloatVector gradient = FloatVector.fromArray(S, in, p * channels + c);
                FloatVector zero = FloatVector.zero(S);
                for (int k = 0; k < offsets.length; k++) {
                    int to = at + p * step + c + offsets[k];
                    FloatVector.fromArray(S, out, to)
                            .add(zero.blend(gradient, number.compare(VectorOperators.EQ, (float) k)))
                            .intoArray(out, to);
                }
            }
            for (; c < channels; c++) {
                int i = p * channels + c;
                out[at + p * step + c + offsets[(int) which[from + i]]] += in[i];
            }
        }
    }
}
