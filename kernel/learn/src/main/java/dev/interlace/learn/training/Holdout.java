package dev.interlace.learn.training;

import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Training rows and rows held out from them. Rows of one group stay together.
 *
 * @param train row numbers, ascending
 * @param held row numbers, ascending; empty if nothing is held out
 */
@SuppressWarnings("ArrayRecordComponent") // row numbers; never compared
public record Holdout(int[] train, int[] held) {
    /**
     * Holds out about {@code share} of the rows.
     *
     * @param rows number of rows
     * @param groups one group per row, or empty where every row stands alone
     * @param share in [0, 1); at least one row stays on each side if it is above 0 and there are two rows or two
     *     groups; where every group is larger than the share, the smallest one is held out
     */
    public static Holdout of(int rows, List<String> groups, double share, SeedSource seeds) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("Holdout.share must be in [0, 1), got " + share);
        }
        if (!groups.isEmpty() && groups.size() != rows) {
            throw new IllegalArgumentException(
                    "Holdout: there are " + rows + " rows, but " + groups.size() + " groups");
        }
        int wanted = share == 0 ? 0 : Math.max(1, (int) Math.round(rows * share));
        Map<String, int[]> members = new HashMap<>();
        for (int row = 0; row < groups.size(); row++) {
            int member = row;
            members.merge(groups.get(row), new int[] {member}, (known, one) -> {
                int[] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = member;
                return more;
            });
        }
        boolean[] held = new boolean[rows];
        int count = 0;
        for (int row : seeds.permutation(rows)) {
            if (count >= wanted) {
                break;
            }
            int[] together =
                    groups.isEmpty() ? new int[] {row} : members.getOrDefault(groups.get(row), new int[] {row});
            if (!held[row] && count + together.length <= wanted && count + together.length < rows) {
                for (int member : together) {
                    held[member] = true;
                }
                count += together.length;
            }
        }
        if (count == 0 && wanted > 0) {
            members.values().stream()
                    .filter(group -> group.length < rows)
                    .min(Comparator.comparingInt((int[] group) -> group.length).thenComparingInt(group -> group[0]))
                    .ifPresent(group -> Arrays.stream(group).forEach(row -> held[row] = true));
        }
        return new Holdout(
                IntStream.range(0, rows).filter(row -> !held[row]).toArray(),
                IntStream.range(0, rows).filter(row -> held[row]).toArray());
    }
}
