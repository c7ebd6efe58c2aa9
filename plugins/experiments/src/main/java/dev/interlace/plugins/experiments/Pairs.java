package dev.interlace.plugins.experiments;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Rows;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Two modalities of the given split, in the rows that have both.
 *
 * @param train pairs to fit on
 * @param test pairs to measure on
 * @param left name of the left modality
 * @param right name of the right one
 */
public record Pairs(Rows train, Rows test, String left, String right) {
    /** How many of the nearest items count as found. */
    public static final int NEAREST = 10;

    /** The first two modalities, vectors where possible. */
    public static Pairs of(AlignmentTrial trial) {
        return choose(trial, "two modalities", (a, b) -> true);
    }

    /** The first two modalities of equal width. */
    public static Pairs equallyWide(AlignmentTrial trial) {
        return choose(
                trial,
                "two modalities of equal width",
                (a, b) -> a.width() == b.width()
                        && a.modality().kind() == b.modality().kind());
    }

    /** The first two modalities that are sequences. */
    public static Pairs tokens(AlignmentTrial trial) {
        return choose(
                trial,
                "two modalities of kind TOKENS",
                (a, b) -> a.modality().kind() == Modality.Kind.TOKENS
                        && b.modality().kind() == Modality.Kind.TOKENS);
    }

    /** Equal widths for a method that needs them, else any two. */
    public static Pairs fitting(AlignmentTrial trial) {
        return trial.own().method().descriptor().capabilities().contains(Capability.UNEQUAL_WIDTHS)
                ? of(trial)
                : equallyWide(trial);
    }

    private static Pairs choose(AlignmentTrial trial, String what, BiPredicate<Features, Features> fits) {
        List<Features> all = trial.train().batch().modalities();
        for (Features first : all) {
            for (Features second : all) {
                if (all.indexOf(first) < all.indexOf(second) && fits.test(first, second)) {
                    String left = first.modality().name();
                    String right = second.modality().name();
                    return new Pairs(
                            complete(trial.train(), left, right), complete(trial.test(), left, right), left, right);
                }
            }
        }
        throw new IllegalArgumentException(trial.given().experiment() + " needs " + what + ", the split has "
                + all.stream()
                        .map(one ->
                                one.modality().name() + " (" + one.modality().kind() + " of " + one.width() + ")")
                        .toList());
    }

    private static Rows complete(Rows rows, String left, String right) {
        return rows.rows(IntStream.range(0, rows.count())
                .filter(row -> rows.get(left).presence().has(row)
                        && rows.get(right).presence().has(row))
                .toArray());
    }

    /** The left side of some rows. */
    public Features leftOf(Rows rows) {
        return rows.get(left);
    }

    /** The right side of some rows. */
    public Features rightOf(Rows rows) {
        return rows.get(right);
    }

    /** The chance that the partner is among the {@link #NEAREST}. */
    public double chance() {
        return Math.min(1, NEAREST / (double) test.count());
    }

    /** A model of these pairs. */
    public AlignmentModel fit(AlignmentTrial trial, Chosen<AlignmentMethod<?>> fit, long seed) {
        return fit(trial, fit, train, seed);
    }

    /** A model of some of the training pairs. */
    public AlignmentModel fit(AlignmentTrial trial, Chosen<AlignmentMethod<?>> fit, Rows some, long seed) {
        return trial.fit(fit, leftOf(some), rightOf(some), Supervision.paired(), some.groups(), seed);
    }

    /** Which test pairs find each other among the {@link #NEAREST}. */
    public double[] hits(AlignmentModel model) {
        return Hits.both(model.similarity(leftOf(test), rightOf(test)), NEAREST);
    }

    /** So many training pairs, drawn. */
    public Rows some(AlignmentTrial trial, int count, long seed) {
        int[] order = trial.permutation("few", seed, train.count());
        return train.rows(
                IntStream.of(order).limit(Math.min(count, train.count())).toArray());
    }

    /** The modalities in words. */
    public String words() {
        return left + " and " + right;
    }
}
