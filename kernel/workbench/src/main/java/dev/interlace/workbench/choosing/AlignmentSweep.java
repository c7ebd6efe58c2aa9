package dev.interlace.workbench.choosing;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.choosing.Learner.Scored;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Relevance;
import dev.interlace.workbench.evaluation.Retrieval;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.AlignmentRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A sweep over options of an alignment method in the making: {@code lab.sweep(method, "ridge", 0.1, 1).run(split,
 * "image", "name")}. Every value is scored by the search among the pairs of validation rows, in several folds, and
 * never on the test rows of a split. Immutable.
 */
public final class AlignmentSweep implements Showable {
    private static final Bootstrap FEW = new Bootstrap(20, 0.95, 0); // its intervals are not used

    private final SweepPlan<AlignmentHandle> plan;

    AlignmentSweep(SweepPlan<AlignmentHandle> plan) {
        this.plan = plan;
    }

    /** The same over another option as well: every value of one with every value of the other. */
    public AlignmentSweep and(String option, Object... values) {
        return new AlignmentSweep(plan.and(option, values));
    }

    /** The same in that many folds, at least 2; 5 unless another number is asked for. */
    public AlignmentSweep folds(int count) {
        return new AlignmentSweep(plan.folds(count));
    }

    /** The same within that time. What it does not suffice for is named. */
    public AlignmentSweep within(Duration limit) {
        return new AlignmentSweep(plan.within(limit));
    }

    /** Sweeps over the pairs of two modalities among the training rows of a split. */
    public SweepTable<AlignmentHandle> run(EncodedSplit split, String left, String right) {
        return run(split.train(), left, right);
    }

    /** Sweeps over the pairs of two modalities; rows that lack one of the two are no pairs. */
    public SweepTable<AlignmentHandle> run(Encoded pairs, String left, String right) {
        Encoded seen = pairs.only(left, right).complete();
        ChoiceRows rows = new ChoiceRows(
                seen.datasetId(),
                Labels.of(List.of("pair"), new int[seen.rows()]),
                seen.groups(),
                round -> new EncodedSplit(
                        seen.rows(round.train()), seen.rows(round.validation()), seen.rows(round.test())),
                Optional.empty(),
                Optional.empty());
        return plan.run(
                rows,
                "MRR (both directions)",
                Scale.Better.HIGHER,
                handle -> (round, context) -> scored(handle, round, left, right, context));
    }

    private static Scored scored(
            AlignmentHandle handle, EncodedSplit round, String left, String right, FitContext context) {
        long start = System.nanoTime();
        Encoded train = round.train();
        AlignmentModel model = handle.fit(train.get(left), train.get(right), Supervision.paired(), context);
        double seconds = (System.nanoTime() - start) / 1e9;
        AlignmentRun run = new AlignmentRun(handle.found(), model, handle.options(), seconds);
        Features one = round.validation().get(left);
        Features other = round.validation().get(right);
        Retrieval found = Retrieval.of(
                "",
                run.similarity(one, other),
                Relevance.pairs(round.validation().rows()),
                FEW);
        double[] reciprocal = IntStream.range(0, round.validation().rows())
                .mapToDouble(row -> (1.0 / found.leftToRight().ranks().get(row)
                                + 1.0 / found.rightToLeft().ranks().get(row))
                        / 2)
                .toArray();
        return new Scored(reciprocal, new double[0], run.parameterCount(), seconds);
    }

    @Override
    public DisplayData display() {
        String line = "a sweep of " + plan.handle().name() + " over " + plan.values() + " in the making; run(split,"
                + " left, right) runs it in " + plan.folds() + " folds";
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>", line);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
