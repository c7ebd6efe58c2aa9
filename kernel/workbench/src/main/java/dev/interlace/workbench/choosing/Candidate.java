package dev.interlace.workbench.choosing;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Target;
import dev.interlace.workbench.choosing.Learner.Scored;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.FusionRun;
import java.util.List;
import java.util.Optional;

/**
 * What may be chosen.
 *
 * @param name in the table
 * @param modalities those that it sees
 * @param handle what fits it; empty where that is no single method
 * @param learner fits and scores it
 */
record Candidate(String name, List<String> modalities, Optional<FusionHandle> handle, Learner learner) {
    /** The answer that looks at no modality. */
    static Candidate chance(String name, RowScore score) {
        Learner learner = (round, context) -> {
            long start = System.nanoTime();
            Target training = round.train().target();
            double[] one = score.constant(training);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Scored(
                    score.of(
                            repeated(one, round.validation().rows()),
                            training.columns(),
                            round.validation().target()),
                    score.of(
                            repeated(one, round.test().rows()),
                            training.columns(),
                            round.test().target()),
                    0,
                    seconds);
        };
        return new Candidate(name, List.of(), Optional.empty(), learner);
    }

    private static double[] repeated(double[] one, int rows) {
        double[] all = new double[one.length * rows];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(one, 0, all, row * one.length, one.length);
        }
        return all;
    }

    /** A method on these modalities. */
    static Candidate of(String name, List<String> modalities, FusionHandle handle, RowScore score) {
        Learner learner = (round, context) -> {
            FusionRun run = handle.fit(
                    seen(round.train(), modalities),
                    fitting(handle, round.train().target()),
                    context);
            return new Scored(
                    scores(run, round.validation(), modalities, score),
                    scores(run, round.test(), modalities, score),
                    run.parameterCount(),
                    run.seconds());
        };
        return new Candidate(name, modalities, Optional.of(handle), learner);
    }

    /** A classifier for each of several labels on these modalities. */
    static Candidate perLabel(String name, List<String> modalities, FusionHandle handle, RowScore score) {
        Learner learner = (round, context) -> perLabel(round, context, modalities, handle, score);
        return new Candidate(name, modalities, Optional.empty(), learner);
    }

    private static Scored perLabel(
            EncodedSplit round, FitContext context, List<String> modalities, FusionHandle handle, RowScore score) {
        LabelSets sets = (LabelSets) round.train().target();
        List<String> labels = sets.columns();
        double[] validation = new double[round.validation().rows() * labels.size()];
        double[] test = new double[round.test().rows() * labels.size()];
        long parameters = 0;
        double seconds = 0;
        for (int label = 0; label < labels.size(); label++) {
            int[] has = new int[sets.rows()];
            for (int row = 0; row < has.length; row++) {
                has[row] = sets.has(row, label) ? 1 : 0;
            }
            FusionRun run = handle.fit(
                    seen(round.train(), modalities),
                    Labels.of(List.of("not", "there"), has),
                    context.split(labels.get(label)));
            into(validation, run, round.validation(), modalities, label, labels.size());
            into(test, run, round.test(), modalities, label, labels.size());
            parameters += run.parameterCount();
            seconds += run.seconds();
        }
        return new Scored(
                score.of(validation, labels, round.validation().target()),
                score.of(test, labels, round.test().target()),
                parameters,
                seconds);
    }

    private static void into(
            double[] all, FusionRun run, Encoded rows, List<String> modalities, int label, int labels) {
        if (rows.rows() == 0) {
            return;
        }
        double[] predicted = Rows.doubles(run.predict(seen(rows, modalities)));
        for (int row = 0; row < rows.rows(); row++) {
            all[row * labels + label] = predicted[row * 2 + 1];
        }
    }

    /** The target as the method takes it: the classes alone where it knows no order. */
    private static Target fitting(FusionHandle handle, Target target) {
        return target instanceof OrderedLabels ordered
                        && !handle.found().method().targets().contains(Target.Kind.ORDERED_CLASSES)
                ? ordered.labels()
                : target;
    }

    private static MultimodalBatch seen(Encoded rows, List<String> modalities) {
        return rows.batch().only(modalities.toArray(String[]::new));
    }

    private static double[] scores(FusionRun run, Encoded rows, List<String> modalities, RowScore score) {
        return rows.rows() == 0
                ? new double[0]
                : score.of(Rows.doubles(run.predict(seen(rows, modalities))), run.classes(), rows.target());
    }
}
