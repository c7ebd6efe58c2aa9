package dev.interlace.plugins.alignment.distribution;

import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** Ways to choose which n of N pooled rows count as left. */
final class Labelling {
    /** All that are listed: one statistic each. */
    private static final double MOST = 200_000;

    private Labelling() {}

    /** The {@code number}-th random order of N rows, of which the first n count as left. */
    static int[] random(SeedSource seeds, int number, int total) {
        return seeds.split("permutation " + number).permutation(total);
    }

    /**
     * {@code N choose n}, at most {@value #MOST}.
     *
     * @throws IllegalArgumentException where there are more
     */
    static int count(String method, int n, int m) {
        double count = 1;
        for (int i = 1; i <= n; i++) {
            count = count * (m + i) / i;
        }
        if (count > MOST) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "%s: relabelling EXACT would try %.3g labellings of %d and %d rows, at most %.0f are tried; use"
                            + " relabelling RANDOM",
                    method,
                    count,
                    n,
                    m,
                    MOST));
        }
        return (int) Math.rint(count);
    }

    /** Every choice of n of N rows in lexicographic order: as an order of all rows, the chosen ones first. */
    static Iterator<int[]> all(int n, int total) {
        return new Iterator<>() {
            private int[] next = IntStream.range(0, n).toArray();

            @Override
            public boolean hasNext() {
                return next.length == n;
            }

            @Override
            public int[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all labellings were given");
                }
                int[] chosen = next.clone();
                int i = n - 1;
                while (i >= 0 && next[i] == total - n + i) {
                    i--;
                }
                if (i < 0) {
                    next = new int[n + 1];
                } else {
                    next[i]++;
                    for (int k = i + 1; k < n; k++) {
                        next[k] = next[k - 1] + 1;
                    }
                }
                return completed(chosen, total);
            }
        };
    }

    private static int[] completed(int[] chosen, int total) {
        int[] order = Arrays.copyOf(chosen, total);
        int to = chosen.length;
        int seen = 0;
        for (int row = 0; row < total; row++) {
            if (seen < chosen.length && chosen[seen] == row) {
                seen++;
            } else {
                order[to++] = row;
            }
        }
        return order;
    }
}
