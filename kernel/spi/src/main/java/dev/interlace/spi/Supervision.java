package dev.interlace.spi;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What an alignment method is told about which left row belongs with which right row. */
public sealed interface Supervision {
    /** Nothing is known; left and right may have different row counts. */
    record Unpaired() implements Supervision {}

    /** Row {@code i} of left belongs with row {@code i} of right, for every row. */
    record Paired() implements Supervision {}

    /** A few known pairs: left row {@code left[i]} belongs with right row {@code right[i]}. */
    @SuppressWarnings("ArrayRecordComponent") // index arrays; compared by content below
    record Seeds(int[] left, int[] right) implements Supervision {
        public Seeds {
            if (left.length != right.length || left.length == 0) {
                throw new IllegalArgumentException("Seeds must be at least one pair, got " + left.length + " left and "
                        + right.length + " right rows");
            }
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < left.length; i++) {
                if (left[i] < 0 || right[i] < 0 || !seen.add(((long) left[i] << 32) | right[i])) {
                    throw new IllegalArgumentException("Seeds must be distinct pairs of row numbers from 0 on, got "
                            + left[i] + " - " + right[i] + " at pair " + i);
                }
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Seeds seeds && Arrays.equals(seeds.left, left) && Arrays.equals(seeds.right, right);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(left) + Arrays.hashCode(right);
        }
    }

    /** The supervision of which nothing is known. */
    static Supervision unpaired() {
        return new Unpaired();
    }

    /** The supervision of row-by-row pairs. */
    static Supervision paired() {
        return new Paired();
    }

    /** The supervision of a few known pairs. */
    static Supervision seeds(int[] left, int[] right) {
        return new Seeds(left.clone(), right.clone());
    }
}
