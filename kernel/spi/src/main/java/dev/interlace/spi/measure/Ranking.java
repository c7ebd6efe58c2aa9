package dev.interlace.spi.measure;

import java.util.Arrays;

/**
 * Where one query's right items stand among all items. Ties count against the method: a right item stands behind every
 * wrong item that is as similar. Immutable.
 */
public final class Ranking {
    private final int items;
    private final int[] ranks;

    private Ranking(int items, int[] ranks) {
        this.items = items;
        this.ranks = ranks;
    }

    /**
     * A ranking by the ranks of the right items.
     *
     * @param items number of items searched
     * @param ranks the rank of each right item from 1, ascending, each once; at least one
     */
    public static Ranking of(int items, int[] ranks) {
        if (ranks.length == 0) {
            throw new IllegalArgumentException("Ranking needs at least one right item, got none");
        }
        for (int i = 0; i < ranks.length; i++) {
            if (!(ranks[i] > (i == 0 ? 0 : ranks[i - 1]) && ranks[i] <= items)) {
                throw new IllegalArgumentException("Ranking.ranks must ascend within [1, " + items
                        + "], each once, got " + ranks[i] + " at place " + i);
            }
        }
        return new Ranking(items, ranks.clone());
    }

    /** The number of items searched. */
    public int items() {
        return items;
    }

    /** The number of right items, at least one. */
    public int relevant() {
        return ranks.length;
    }

    /** The rank of the i-th right item found, from 0; the rank itself counts from 1. */
    public int rank(int i) {
        return ranks[i];
    }

    /** The number of right items among the first {@code k} places. */
    public int found(int k) {
        int at = Arrays.binarySearch(ranks, k);
        return at >= 0 ? at + 1 : -at - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ranking ranking && ranking.items == items && Arrays.equals(ranking.ranks, ranks);
    }

    @Override
    public int hashCode() {
        return 31 * items + Arrays.hashCode(ranks);
    }

    @Override
    public String toString() {
        return "right items at ranks " + Arrays.toString(ranks) + " of " + items;
    }
}
