package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.models.AlignmentHandle;
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
record Pairs(Encoded train, Encoded test, String left, String right) {
    /** How many of the nearest items count as found. */
    static final int NEAREST = 10;

    /** The first two modalities, vectors where possible. */
    static Pairs of(AlignmentTrial trial) {
        return choose(trial, "two modalities", (a, b) -> true);
    }

    /** The first two modalities of equal width. */
    static Pairs equallyWide(AlignmentTrial trial) {
        return choose(
                trial,
                "two modalities of equal width",
                (a, b) -> a.width() == b.width()
                        && a.modality().kind() == b.modality().kind());
    }

    /** The first two modalities that are sequences. */
    static Pairs tokens(AlignmentTrial trial) {
        return choose(
                trial,
                "two modalities of kind TOKENS",
                (a, b) -> a.modality().kind() == Modality.Kind.TOKENS
                        && b.modality().kind() == Modality.Kind.TOKENS);
    }

    /** Equal widths for the methods that need them, else any two. */
    static Pairs fitting(AlignmentTrial trial) {
        return List.of("alignment/procrustes", "alignment/coral")
                        .contains(trial.subject().id())
                ? equallyWide(trial)
                : of(trial);
    }

    private static Pairs choose(AlignmentTrial trial, String what, BiPredicate<Features, Features> fits) {
        List<Features> all = trial.split().train().batch().modalities();
        for (Features first : all) {
            for (Features second : all) {
                if (all.indexOf(first) < all.indexOf(second) && fits.test(first, second)) {
                    String left = first.modality().name();
                    String right = second.modality().name();
                    return new Pairs(
                            complete(trial.split().train(), left, right),
                            complete(trial.split().test(), left, right),
                            left,
                            right);
                }
            }
        }
        throw new IllegalArgumentException(trial.experiment() + " needs " + what + ", the split has "
                + all.stream()
                        .map(one ->
                                one.modality().name() + " (" + one.modality().kind() + " of " + one.width() + ")")
                        .toList());
    }

    private static Encoded complete(Encoded rows, String left, String right) {
        return rows.rows(IntStream.range(0, rows.rows())
                .filter(row -> rows.get(left).presence().has(row)
                        && rows.get(right).presence().has(row))
                .toArray());
    }

    Features leftOf(Encoded rows) {
        return rows.get(left);
    }

    Features rightOf(Encoded rows) {
        return rows.get(right);
    }

    /** The chance that the partner is among the {@link #NEAREST}. */
    double chance() {
        return Math.min(1, NEAREST / (double) test.rows());
    }

    /** A model of these pairs. */
    AlignmentModel fit(AlignmentTrial trial, AlignmentHandle fit, long seed) {
        return fit(trial, fit, train, seed);
    }

    /** A model of some of the training pairs. */
    AlignmentModel fit(AlignmentTrial trial, AlignmentHandle fit, Encoded some, long seed) {
        return trial.fit(fit, leftOf(some), rightOf(some), Supervision.paired(), some.groups(), seed);
    }

    /** Which test pairs find each other among the {@link #NEAREST}. */
    double[] hits(AlignmentModel model) {
        return Hits.both(model.similarity(leftOf(test), rightOf(test)), NEAREST);
    }

    /** So many training pairs, drawn. */
    Encoded some(AlignmentTrial trial, int count, long seed) {
        int[] order = trial.random("few", seed).permutation(train.rows());
        return train.rows(
                IntStream.of(order).limit(Math.min(count, train.rows())).toArray());
    }

    String words() {
        return left + " and " + right;
    }
}
