package dev.interlace.workbench.choosing;

import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import dev.interlace.workbench.evaluation.ModelEvaluation;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.Methods;

/**
 * Choices in a lab: of a method for data, and of the values of its options.
 *
 * @param data encodes the folds
 * @param methods finds the methods
 * @param evaluation measures what was chosen
 */
public record Choices(DataSources data, Methods methods, ModelEvaluation evaluation) {
    /** Which method suits a data set, every column by the encoder that {@link DataSources#defaults} chooses. */
    public Choosing choose(LabData rows) {
        return choose(rows, data.defaults(rows));
    }

    /** Which method suits a data set whose columns are read in that way. */
    public Choosing choose(LabData rows, Encoding encoding) {
        return choosing(ChoiceRows.of(rows, data, encoding));
    }

    /**
     * Which method suits the training rows of a split. The chosen one is then fitted to all of them and measured on the
     * test rows, once; the validation rows stay free.
     */
    public Choosing choose(Split split) {
        return choosing(ChoiceRows.of(split, data, data.defaults(split.train())));
    }

    /** The same for a split that is encoded; encoders that learned from all training rows are taken as they are. */
    public Choosing choose(EncodedSplit split) {
        return choosing(ChoiceRows.of(split));
    }

    /** Which method suits rows whose features were given. */
    public Choosing choose(Encoded rows) {
        return choosing(ChoiceRows.of(rows));
    }

    /**
     * Which values of an option of a fusion method suit rows, by validation rows alone.
     *
     * @param values none named: the constants of an enum, true and false, or numbers around the default
     */
    public FusionSweep sweep(FusionHandle method, String option, Object... values) {
        return new FusionSweep(data, SweepPlan.of(method, option, values));
    }

    /** Which values of an option of an alignment method suit pairs, by the search among validation rows. */
    public AlignmentSweep sweep(AlignmentHandle method, String option, Object... values) {
        return new AlignmentSweep(SweepPlan.of(method, option, values));
    }

    private Choosing choosing(ChoiceRows rows) {
        return new Choosing(methods, evaluation, rows);
    }

    @Override
    public String toString() {
        return "Choices in a lab, seed " + methods.seed() + ": choose(data or split), sweep(method, option, values)";
    }
}
