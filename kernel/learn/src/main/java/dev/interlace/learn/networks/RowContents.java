package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Which rows of a modality hold the same: one text that stands beside several pictures. */
final class RowContents {
    private RowContents() {}

    /**
     * A number for what every row holds, in order of first occurrence: equal rows, bit by bit, get equal numbers,
     * {@code [n]}.
     */
    static int[] numbers(Features features) {
        float[] values = Host.floats(features.values());
        int[] lengths = features.lengths();
        int width = values.length / Math.max(1, features.rows());
        Map<Row, Integer> known = new HashMap<>();
        int[] numbers = new int[features.rows()];
        for (int row = 0; row < numbers.length; row++) {
            int length = lengths.length == 0 ? 0 : lengths[row];
            numbers[row] = known.computeIfAbsent(
                    new Row(values, row * width, (row + 1) * width, length), content -> known.size());
        }
        return numbers;
    }

    /** One row within all values. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    private record Row(float[] values, int from, int to, int length) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Row row
                    && length == row.length
                    && Arrays.equals(values, from, to, row.values, row.from, row.to);
        }

        @Override
        public int hashCode() {
            int hash = length;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + Float.floatToIntBits(values[i]);
            }
            return hash;
        }
    }
}
