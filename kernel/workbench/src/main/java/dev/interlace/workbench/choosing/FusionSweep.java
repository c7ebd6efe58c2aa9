package dev.interlace.workbench.choosing;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.models.FusionHandle;
import java.time.Duration;
import java.util.List;

/**
 * A sweep over options of a fusion method in the making: {@code lab.sweep(method, "hidden", 16, 64).run(split)}. Every
 * value is scored on validation rows of several folds and never on the test rows of a split. Immutable.
 */
public final class FusionSweep implements Showable {
    private final DataSources data;
    private final SweepPlan<FusionHandle> plan;

    FusionSweep(DataSources data, SweepPlan<FusionHandle> plan) {
        this.data = data;
        this.plan = plan;
    }

    /**
     * The same over another option as well: every value of one with every value of the other.
     *
     * @param values none named: the constants of an enum, true and false, or numbers around the default
     */
    public FusionSweep and(String option, Object... values) {
        return new FusionSweep(data, plan.and(option, values));
    }

    /** The same in that many folds, at least 2; 5 unless another number is asked for. */
    public FusionSweep folds(int count) {
        return new FusionSweep(data, plan.folds(count));
    }

    /** The same within that time. What it does not suffice for is named. */
    public FusionSweep within(Duration limit) {
        return new FusionSweep(data, plan.within(limit));
    }

    /** Sweeps over all rows of a data set, every column by the encoder that {@link DataSources#defaults} chooses. */
    public SweepTable<FusionHandle> run(LabData rows) {
        return run(ChoiceRows.of(rows, data, data.defaults(rows)));
    }

    /** Sweeps over the training rows of a split. */
    public SweepTable<FusionHandle> run(Split split) {
        return run(split.train());
    }

    /** Sweeps over the training rows of a split that is encoded. */
    public SweepTable<FusionHandle> run(EncodedSplit split) {
        return run(ChoiceRows.of(split));
    }

    /** Sweeps over rows whose features were given. */
    public SweepTable<FusionHandle> run(Encoded rows) {
        return run(ChoiceRows.of(rows));
    }

    private SweepTable<FusionHandle> run(ChoiceRows rows) {
        RowScore score = RowScore.of(rows.target());
        return plan.run(rows, score.name(), score.better(), handle -> (round, context) -> {
            List<String> names = round.train().batch().names();
            return Candidate.of(handle.name(), names, handle, score).learner().fit(round, context);
        });
    }

    /** The option, its values and the folds as fields to fill in, with a button that sweeps over these rows. */
    public SweepForm form(EncodedSplit split) {
        return new SweepForm(plan, changed -> new FusionSweep(data, changed).run(split));
    }

    /** The same over all rows of a data set. */
    public SweepForm form(LabData rows) {
        return new SweepForm(plan, changed -> new FusionSweep(data, changed).run(rows));
    }

    @Override
    public DisplayData display() {
        String line = "a sweep of " + plan.handle().name() + " over " + plan.values() + " in the making; run(split) or"
                + " run(data) runs it in " + plan.folds() + " folds, form(split) shows it as a form";
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>", line);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
