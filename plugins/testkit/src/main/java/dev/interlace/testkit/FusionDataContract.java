package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a fusion method does with data that are odd or wrong: a right answer, or a refusal that says what is wrong. Part
 * of {@link FusionMethodContract}.
 *
 * @param <O> the options record
 */
abstract class FusionDataContract<O extends Record> extends MethodContract<O> {
    /** Rows sum to 1 up to the rounding of as many floats as there are classes. */
    private static final double SUM_TOLERANCE = 1e-5;

    @Override
    protected abstract FusionMethod<O> method();

    /** The modalities of the problem: two vectors, and by the method's capabilities a token sequence as the third. */
    protected List<Modality> modalities() {
        List<Modality> all = new ArrayList<>(List.of(Modality.vector("image"), Modality.vector("audio")));
        if (claims(Capability.VARIABLE_LENGTH)) {
            Modality text = Modality.tokens("text");
            if (claims(Capability.MORE_THAN_TWO)) {
                all.add(text);
            } else {
                all.set(1, text);
            }
        } else if (claims(Capability.MORE_THAN_TWO)) {
            all.add(Modality.vector("text"));
        }
        return all;
    }

    /** A small labelled problem of three classes, every modality present in every row. */
    protected FusionProblem problem(long problemSeed, int rows) {
        return new Problems(problemSeed).blobs(rows, 3, modalities());
    }

    /** Rows of the problem. */
    protected int rows() {
        return 48;
    }

    final FusionProblem problem() {
        return problem(seed(), rows());
    }

    final FusionModel fit(FusionProblem problem, O options, FitContext context) {
        return method().fit(problem.batch(), problem.labels(), options, context);
    }

    final FusionModel fit() {
        return fit(problem(), options(), FitContext.seeded(seed()));
    }

    static void requireProbabilities(INDArray probabilities, int rows, int classes, String where) {
        assertEquals(
                Arrays.toString(new long[] {rows, classes}),
                Arrays.toString(probabilities.shape()),
                where + ": shape [rows, classes]");
        for (double[] row : Tensors.rows(probabilities)) {
            double sum = 0;
            for (double p : row) {
                assertTrue(p >= 0 && p <= 1 + SUM_TOLERANCE, where + ": a probability is " + p);
                sum += p;
            }
            assertEquals(1, sum, SUM_TOLERANCE, where + ": the sum of a row's probabilities");
        }
    }

    /** Everything that a model says of a batch, bit by bit. */
    static Object results(FusionModel model, MultimodalBatch batch) {
        return List.of(
                model.classes(),
                model.modalities(),
                bits(model.predict(batch)),
                model.fuse(batch).map(Tensors::bits).orElse(""),
                bits(model.explain(batch)));
    }

    @Test
    final void aConstantModalityIsTaken() {
        FusionProblem problem = problem();
        for (String name : problem.batch().names()) {
            Features constant = Tensors.fill(problem.batch().get(name), Presence.all(rows()), 3);
            FusionProblem flat = new FusionProblem(problem.batch().with(constant), problem.labels());
            FusionModel model = fit(flat, options(), FitContext.seeded(seed()));
            requireProbabilities(model.predict(flat.batch()), rows(), 3, "with every column of " + name + " constant");
        }
    }

    @Test
    final void fewerRowsThanColumnsAreTaken() {
        FusionProblem problem = problem();
        MultimodalBatch wide = problem.batch();
        for (Features features : wide.modalities()) {
            if (features.modality().kind() == Modality.Kind.VECTOR) {
                wide = wide.with(
                        Tensors.besides(features, new Problems(seed()).normal("columns", rows(), 2 * rows(), 0)));
            }
        }
        FusionModel model = fit(new FusionProblem(wide, problem.labels()), options(), FitContext.seeded(seed()));
        requireProbabilities(model.predict(wide), rows(), 3, "with more columns than rows");
    }

    @Test
    final void labelsOfAnotherRowCountAreRejected() {
        Labels shorter = problem().labels().rows(IntStream.range(0, rows() - 1).toArray());
        requireRejection(
                () -> fit(new FusionProblem(problem().batch(), shorter), options(), FitContext.seeded(seed())),
                Integer.toString(rows()),
                Integer.toString(rows() - 1));
    }

    @Test
    final void aSingleClassIsRejected() {
        int[] first = IntStream.range(0, rows()).filter(row -> row % 3 == 0).toArray();
        requireRejection(() -> fit(problem().rows(first), options(), FitContext.seeded(seed())), "class");
    }

    @Test
    final void anEmptyBatchIsRejected() {
        requireRejection(() -> fit(problem().rows(), options(), FitContext.seeded(seed())), "row");
        requireRejection(() -> fit().predict(problem().rows().batch()), "row");
    }

    @Test
    final void aMissingModalityIsRejectedByName() {
        FusionModel model = fit();
        List<String> names = problem().batch().names();
        for (String name : names) {
            String[] others =
                    names.stream().filter(other -> !other.equals(name)).toArray(String[]::new);
            requireRejection(() -> model.predict(problem().batch().only(others)), name);
        }
    }

    @Test
    final void anotherWidthThanAtTheFitIsRejectedByName() {
        FusionModel model = fit();
        for (Features features : problem().batch().modalities()) {
            MultimodalBatch wider = problem().batch().with(Tensors.widen(features));
            requireRejection(
                    () -> model.predict(wider),
                    features.modality().name(),
                    Integer.toString(features.width()),
                    Integer.toString(features.width() + 1));
        }
    }

    @Test
    final void anotherKindThanAtTheFitIsRejectedByName() {
        FusionModel model = fit();
        for (Features features : problem().batch().modalities()) {
            if (features.values().rank() == 2) {
                Features scores = Features.scores(features.modality().name(), features.values(), features.presence());
                requireRejection(
                        () -> model.predict(problem().batch().with(scores)),
                        features.modality().name(),
                        "SCORES");
            }
        }
    }

    @Test
    final void notANumberInAPresentRowIsRejectedByName() {
        FusionModel model = fit();
        Presence third = Presence.where(rows(), row -> row == 3);
        for (Features features : problem().batch().modalities()) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                MultimodalBatch batch = problem().batch().with(Tensors.fill(features, third, bad));
                String name = features.modality().name();
                requireRejection(() -> model.predict(batch), name, "3");
                requireRejection(
                        () -> fit(new FusionProblem(batch, problem().labels()), options(), FitContext.seeded(seed())),
                        name,
                        "3");
            }
        }
    }

    @Test
    final void aClassWithoutTrainingRowsIsTakenOrRefused() {
        List<String> classes = new ArrayList<>(problem().labels().classes());
        classes.add("never");
        Labels labels = Labels.of(classes, problem().labels().toArray());
        takenOrRefused(new FusionProblem(problem().batch(), labels), "with the class 'never', which no row has");
    }

    @Test
    final void aClassOfOneRowIsTakenOrRefused() {
        int[] rows = IntStream.range(0, rows())
                .filter(row -> row % 3 != 2 || row == 2)
                .toArray(); // classes take turns
        takenOrRefused(problem().rows(rows), "with one row of the third class");
    }

    /** A model that knows all classes of its labels, or a refusal that speaks of classes. */
    private void takenOrRefused(FusionProblem problem, String what) {
        FusionModel model;
        try {
            model = fit(problem, options(), FitContext.seeded(seed()));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(
                    message.contains("class"),
                    what + ": the refusal must say what is wrong with which class: " + message);
            return;
        }
        List<String> classes = problem.labels().classes();
        assertEquals(classes, model.classes(), what + ": the classes of the labels");
        requireProbabilities(model.predict(problem.batch()), problem.batch().rows(), classes.size(), what);
    }

    @Test
    final void aRefusedFitLeavesNothingBehind() throws IOException {
        FusionMethod<O> method = method();
        MultimodalBatch batch = problem().batch();
        Features first = batch.modalities().get(0);
        MultimodalBatch damaged = batch.with(Tensors.fill(first, Presence.where(rows(), row -> row == 3), Double.NaN));
        Labels shorter = problem().labels().rows(IntStream.range(0, rows() - 1).toArray());
        FitContext context = FitContext.seeded(seed());
        requireRejection(() -> method.fit(damaged, problem().labels(), options(), context));
        requireRejection(() -> method.fit(batch, shorter, options(), context));
        FusionModel after = method.fit(batch, problem().labels(), options(), context);
        assertEquals(results(fit(), batch), results(after, batch), "a fit after two that were refused, by one object");
    }
}
