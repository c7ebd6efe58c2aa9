package dev.interlace.workbench.data;

import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cross-validation over whole groups: every row lies in one fold, no group in two, the classes as evenly spread as the
 * groups allow. The same seed gives the same folds.
 *
 * @param count number of folds, at least 2
 * @param seed decides the random order of the groups
 */
public record Folds(int count, long seed) {
    private static final double VALIDATION = 0.125; // of what is not tested: a tenth of all rows in five folds

    public Folds {
        if (!(count >= 2)) {
            throw new IllegalArgumentException("Folds.count must be at least 2, got " + count);
        }
    }

    /**
     * One round: row numbers, ascending, of parts that share no group.
     *
     * @param train rows to fit on
     * @param validation rows to choose by
     * @param test rows to measure on; empty where a round only chooses
     */
    @SuppressWarnings("ArrayRecordComponent") // row numbers; never compared
    public record Round(int[] train, int[] validation, int[] test) {}

    /** Rounds in which each fold is tested once, and an eighth of the other rows is for validation. */
    public List<Round> nested(List<String> groups, Target target) {
        List<Round> rounds = new ArrayList<>();
        int[] strata = TargetTexts.strata(target);
        List<int[]> folds = folds(groups, target);
        for (int k = 0; k < folds.size(); k++) {
            int[] rest = without(folds.get(k), groups.size());
            List<int[]> inner = GroupedParts.of(
                            Arrays.stream(rest).mapToObj(groups::get).toList(),
                            Arrays.stream(rest).map(row -> strata[row]).toArray(),
                            new double[] {1 - VALIDATION, VALIDATION},
                            rest.length / 2.0,
                            new SeedSource(seed).split("validation " + k))
                    .parts();
            rounds.add(new Round(of(rest, inner.get(0)), of(rest, inner.get(1)), folds.get(k)));
        }
        return rounds;
    }

    /** Rounds in which each fold is validated on once; nothing is tested. */
    public List<Round> validated(List<String> groups, Target target) {
        return folds(groups, target).stream()
                .map(fold -> new Round(without(fold, groups.size()), fold, new int[0]))
                .toList();
    }

    private List<int[]> folds(List<String> groups, Target target) {
        long distinct = groups.stream().distinct().count();
        if (distinct < count) {
            throw new IllegalArgumentException("Folds: " + count + " folds need as many groups of rows, and there are "
                    + distinct + "; take fewer folds, or rows of more groups");
        }
        double[] shares = new double[count];
        Arrays.fill(shares, 1.0 / count);
        List<int[]> folds = GroupedParts.of(
                        groups,
                        TargetTexts.strata(target),
                        shares,
                        Double.POSITIVE_INFINITY,
                        new SeedSource(seed).split("folds"))
                .parts();
        if (folds.stream().anyMatch(fold -> fold.length == 0)) {
            throw new IllegalArgumentException("Folds: the " + distinct + " groups are so unequal that one of " + count
                    + " folds stays empty; take fewer folds");
        }
        return folds;
    }

    private static int[] without(int[] fold, int rows) {
        return IntStream.range(0, rows)
                .filter(row -> Arrays.binarySearch(fold, row) < 0)
                .toArray();
    }

    private static int[] of(int[] rows, int[] places) {
        return Arrays.stream(places).map(place -> rows[place]).toArray();
    }
}
