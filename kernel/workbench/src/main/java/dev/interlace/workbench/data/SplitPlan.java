package dev.interlace.workbench.data;

import dev.interlace.spi.Names;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    Split split(LabData data) {
        int[] strata = strata(data);
        double[] shares = {train, validation, 1 - train - validation};
        double smallest = Arrays.stream(shares).filter(share -> share > 0).min().orElse(1) * data.rows();
        GroupedParts dealt =
                GroupedParts.of(data.dataset().groups(), strata, shares, smallest / 2, new SeedSource(seed));
        int huge = dealt.huge();
        List<String> notes = huge == 0
                ? List.of()
                : List.of(huge + (huge == 1 ? " group is" : " groups are")
                        + " larger than half of the smallest part and went to training whole");
        List<int[]> parts = dealt.parts();
        return new Split(data.rows(parts.get(0)), data.rows(parts.get(1)), data.rows(parts.get(2)), seed, notes);
    }

    private int[] strata(LabData data) {
        Map<String, ? extends Target> targets = data.dataset().targets();
        if (target.isEmpty() && targets.isEmpty()) {
            return new int[data.rows()];
        }
        String name = target.orElseGet(() -> targets.keySet().iterator().next());
        Target labels = targets.get(name);
        if (labels == null) {
            throw new IllegalArgumentException(Names.unknown("target", name, targets.keySet()));
        }
        return TargetTexts.strata(labels);
    }
}
