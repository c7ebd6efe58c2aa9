package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a fusion method does with every kind of target: it learns those that it claims, and refuses the others before
 * anything is fitted. Part of {@link FusionMethodContract}.
 *
 * @param <O> the options record
 */
abstract class FusionTargetContract<O extends Record> extends FusionDataContract<O> {
    /** Numbers of that size and spread: a float cannot hold them to a tenth. */
    private static final double FAR = 5e7;

    /** A sum that rounding cannot explain. */
    private static final double FAR_FROM_ONE = 0.01;

    /** Options under which a target of that kind can be fitted; the contract's own unless overridden. */
    protected O optionsFor(Target.Kind kind) {
        return options();
    }

    /** A target of that kind which follows from the classes. */
    private static Target target(Target.Kind kind, Labels labels) {
        return switch (kind) {
            case ONE_CLASS -> labels;
            case ORDERED_CLASSES -> new OrderedLabels(labels);
            case SEVERAL_LABELS ->
                LabelSets.of(
                        List.of("first", "not the last", "any"),
                        IntStream.range(0, labels.rows())
                                .mapToObj(row -> labels.get(row) == 0
                                        ? Set.of("first", "not the last", "any")
                                        : labels.get(row) == 1 ? Set.of("not the last", "any") : Set.of("any"))
                                .toList());
            case NUMBERS ->
                TargetNumbers.of(
                        List.of("far", "near"),
                        IntStream.range(0, labels.rows())
                                .mapToObj(row -> new double[] {FAR + labels.get(row), -2.0 * labels.get(row)})
                                .toArray(double[][]::new));
        };
    }

    private FusionModel fit(Target target) {
        return method().fit(problem().batch(), target, optionsFor(target.kind()), FitContext.seeded(seed()));
    }

    @Test
    final void everyKindOfTargetThatIsClaimedIsLearned() throws IOException {
        assertTrue(method().targets().contains(Target.Kind.ONE_CLASS), "every fusion method takes one class");
        for (Target.Kind kind : method().targets()) {
            Target target = target(kind, problem().labels());
            FusionModel model = fit(target);
            String where = "a target of " + kind.words();
            assertEquals(kind, model.target(), "the model's kind after " + where);
            assertEquals(target.columns(), model.classes(), "the columns of predictions after " + where);
            INDArray answers = model.predict(problem().batch());
            requireAnswers(kind, answers, target, where);
            assertTrue(
                    Arrays.stream(Tensors.rows(answers))
                                    .map(Arrays::toString)
                                    .distinct()
                                    .count()
                            > 1,
                    where + ": all rows get the same prediction");
            assertEquals(
                    bits(answers), bits(fit(target).predict(problem().batch())), "two fits of one seed on " + where);
            Fits.saveAndLoad(
                    model,
                    method()::load,
                    loaded -> List.of(
                            loaded.target(),
                            loaded.classes(),
                            bits(loaded.predict(problem().batch()))));
        }
    }

    private static void requireAnswers(Target.Kind kind, INDArray answers, Target target, String where) {
        if (kind == Target.Kind.ONE_CLASS || kind == Target.Kind.ORDERED_CLASSES) {
            requireProbabilities(answers, target.rows(), target.columns().size(), where);
            return;
        }
        assertEquals(
                List.of((long) target.rows(), (long) target.columns().size()),
                Arrays.stream(answers.shape()).boxed().toList(),
                where + ": shape [rows, columns]");
        assertTrue(
                kind == Target.Kind.NUMBERS
                        || Arrays.stream(Tensors.rows(answers))
                                .anyMatch(row -> Math.abs(Arrays.stream(row).sum() - 1) > FAR_FROM_ONE),
                where + ": the probabilities of labels sum to 1 in every row; each label has one of its own");
        for (double[] row : Tensors.rows(answers)) {
            for (double value : row) {
                boolean sound = kind == Target.Kind.NUMBERS ? Double.isFinite(value) : value >= 0 && value <= 1;
                assertTrue(sound, where + ": a prediction is " + value);
            }
            if (kind == Target.Kind.NUMBERS) {
                assertTrue(
                        Math.abs(row[0] - FAR) < 1e3,
                        where + ": predictions must be in the unit of the target, about " + FAR + ", got " + row[0]);
            }
        }
    }

    @Test
    final void aKindOfTargetThatIsNotClaimedIsRefused() {
        for (Target.Kind kind : Target.Kind.values()) {
            if (!method().targets().contains(kind)) {
                Target target = target(kind, problem().labels());
                IllegalArgumentException refused =
                        assertThrows(IllegalArgumentException.class, () -> fit(target), "a target of " + kind.words());
                assertTrue(
                        String.valueOf(refused.getMessage()).contains(kind.words()),
                        "the refusal must name the kind '" + kind.words() + "', got: " + refused.getMessage());
            }
        }
    }

    @Test
    final void weightsOfRowsCountOrAreRefused() {
        Labels labels = problem().labels();
        double[] weights = IntStream.range(0, labels.rows())
                .mapToDouble(row -> labels.get(row) == 0 ? 5 : row % 2 == 0 ? 1 : 0.5)
                .toArray();
        if (!method().weighsRows()) {
            assertThrows(IllegalArgumentException.class, () -> fit((Target) labels.weighted(weights)), "row weights");
            return;
        }
        List<String> results = new ArrayList<>();
        for (Target target : List.of(labels, labels.weighted(weights))) {
            results.add(bits(fit(target).predict(problem().batch())));
        }
        assertNotEquals(results.get(0), results.get(1), "a fit with row weights must differ from one without");
    }
}
