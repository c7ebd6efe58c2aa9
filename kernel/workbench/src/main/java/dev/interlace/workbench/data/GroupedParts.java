package dev.interlace.workbench.data;

import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows dealt to parts in whole groups, the strata as evenly spread as the groups allow.
 *
 * <p>Groups are taken in random order, the largest first, and each goes where it leaves the least squared error between
 * the counts of the strata that a part has and those that it should have, each weighed by what it should have.
 *
 * @param parts the row numbers of each part, ascending
 * @param huge how many groups were too large for any part but the first
 */
record GroupedParts(List<int[]> parts, int huge) {
    private static final double LEAST_WEIGHT = 1e-9;

    /** A group: its rows, and how many of each stratum they are. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Group(int[] rows, int[] counts) {}

    /**
     * Deals the rows.
     *
     * @param names one group per row
     * @param strata one stratum per row, from 0
     * @param shares of the parts; a part without a share gets nothing
     * @param most groups of several rows that have more go to the first part
     * @param seeds of the random order
     */
    static GroupedParts of(List<String> names, int[] strata, double[] shares, double most, SeedSource seeds) {
        int kinds = Arrays.stream(strata).max().orElse(0) + 1;
        double[] total = new double[kinds];
        Arrays.stream(strata).forEach(stratum -> total[stratum]++);
        double[][] missing = Arrays.stream(shares)
                .mapToObj(share -> Arrays.stream(total).map(n -> n * share).toArray())
                .toArray(double[][]::new);
        double[][] wanted = Arrays.stream(missing).map(double[]::clone).toArray(double[][]::new);
        List<List<Integer>> parts = new ArrayList<>();
        for (int part = 0; part < shares.length; part++) {
            parts.add(new ArrayList<>());
        }
        int huge = 0;
        for (Group group : groups(names, strata, kinds, seeds)) {
            boolean tooLarge = group.rows.length > 1 && group.rows.length > most;
            huge += tooLarge ? 1 : 0;
            int part = tooLarge ? 0 : nearest(group, missing, wanted);
            for (int c = 0; c < kinds; c++) {
                missing[part][c] -= group.counts[c];
            }
            Arrays.stream(group.rows).forEach(parts.get(part)::add);
        }
        return new GroupedParts(
                parts.stream()
                        .map(rows -> rows.stream().mapToInt(row -> row).sorted().toArray())
                        .toList(),
                huge);
    }

    /** The groups in random order, larger ones first. */
    private static List<Group> groups(List<String> names, int[] strata, int kinds, SeedSource seeds) {
        Map<String, IntStream.Builder> members = new LinkedHashMap<>();
        for (int row = 0; row < strata.length; row++) {
            members.computeIfAbsent(names.get(row), name -> IntStream.builder()).add(row);
        }
        List<Group> groups = members.values().stream()
                .map(builder -> group(builder.build().toArray(), strata, kinds))
                .toList();
        List<Group> shuffled = new ArrayList<>();
        for (int place : seeds.split("split").permutation(groups.size())) {
            shuffled.add(groups.get(place));
        }
        shuffled.sort((a, b) -> Integer.compare(b.rows.length, a.rows.length));
        return shuffled;
    }

    private static Group group(int[] rows, int[] strata, int kinds) {
        int[] counts = new int[kinds];
        Arrays.stream(rows).forEach(row -> counts[strata[row]]++);
        return new Group(rows, counts);
    }

    private static int nearest(Group group, double[][] missing, double[][] wanted) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int part = 0; part < missing.length; part++) {
            double change = 0;
            for (int c = 0; c < group.counts.length; c++) {
                double after = missing[part][c] - group.counts[c];
                double weight = Math.max(LEAST_WEIGHT, wanted[part][c]);
                change += group.counts[c] == 0 ? 0 : (after * after - missing[part][c] * missing[part][c]) / weight;
            }
            if (change < least) {
                least = change;
                best = part;
            }
        }
        return best;
    }
}
