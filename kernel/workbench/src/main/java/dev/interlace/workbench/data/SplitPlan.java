package dev.interlace.workbench.data;

import dev.interlace.spi.Labels;
import dev.interlace.spi.Names;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How rows are split into training, validation and test: whole groups only, the classes as evenly spread as the groups
 * allow, the same for the same seed.
 *
 * <p>Groups are taken in random order, the largest first, and each goes where it leaves the least squared error between
 * the class counts that a part has and those that it should have, each weighed by what it should have. A group that is
 * larger than half of the smallest part goes to training: one group must not decide a test.
 *
 * @param train share of training rows, in (0, 1)
 * @param validation share of validation rows, in [0, 1)
 * @param target the target by which to stratify; empty for the first one
 * @param seed decides the random order
 */
public record SplitPlan(double train, double validation, Optional<String> target, long seed) {
    private static final int PARTS = 3;

    public SplitPlan {
        if (!(train > 0 && validation >= 0 && train + validation < 1)) {
            throw new IllegalArgumentException(
                    "SplitPlan: train must be above 0, validation at least 0, and their sum below 1, got " + train
                            + " and " + validation);
        }
    }

    /** 70 % training, 15 % validation, 15 % test, stratified by the first target. */
    public static SplitPlan seeded(long seed) {
        return new SplitPlan(0.7, 0.15, Optional.empty(), seed);
    }

    /** This plan with other shares; what is left is for the test. */
    public SplitPlan shares(double trainShare, double validationShare) {
        return new SplitPlan(trainShare, validationShare, target, seed);
    }

    /** This plan, stratified by another target. */
    public SplitPlan by(String otherTarget) {
        return new SplitPlan(train, validation, Optional.of(otherTarget), seed);
    }

    /** A group: its rows, and how many of each class they are. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Group(int[] rows, int[] counts) {}

    Split split(LabData data) {
        int[] classOf = classes(data);
        int classes = Arrays.stream(classOf).max().orElse(0) + 1;
        List<Group> groups = groups(data.dataset().groups(), classOf, classes);
        double[] shares = {train, validation, 1 - train - validation};
        double[] total = new double[classes];
        Arrays.stream(classOf).forEach(c -> total[c]++);
        double[][] missing = Arrays.stream(shares)
                .mapToObj(share -> Arrays.stream(total).map(n -> n * share).toArray())
                .toArray(double[][]::new);
        double[][] wanted = Arrays.stream(missing).map(double[]::clone).toArray(double[][]::new);
        double smallest = Arrays.stream(shares).filter(share -> share > 0).min().orElse(1) * data.rows();
        List<List<Integer>> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            parts.add(new ArrayList<>());
        }
        int huge = 0;
        for (Group group : groups) {
            boolean tooLarge = group.rows.length > 1 && group.rows.length > smallest / 2;
            huge += tooLarge ? 1 : 0;
            int part = tooLarge ? 0 : nearest(group, missing, wanted);
            for (int c = 0; c < classes; c++) {
                missing[part][c] -= group.counts[c];
            }
            Arrays.stream(group.rows).forEach(parts.get(part)::add);
        }
        List<String> notes = huge == 0
                ? List.of()
                : List.of(huge + (huge == 1 ? " group is" : " groups are")
                        + " larger than half of the smallest part and went to training whole");
        return new Split(part(data, parts.get(0)), part(data, parts.get(1)), part(data, parts.get(2)), seed, notes);
    }

    private int[] classes(LabData data) {
        Map<String, Labels> targets = data.dataset().targets();
        if (target.isEmpty() && targets.isEmpty()) {
            return new int[data.rows()];
        }
        String name = target.orElseGet(() -> targets.keySet().iterator().next());
        Labels labels = targets.get(name);
        if (labels == null) {
            throw new IllegalArgumentException(Names.unknown("target", name, targets.keySet()));
        }
        return labels.toArray();
    }

    /** The groups in random order, larger ones first. */
    private List<Group> groups(List<String> names, int[] classOf, int classes) {
        Map<String, IntStream.Builder> members = new LinkedHashMap<>();
        for (int row = 0; row < classOf.length; row++) {
            members.computeIfAbsent(names.get(row), name -> IntStream.builder()).add(row);
        }
        List<Group> groups = members.values().stream()
                .map(builder -> group(builder.build().toArray(), classOf, classes))
                .toList();
        List<Group> shuffled = new ArrayList<>();
        for (int place : new SeedSource(seed).split("split").permutation(groups.size())) {
            shuffled.add(groups.get(place));
        }
        shuffled.sort((a, b) -> Integer.compare(b.rows.length, a.rows.length));
        return shuffled;
    }

    private static Group group(int[] rows, int[] classOf, int classes) {
        int[] counts = new int[classes];
        Arrays.stream(rows).forEach(row -> counts[classOf[row]]++);
        return new Group(rows, counts);
    }

    private static int nearest(Group group, double[][] missing, double[][] wanted) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int part = 0; part < PARTS; part++) {
            double change = 0;
            for (int c = 0; c < group.counts.length; c++) {
                double after = missing[part][c] - group.counts[c];
                double weight = Math.max(1e-9, wanted[part][c]);
                change += group.counts[c] == 0 ? 0 : (after * after - missing[part][c] * missing[part][c]) / weight;
            }
            if (change < least) {
                least = change;
                best = part;
            }
        }
        return best;
    }

    private static LabData part(LabData data, List<Integer> rows) {
        return data.rows(rows.stream().mapToInt(row -> row).sorted().toArray());
    }
}
