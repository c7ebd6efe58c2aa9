package dev.interlace.plugins.experiments.alignment;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.plugins.experiments.Pairs;
import dev.interlace.plugins.experiments.Tally;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Param;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A linear classifier on a few labels per class, on the embedding of a side and on its features. */
public final class AlignmentLabelEfficiency implements Experiment<AlignmentLabelEfficiency.Options> {
    private static final int LABELS = 3;

    /** Options of {@link AlignmentLabelEfficiency}. */
    public record Options(
            @Param(doc = "which pairs are no negatives of each other in the training; empty leaves it to the method")
            String falseNegatives) {}

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "alignment/label-efficiency",
                "1.0.0",
                "Few labels",
                "do few labels say more on the embedding than on the features?",
                Options.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, Options options) {
        AlignmentTrial trial = new AlignmentTrial(given);
        Pairs pairs = Pairs.of(trial);
        Tally tally = new Tally(trial);
        Chosen<AlignmentMethod<?>> fit = trial.own(
                options.falseNegatives().isEmpty() ? Map.of() : Map.of("falseNegatives", options.falseNegatives()));
        Chosen<FusionMethod<?>> classifier = given.method(FusionMethod.class, "fusion/early", Map.of("hidden", 0));
        for (long seed : trial.trainings()) {
            AlignmentModel model = pairs.fit(trial, fit, seed);
            int[] labelled = labelled(
                    pairs.train().labels(),
                    trial.permutation("labels", seed, pairs.train().count()));
            for (Side side : Side.values()) {
                String name = side == Side.LEFT ? pairs.left() : pairs.right();
                Rows train = pairs.train().rows(labelled).only(name);
                Rows test = pairs.test().only(name);
                tally.rows(
                        LABELS + " labels per class, " + name,
                        "accuracy of a linear classifier on the embedding minus on the features",
                        tally.level(
                                name + ", embedding",
                                right(
                                        trial,
                                        classifier,
                                        embedded(model, side, train, name),
                                        embedded(model, side, test, name),
                                        seed)),
                        tally.level(name + ", features", right(trial, classifier, train, test, seed)),
                        test.groups());
            }
        }
        return tally.outcome(trial.givenRows(), "Accuracy with " + LABELS + " labels per class", "accuracy");
    }

    private static Rows embedded(AlignmentModel model, Side side, Rows rows, String name) {
        return rows.with(Features.vector(name, model.embed(side, rows.get(name))));
    }

    private static double[] right(
            AlignmentTrial trial, Chosen<FusionMethod<?>> classifier, Rows train, Rows test, long seed) {
        return Matrices.right(trial.given().fit(classifier, train, seed), test);
    }

    private static int[] labelled(Labels labels, int[] order) {
        int[] taken = new int[labels.classes().size()];
        List<Integer> chosen = new ArrayList<>();
        for (int row : order) {
            if (taken[labels.get(row)]++ < LABELS) {
                chosen.add(row);
            }
        }
        return chosen.stream().mapToInt(row -> row).toArray();
    }
}
