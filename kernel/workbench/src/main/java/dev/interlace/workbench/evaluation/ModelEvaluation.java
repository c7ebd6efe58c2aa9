package dev.interlace.workbench.evaluation;

import dev.interlace.runtime.Threshold;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.FusionRun;
import dev.interlace.workbench.models.MeasureHandle;
import dev.interlace.workbench.models.Methods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The evaluation of fitted models in a lab: how accurate, what each modality adds, what attention shows.
 *
 * @param seed of resamples, of rows that are drawn and of orders
 * @param methods brings the measures
 */
public record ModelEvaluation(long seed, Methods methods) {
    private static final int CROSSED_ROWS = 200;
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0);

    /** How well a model predicts the first target of {@code test}. */
    public Evaluation evaluate(FusionModel model, Encoded test) {
        return evaluate(model, threshold(model), test.batch(), test.target(), test.groups());
    }

    /** The same, of a model whose threshold lies elsewhere. */
    public Evaluation evaluate(FusionModel model, Optional<Threshold> threshold, Encoded test) {
        return evaluate(model, threshold, test.batch(), test.target(), test.groups());
    }

    /** How well a model predicts this target; intervals draw the groups of the batch together, where it has groups. */
    public Evaluation evaluate(FusionModel model, MultimodalBatch batch, Target target) {
        return evaluate(model, threshold(model), batch, target, batch.groups());
    }

    private static Optional<Threshold> threshold(FusionModel model) {
        return model instanceof FusionRun run ? run.threshold() : Optional.empty();
    }

    private Evaluation evaluate(
            FusionModel model,
            Optional<Threshold> threshold,
            MultimodalBatch batch,
            Target target,
            List<String> groups) {
        boolean classes = model.target() == Target.Kind.ONE_CLASS || model.target() == Target.Kind.ORDERED_CLASSES;
        boolean fits = classes
                ? target.kind() == Target.Kind.ONE_CLASS || target.kind() == Target.Kind.ORDERED_CLASSES
                : target.kind() == model.target();
        if (!fits) {
            throw new IllegalArgumentException(
                    name(model) + " predicts " + model.target().words() + " "
                            + model.classes() + ", and the target of the rows is "
                            + target.kind().words() + " "
                            + target.columns() + "; evaluate it on the target that it was fitted on");
        }
        long start = System.nanoTime();
        double[] predicted = Rows.doubles(model.predict(batch));
        double seconds = (System.nanoTime() - start) / 1e9;
        Cost cost =
                new Cost(model instanceof FusionRun run ? run.seconds() : Double.NaN, seconds, model.parameterCount());
        if (target instanceof TargetNumbers numbers) {
            return TargetNumbersEvaluation.of(
                    name(model),
                    predicted,
                    numbers,
                    model.classes(),
                    batch.rowIds(),
                    groups,
                    model.provenance(),
                    cost,
                    bootstrap(),
                    methods.measures());
        }
        if (target instanceof LabelSets sets) {
            return LabelSetEvaluation.of(
                    name(model),
                    predicted,
                    sets,
                    model.classes(),
                    batch.rowIds(),
                    groups,
                    model.provenance(),
                    cost,
                    bootstrap());
        }
        return ClassEvaluation.of(
                new OutsideScores(name(model), model.classes(), predicted, threshold),
                new Evaluation.Rows(target.requireLabels(name(model)), batch.rowIds(), groups),
                model.provenance(),
                cost,
                bootstrap(),
                methods.measures(),
                model.target() == Target.Kind.ORDERED_CLASSES);
    }

    /**
     * A model of two classes that predicts one of them from the probability on that has the largest F1 on the
     * validation rows: the middle of the probabilities that decide these rows alike, of several such ranges the
     * highest.
     */
    public FusionRun threshold(FusionRun model, Encoded validation, String positive) {
        PrecisionRecall curve = curve(model, validation, positive);
        return model.with(new Threshold(positive, curve.ofBestF1(), "F1 on " + validation.rows() + " validation rows"));
    }

    /**
     * A model of two classes that predicts one of them from the probability on that costs least on the validation rows,
     * chosen among equals as by F1.
     *
     * @param ofWrong what it costs to predict the class where it is not, at least 0
     * @param ofMissed what it costs not to predict the class where it is, at least 0
     */
    public FusionRun threshold(FusionRun model, Encoded validation, String positive, double ofWrong, double ofMissed) {
        if (!(ofWrong >= 0
                && ofMissed >= 0
                && ofWrong + ofMissed > 0
                && ofWrong + ofMissed < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "threshold: costs must be in [0, inf), one at least above 0, got " + ofWrong + " and " + ofMissed);
        }
        double value = curve(model, validation, positive).cheapest(ofWrong, ofMissed);
        return model.with(new Threshold(
                positive,
                value,
                "cost " + ofWrong + " of a wrong and " + ofMissed + " of a missed one on " + validation.rows()
                        + " validation rows"));
    }

    private PrecisionRecall curve(FusionRun model, Encoded validation, String positive) {
        if (model.target() != Target.Kind.ONE_CLASS || model.classes().size() != 2) {
            throw new IllegalArgumentException("a threshold is for a model of two classes, and " + model.name()
                    + " predicts " + model.target().words() + " " + model.classes());
        }
        return evaluate(model, validation).precisionRecall(positive);
    }

    private static String name(FusionModel model) {
        return model instanceof FusionRun run ? run.name() : model.provenance().methodId();
    }

    private Bootstrap bootstrap() {
        return Bootstrap.seeded(seed);
    }

    /** Evaluations side by side. */
    public Comparison compare(List<Evaluation> evaluations) {
        return Comparison.of(evaluations, bootstrap());
    }

    /** Tests of the difference between two evaluations on the same rows, beside its bootstrap interval. */
    public PairedTests tests(Evaluation first, Evaluation second) {
        return PairedTests.of(first, second, bootstrap());
    }

    /**
     * Tests of the difference between two numbers per row.
     *
     * @param groups one group per row; empty where every row stands alone
     */
    public PairedTests tests(double[] first, double[] second, List<String> groups) {
        return PairedTests.of(first, second, groups, bootstrap());
    }

    /** A measure's value of an evaluation with a bootstrap interval that draws whole groups. */
    public Interval interval(MeasureHandle measure, Evaluation evaluation) {
        Predictions all = evaluation.predictions();
        return bootstrap().intervalBy(all.rows(), evaluation.groups(), rows -> measure.of(all.rows(rows)));
    }

    /** A measure's mean over the queries of a search with a bootstrap interval that draws whole groups. */
    public Interval interval(MeasureHandle measure, Retrieval.Direction way) {
        return bootstrap().meanBy(measure.values(way.rankings()), way.groups());
    }

    /**
     * How well numbers are estimated, by every measure of numbers.
     *
     * @param truth {@code [n]}
     * @param estimated {@code [n]}
     * @param groups one group per row; empty where every row stands alone
     */
    public NumberEvaluation numbers(double[] truth, double[] estimated, List<String> groups) {
        return NumberEvaluation.of(methods.measures(), Estimates.of(truth, estimated), groups, bootstrap());
    }

    /** Which combinations of present modalities the test rows have, and whether training rows have them too. */
    public MissingPatterns patterns(Encoded train, Encoded test) {
        return MissingPatterns.of(train.batch(), test.batch());
    }

    /** What two evaluations on the same rows say of the claim that the first model is the more accurate one. */
    public Finding finding(String claim, Evaluation better, Evaluation than) {
        return Finding.moreAccurate(claim, better, than, bootstrap());
    }

    /**
     * What measurements say of the claim that one method is better than another: SUPPORTED under every condition that
     * was measured, OPPOSITE where it is worse under every one, CONDITIONAL under some, or NOT SEEN.
     *
     * @param measurements with both methods
     * @param better name of the line that the claim prefers
     * @param than name of the other line, or {@code chance}
     */
    public Findings finding(String claim, Contest measurements, String better, String than) {
        return new Findings(claim, measurements.compare(better, than));
    }

    /** How a model's accuracy falls as a modality goes missing in more and more rows. */
    public Robustness robustness(FusionModel model, Encoded test, String modality) {
        int[] order = new SeedSource(seed).split("missing " + modality).permutation(test.rows());
        List<Interval> accuracy = new ArrayList<>();
        double[] area = new double[test.rows()]; // of each row's own curve
        double chance = 0;
        for (double share : SHARES) {
            int missing = (int) Math.round(share * test.rows());
            Encoded masked = test.masked(modality, Presence.where(test.rows(), row -> order[row] >= missing));
            Evaluation evaluation = evaluate(model, masked);
            double[] right = evaluation.ofClasses().rightRows();
            double width = Robustness.width(SHARES, accuracy.size());
            for (int row = 0; row < area.length; row++) {
                area[row] += width * right[row];
            }
            accuracy.add(evaluation.accuracy());
            chance = evaluation.chance();
        }
        return new Robustness(
                name(model), modality, SHARES, accuracy, bootstrap().meanBy(area, test.groups()), chance);
    }

    /**
     * How much each modality adds to a model's accuracy: alone, left out, and as its Shapley value. The model must have
     * been fitted with a policy for absent modalities.
     */
    public Contribution contribution(FusionModel model, Encoded test) {
        return new ModalityUse(name(model), model, test).contribution(bootstrap());
    }

    /** Whether a model uses interactions of its modalities, by its additive projection, on at most 200 rows. */
    public Additivity additivity(FusionModel model, Encoded test) {
        return new ModalityUse(name(model), model, test)
                .additivity(CROSSED_ROWS, new SeedSource(seed).split("additivity"), bootstrap());
    }

    /**
     * Whether an alignment model's attention shows what it uses: the similarity of pairs as the right side's tokens are
     * taken away, the most attended first, against a random order and against shuffled weights; on at most 200 rows.
     */
    public AttentionFaithfulness faithfulness(AlignmentModel model, Encoded test) {
        String name = model.provenance().methodId();
        SeedSource source = new SeedSource(seed).split("faithfulness");
        int[] rows = Arrays.stream(source.permutation(test.rows()))
                .limit(CROSSED_ROWS)
                .sorted()
                .toArray();
        return new Deletion(
                        name,
                        model,
                        test.get(model.modality(AlignmentModel.Side.LEFT).name()),
                        test.get(model.modality(AlignmentModel.Side.RIGHT).name()),
                        source)
                .faithfulness(rows, test.groups(), bootstrap());
    }

    @Override
    public String toString() {
        return "Evaluation in a lab, seed " + seed + ": evaluate(model, test), compare(evaluations),"
                + " finding(claim, better, than), robustness(model, test, modality), contribution(model, test),"
                + " additivity(model, test), faithfulness(model, test), tests(first, second),"
                + " interval(measure, evaluation),"
                + " numbers(truth, estimated, groups), patterns(train, test)";
    }
}
