package dev.interlace.plugins.encoders;

import dev.interlace.plugins.encoders.FeatureCache.Block;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import java.util.Arrays;
import org.nd4j.linalg.factory.Nd4j;

/** Puts encoded rows together; an absent row is zeros of length 0. */
final class EncodedRows {
    private EncodedRows() {}

    /**
     * One vector per row.
     *
     * @param encoded {@code [distinct][d]}
     * @param row {@code [n]}, which of them each row is, or -1 for absent
     * @return {@code [n, d]}
     */
    static Block vectors(float[][] encoded, int[] row, int width) {
        float[] values = new float[Math.multiplyExact(row.length, width)];
        for (int n = 0; n < row.length; n++) {
            if (row[n] >= 0) {
                System.arraycopy(encoded[row[n]], 0, values, n * width, width);
            }
        }
        return new Block(new long[] {row.length, width}, new int[0], values);
    }

    /**
     * One sequence per row, padded with zeros to the longest.
     *
     * @param encoded {@code [distinct][length * d]}
     * @param row {@code [n]}, which of them each row is, or -1 for absent
     * @return {@code [n, t, d]}
     */
    static Block sequences(float[][] encoded, int[] row, int width) {
        int[] lengths = Arrays.stream(row)
                .map(k -> k < 0 ? 0 : encoded[k].length / width)
                .toArray();
        int longest = Math.max(1, Arrays.stream(lengths).max().orElse(0));
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(row.length, longest), width)];
        for (int n = 0; n < row.length; n++) {
            System.arraycopy(
                    row[n] < 0 ? new float[0] : encoded[row[n]], 0, values, n * longest * width, lengths[n] * width);
        }
        return new Block(new long[] {row.length, longest, width}, lengths, values);
    }

    static Features features(String name, Block block, Presence presence) {
        var values = Nd4j.create(block.values(), block.shape(), 'c');
        return block.shape().length == 2
                ? Features.vector(name, values, presence)
                : Features.tokens(name, values, block.lengths(), presence);
    }
}
