package dev.interlace.learn.tape;

import java.util.Arrays;
import java.util.List;

/**
 * The operations that join modalities, on a tape: products of representations, weighted sums over modalities, and token
 * sequences behind each other.
 *
 * <p>B batch, M modalities, T tokens, D width.
 *
 * @param tape the tape that records them
 */
public record Joins(Tape tape) {
    /** {@code x_b * factor_b}: {@code [B, d]} by constants {@code [B]}; {@code x} itself where all are 1. */
    public Var scaleRows(Var x, float[] factors) {
        boolean changes = factors.length != x.size(0);
        for (float factor : factors) {
            changes |= factor != 1;
        }
        return changes ? tape.record(new JoinOps.ScaleRows(x, factors)) : x;
    }

    /**
     * The outer product of each row, flattened with the second index running fastest: {@code [B, p], [B, q] -> [B, p
     * q]}.
     */
    public Var outer(Var a, Var b) {
        return tape.record(new Outer(a, b));
    }

    /**
     * The circular convolution of each row, {@code z_k = sum_i a_i b_((k - i) mod D)}: {@code [B, D], [B, D] -> [B,
     * D]}.
     */
    public Var convolve(Var a, Var b) {
        return tape.record(new JoinOps.Convolve(a, b));
    }

    /** {@code sum_m w_bm part_m}: weights {@code [B, M]}, parts M times {@code [B, D]}. */
    public Var mix(Var weights, List<Var> parts) {
        return tape.record(new WeighOps.Mix(weights, List.copyOf(parts)));
    }

    /** {@link #mix} with constant weights, {@code [M][B]}. */
    public Var mix(float[][] weights, List<Var> parts) {
        int rows = weights[0].length;
        float[] values = new float[rows * weights.length];
        for (int row = 0; row < rows; row++) {
            for (int m = 0; m < weights.length; m++) {
                values[row * weights.length + m] = weights[m][row];
            }
        }
        return mix(tape.constant(Host.tensor(tape.type(), values, rows, weights.length)), parts);
    }

    /**
     * The softmax of each row over the columns that count; 0 for the others, and a row of zeros where none does:
     * {@code [B, M]}.
     */
    public Var maskedSoftmax(Var scores, float[][] counts) {
        return tape.record(new WeighOps.MaskedSoftmax(scores, counts));
    }

    /**
     * The largest entry over the parts that count in a row, 0 where none does; counts {@code [M][B]}, parts {@code [B,
     * D]}.
     */
    public Var maximum(List<Var> parts, float[][] counts) {
        return tape.record(new WeighOps.Maximum(List.copyOf(parts), counts));
    }

    /**
     * {@code x} with ones where a row does not count, the neutral element of a product: {@code [B, d]}, counts
     * {@code [B]}.
     */
    public Var onesWhereAbsent(Var x, float[] counts) {
        float[] ones = new float[x.size(1)];
        Arrays.fill(ones, 1);
        return tape.fillAbsent(x, tape.constant(Host.tensor(tape.type(), ones, 1, ones.length)), counts);
    }

    /** {@code [1; x]}, the constant first: {@code [B, d] -> [B, 1 + d]}. */
    public Var withOne(Var x) {
        float[] ones = new float[x.size(0)];
        Arrays.fill(ones, 1);
        return tape.concat(List.of(tape.constant(Host.tensor(tape.type(), ones, ones.length, 1)), x));
    }

    /**
     * Token sequences behind each other: {@code [B, S, D], [B, T, D] -> [B, S + T, D]}; padding of the first stays in
     * the middle.
     */
    public Var append(Var first, Var second) {
        int rows = first.size(0);
        int width = first.size(2);
        Var flat = tape.concat(List.of(
                tape.reshape(first, rows, (long) first.size(1) * width),
                tape.reshape(second, rows, (long) second.size(1) * width)));
        return tape.reshape(flat, rows, first.size(1) + second.size(1), width);
    }

    /** Tokens {@code from} to {@code from + count - 1}: {@code [B, T, D] -> [B, count, D]}. */
    public Var tokens(Var x, int from, int count) {
        return tape.record(new JoinOps.Tokens(x, from, count));
    }

    /** The same tokens for every row: {@code [T, D] -> [B, T, D]}. */
    public Var repeat(Var tokens, int rows) {
        int[] index = new int[rows * tokens.size(0)];
        for (int i = 0; i < index.length; i++) {
            index[i] = i % tokens.size(0);
        }
        return tape.reshape(tape.take(tokens, index), rows, tokens.size(0), tokens.size(1));
    }

    /** One product per row, {@code a_b b_b'}: {@code [B, S, D], [B, T, D] -> [B, S, T]}. */
    public Var affinity(Var a, Var b) {
        return tape.record(new JoinOps.Batched(a, b, MatrixProduct.Factor.TRANSPOSED));
    }

    /** One product per row, {@code a_b b_b}: {@code [B, S, T], [B, T, D] -> [B, S, D]}. */
    public Var gather(Var a, Var b) {
        return tape.record(new JoinOps.Batched(a, b, MatrixProduct.Factor.PLAIN));
    }

    /** The last two dimensions exchanged: {@code [B, S, T] -> [B, T, S]}. */
    public Var transpose(Var x) {
        return tape.record(new JoinOps.Transpose(x));
    }
}
