package dev.interlace.workbench.evaluation;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.FusionRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The evaluation of fitted models in a lab: how accurate, what each modality adds, what attention shows.
 *
 * @param seed of resamples, of rows that are drawn and of orders
 */
public record ModelEvaluation(long seed) {
    private static final int CROSSED_ROWS = 200;
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0);

    /** How well a model predicts the first target of {@code test}. */
    public Evaluation evaluate(FusionModel model, Encoded test) {
        return evaluate(
                model,
                test.batch(),
                new Evaluation.Rows(test.labels(), test.batch().rowIds(), test.groups()));
    }

    /** How well a model predicts these labels. */
    public Evaluation evaluate(FusionModel model, MultimodalBatch batch, Labels labels) {
        return evaluate(model, batch, new Evaluation.Rows(labels, batch.rowIds(), List.of()));
    }

    private Evaluation evaluate(FusionModel model, MultimodalBatch batch, Evaluation.Rows rows) {
        long start = System.nanoTime();
        double[] probabilities = Rows.doubles(model.predict(batch));
        double predicted = (System.nanoTime() - start) / 1e9;
        OutsideScores scores = new OutsideScores(name(model), model.classes(), probabilities);
        Cost cost = new Cost(
                model instanceof FusionRun run ? run.seconds() : Double.NaN, predicted, model.parameterCount());
        return Evaluation.of(scores, rows, model.provenance(), cost, bootstrap());
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
        double chance = 0;
        for (double share : SHARES) {
            int missing = (int) Math.round(share * test.rows());
            Encoded masked = test.masked(modality, Presence.where(test.rows(), row -> order[row] >= missing));
            Evaluation evaluation = evaluate(model, masked);
            accuracy.add(evaluation.accuracy());
            chance = evaluation.chance();
        }
        return new Robustness(name(model), modality, SHARES, accuracy, chance);
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
                + " additivity(model, test), faithfulness(model, test)";
    }
}
