package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The contract of fusion methods. Extend it, name the method and cheap options:
 *
 * <pre>{@code
 * class GatedTest extends FusionMethodContract<Gated.Options> {
 *     protected Gated method() {
 *         return new Gated();
 *     }
 * }
 * }</pre>
 *
 * @param <O> the options record
 */
public abstract class FusionMethodContract<O extends Record> extends FusionTargetContract<O> {
    /** The same row in another place or block of a float product: a few roundings of 6e-8, through some layers. */
    private static final double ROW_TOLERANCE = 1e-5;

    /** Modalities in another order change the order of sums, and training carries the roundings on. */
    private static final double ORDER_TOLERANCE = 1e-4;

    /** Held-out accuracy above chance by 4 standard deviations of chance: happens by luck once in 30,000 times. */
    private static final double DEVIATIONS = 4;

    /** Options that suffice to learn an easy problem of 200 rows. */
    protected O optionsToLearn() {
        return wholeOptions();
    }

    /**
     * The options under which the method takes absent modalities; found by the option {@code missing} where there is
     * one. Empty where it takes none.
     */
    protected List<O> optionsForMissing() {
        if (!claims(Capability.HANDLES_MISSING)) {
            return List.of();
        }
        Optional<OptionsSchema.Option> option = descriptor().schema().options().stream()
                .filter(o -> o.type() == MissingPolicy.class)
                .findFirst();
        if (option.isEmpty()) {
            return List.of(options());
        }
        List<O> found = new ArrayList<>();
        for (MissingPolicy policy : MissingPolicy.values()) {
            boolean offered = method() instanceof TrainableFusion<?> network
                    ? network.missingPolicies().contains(policy)
                    : accepts(Map.of(option.get().name(), policy));
            if (offered && policy != MissingPolicy.REJECT) {
                found.add(options(Map.of(option.get().name(), policy)));
            }
        }
        return found;
    }

    private boolean accepts(Map<String, ?> changes) {
        try {
            fit(problem(), options(changes), FitContext.seeded(seed()));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The first options under which rows with absent modalities are refused, if there are any. */
    private Optional<O> optionsForComplete() {
        if (!claims(Capability.HANDLES_MISSING)) {
            return Optional.of(options());
        }
        return descriptor().schema().options().stream()
                .filter(o -> o.type() == MissingPolicy.class)
                .findFirst()
                .filter(o -> accepts(Map.of(o.name(), MissingPolicy.REJECT)))
                .map(o -> options(Map.of(o.name(), MissingPolicy.REJECT)));
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        FusionModel model = fit(problem(), options, FitContext.seeded(seed()).with(cancellation));
        requireProbabilities(model.predict(problem().batch()), rows(), 3, options.toString());
    }

    @Test
    final void everyProAndConIsAClaim() {
        for (Claim.Side side : Claim.Side.values()) {
            assertTrue(
                    descriptor().claims().stream().anyMatch(claim -> claim.side() == side),
                    descriptor().id() + ": say what speaks for the method and what against it; there is no " + side);
        }
    }

    @Test
    final void probabilitiesAreFiniteAndRowsSumToOne() {
        FusionModel model = fit();
        FusionProblem problem = problem();
        assertEquals(problem.labels().classes(), model.classes(), "classes in the order of the labels");
        assertEquals(
                modalities().stream().map(Modality::toString).sorted().toList(),
                model.modalities().stream().map(Modality::toString).sorted().toList(),
                "the modalities of the fit");
        requireProbabilities(model.predict(problem.batch()), rows(), 3, "after a fit");
        model.fuse(problem.batch()).ifPresent(fused -> {
            assertEquals(rows(), fused.size(0), "rows of the fused representation");
            assertTrue(Double.isFinite(dev.interlace.learn.tape.Host.sum(fused)), "the fused representation is finite");
        });
    }

    @Test
    final void anEasyProblemIsLearned() {
        FusionProblem problem = problem(seed(), 300);
        int[] train = IntStream.range(0, 200).toArray();
        int[] test = IntStream.range(200, 300).toArray();
        FusionModel model = fit(problem.rows(train), optionsToLearn(), FitContext.seeded(seed()));
        double[][] p = Tensors.rows(model.predict(problem.batch().rows(test)));
        int right = 0;
        for (int i = 0; i < test.length; i++) {
            int best = 0;
            for (int c = 0; c < p[i].length; c++) {
                best = p[i][c] > p[i][best] ? c : best;
            }
            right += best == problem.labels().get(test[i]) ? 1 : 0;
        }
        double chance = 100 / 3.0;
        double bound = chance + DEVIATIONS * Math.sqrt(100 * (1 / 3.0) * (2 / 3.0));
        assertTrue(
                right > bound,
                "of 100 held-out rows of three well separated classes " + right
                        + " are right, chance is 33; if the options are too cheap to learn, override optionsToLearn");
    }

    @Test
    final void inputsStayUnchanged() {
        FusionProblem problem = problem();
        List<String> before = bits(problem.batch());
        FusionModel model = fit(problem, options(), FitContext.seeded(seed()));
        assertEquals(before, bits(problem.batch()), "fit changed its batch");
        results(model, problem.batch());
        assertEquals(before, bits(problem.batch()), "predict, fuse or explain changed its batch");
    }

    @Test
    final void theSameSeedGivesTheSameBits() {
        MultimodalBatch batch = problem().batch();
        assertEquals(results(fit(), batch), results(fit(), batch), "two fits from seed " + seed());
    }

    @Test
    final void predictingTwiceAndFromAnotherThreadGivesTheSameBits() throws InterruptedException, ExecutionException {
        MultimodalBatch batch = problem().batch();
        FusionModel model = fit();
        Object first = results(model, batch);
        results(model, batch.rows(new int[] {1}));
        assertEquals(first, results(model, batch), "the second time");
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            assertEquals(first, pool.submit(() -> results(model, batch)).get(), "from another thread");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    final void aBatchOfOneEqualsItsRowInTheBatch() {
        FusionModel model = fit();
        MultimodalBatch batch = problem().batch();
        double[][] all = Tensors.rows(model.predict(batch));
        for (int row = 0; row < rows(); row += 5) {
            double[][] alone = Tensors.rows(model.predict(batch.rows(new int[] {row})));
            assertEquals(0, Tensors.difference(new double[][] {all[row]}, alone), ROW_TOLERANCE, "row " + row);
        }
    }

    @Test
    final void permutedRowsGivePermutedPredictions() {
        FusionModel model = fit();
        MultimodalBatch batch = problem().batch();
        int[] order = new SeedSource(seed()).permutation(rows());
        double[][] all = Tensors.rows(model.predict(batch));
        double[][] permuted = Tensors.rows(model.predict(batch.rows(order)));
        double[][] expected = Arrays.stream(order).mapToObj(row -> all[row]).toArray(double[][]::new);
        assertEquals(0, Tensors.difference(expected, permuted), ROW_TOLERANCE);
    }

    @Test
    final void theOrderOfModalitiesDoesNotMatter() {
        FusionProblem problem = problem();
        List<Features> reversed = new ArrayList<>(problem.batch().modalities());
        Collections.reverse(reversed);
        MultimodalBatch other = MultimodalBatch.of(problem.batch().rowIds(), reversed);
        FusionModel model = fit();
        double[][] expected = Tensors.rows(model.predict(problem.batch()));
        assertAll(
                () -> assertEquals(
                        0, Tensors.difference(expected, Tensors.rows(model.predict(other))), ROW_TOLERANCE, "predict"),
                () -> {
                    FusionModel refitted =
                            fit(new FusionProblem(other, problem.labels()), options(), FitContext.seeded(seed()));
                    double[][] got = Tensors.rows(refitted.predict(problem.batch()));
                    assertEquals(0, Tensors.difference(expected, got), ORDER_TOLERANCE, "fit");
                });
    }

    @Test
    final void anUnknownFurtherModalityIsIgnoredByPredict() {
        FusionModel model = fit();
        MultimodalBatch batch = problem().batch();
        MultimodalBatch more = batch.with(batch.modalities().get(0).named("further"));
        assertEquals(bits(model.predict(batch)), bits(model.predict(more)));
    }

    @Test
    final void whatPaddingHoldsDoesNotMatter() {
        assumeTrue(
                modalities().stream().anyMatch(m -> m.kind() == Modality.Kind.TOKENS),
                "the problem has no token sequences");
        FusionProblem problem = problem();
        FusionModel model = fit();
        String expected = bits(model.predict(problem.batch()));
        double[][] rows = Tensors.rows(model.predict(problem.batch()));
        for (double garbage : new double[] {Double.NaN, 1e30}) {
            MultimodalBatch filled = problem.batch();
            MultimodalBatch longer = problem.batch();
            for (Features features : filled.modalities()) {
                if (features.modality().kind() == Modality.Kind.TOKENS) {
                    filled = filled.with(Tensors.fillPadding(features, garbage));
                    longer = longer.with(Tensors.pad(features, garbage));
                }
            }
            assertEquals(expected, bits(model.predict(filled)), "predict with padding of " + garbage);
            FusionModel refitted =
                    fit(new FusionProblem(filled, problem.labels()), options(), FitContext.seeded(seed()));
            assertEquals(expected, bits(refitted.predict(problem.batch())), "fit with padding of " + garbage);
            assertEquals(
                    0,
                    Tensors.difference(rows, Tensors.rows(model.predict(longer))),
                    ROW_TOLERANCE,
                    "predict with two more positions of padding");
        }
    }

    @Test
    final void whatAbsentRowsHoldDoesNotMatter() {
        assumeTrue(claims(Capability.HANDLES_MISSING), "the method does not claim HANDLES_MISSING");
        for (O options : optionsForMissing()) {
            FusionProblem holed = holed(problem());
            FusionModel model = fit(holed, options, FitContext.seeded(seed()));
            String expected = bits(model.predict(holed.batch()));
            MultimodalBatch filled = holed.batch();
            for (Features features : filled.modalities()) {
                Presence presence = features.presence();
                Presence absent = Presence.where(presence.rows(), row -> !presence.has(row));
                filled = filled.with(Tensors.fill(features, absent, Double.NaN));
            }
            assertEquals(expected, bits(model.predict(filled)), options + ": predict with NaN in absent rows");
            FusionModel refitted = fit(new FusionProblem(filled, holed.labels()), options, FitContext.seeded(seed()));
            assertEquals(expected, bits(refitted.predict(holed.batch())), options + ": fit with NaN in absent rows");
        }
    }

    @Test
    final void everySubsetOfModalitiesWorksIfMissingIsHandled() {
        assumeTrue(claims(Capability.HANDLES_MISSING), "the method does not claim HANDLES_MISSING");
        assertFalse(
                optionsForMissing().isEmpty(),
                "HANDLES_MISSING is claimed, but no options take absent modalities; override optionsForMissing");
        for (O options : optionsForMissing()) {
            FusionProblem holed = holed(problem());
            FusionModel model = fit(holed, options, FitContext.seeded(seed()));
            requireProbabilities(model.predict(holed.batch()), rows(), 3, options + ": rows with holes");
            List<String> names = holed.batch().names();
            for (int subset = 0; subset < 1 << names.size(); subset++) { // 0: rows of which nothing is known
                MultimodalBatch some = problem().batch();
                for (int m = 0; m < names.size(); m++) {
                    if ((subset >> m & 1) == 0) {
                        some = some.masked(names.get(m), Presence.none(rows()));
                    }
                }
                requireProbabilities(model.predict(some), rows(), 3, options + ": " + some);
            }
        }
    }

    @Test
    final void absentModalitiesAreRefusedByNameWhereTheyAreNotHandled() {
        Optional<O> complete = optionsForComplete();
        assumeFalse(complete.isEmpty(), "the method takes absent modalities under all options");
        complete.ifPresent(options -> {
            FusionModel model = fit(problem(), options, FitContext.seeded(seed()));
            for (String name : problem().batch().names()) {
                Presence holes = new Problems(seed()).holes(name, rows());
                FusionProblem holed = new FusionProblem(
                        problem().batch().masked(name, holes), problem().labels());
                requireRejection(() -> fit(holed, options, FitContext.seeded(seed())), name);
                requireRejection(() -> model.predict(holed.batch()), name);
            }
        });
    }

    private FusionProblem holed(FusionProblem problem) {
        MultimodalBatch batch = problem.batch();
        for (String name : batch.names()) {
            batch = batch.masked(name, new Problems(seed()).holes(name, batch.rows()));
        }
        return new FusionProblem(batch, problem.labels());
    }

    @Test
    final void everyDeclaredParameterLearns() throws IOException {
        List<O> all = new ArrayList<>(optionsForMissing());
        all.add(options());
        for (O options : all) {
            boolean holes = optionsForMissing().contains(options);
            Map<String, INDArray> one = parametersAfter(options, seed(), holes);
            assumeTrue(!one.isEmpty(), "the model declares no parameter in a model file of learn");
            Fits.everyParameterMoved(one, parametersAfter(options, seed() + 1, holes));
        }
    }

    private Map<String, INDArray> parametersAfter(O options, long problemSeed, boolean holes) throws IOException {
        FusionProblem problem = problem(problemSeed, rows());
        FusionModel model = fit(holes ? holed(problem) : problem, options, FitContext.seeded(seed()));
        Map<String, INDArray> parameters = Fits.parameters(model);
        long length = parameters.values().stream().mapToLong(INDArray::length).sum();
        assertTrue(model.parameterCount() >= length, "parameterCount is below the " + length + " saved parameters");
        return parameters;
    }

    @Test
    final void aSavedModelComesBackBitByBit() throws IOException {
        MultimodalBatch batch = problem().batch();
        Fits.saveAndLoad(fit(), method()::load, model -> results(model, batch));
    }

    @Test
    final void aDamagedFileIsAnIoException() throws IOException {
        Fits.rejectsDamagedFiles(fit(), method()::load, seed());
    }

    @Test
    final void aFileOfAnotherMethodIsRefused() throws IOException {
        Fits.rejectsOthersFiles(fit(), method()::load);
    }

    @Test
    final void theProvenanceSuffices() {
        FitContext context = FitContext.seeded(seed()).on("data/of-the-contract");
        FusionModel model = fit(problem(), options(), context);
        Fits.provenance(model, descriptor(), context);
        O again = descriptor().schema().parse(model.provenance().options());
        FusionModel replayed = fit(problem(), again, context);
        assertEquals(
                bits(model.predict(problem().batch())),
                bits(replayed.predict(problem().batch())),
                "a fit with the options and the seed of the provenance");
    }

    @Test
    final void aStoppedFitGoesOnFromItsCheckpoints(@TempDir Path folder) throws IOException {
        Fits.resumes(
                context -> fit(problem(), options(), context),
                model -> results(model, problem().batch()),
                seed(),
                folder);
    }

    @Test
    final void aCancelledFitStopsWithTheCallersError() {
        Fits.cancels(context -> fit(problem(), options(), context), seed());
    }

    @Test
    final void aFitAsksForCancellationOften() {
        FusionProblem larger = problem(seed(), 20 * rows());
        Fits.checksOften(context -> fit(larger, options(), context), seed());
    }

    @Test
    final void progressIsReported() {
        Fits.reports(context -> fit(problem(), options(), context), seed());
    }

    @Test
    final void explanationsAreGivenIfClaimed() {
        assumeTrue(claims(Capability.EXPLAINS), "the method does not claim EXPLAINS");
        FusionModel model = fit();
        MultimodalBatch batch = problem().batch();
        Map<String, INDArray> explanations = model.explain(batch);
        Map<String, INDArray> ofTwo = model.explain(batch.rows(new int[] {0, 1}));
        assertFalse(explanations.isEmpty(), "EXPLAINS is claimed, but explain gives nothing");
        assertEquals(explanations.keySet(), ofTwo.keySet(), "the names of explanations of all rows and of two");
        explanations.forEach((name, array) -> {
            assertEquals(rows(), array.size(0), "the explanation '" + name + "' has one entry per row");
            long[] expected = array.shape().clone();
            expected[0] = 2;
            assertArrayEquals(
                    expected,
                    ofTwo.getOrDefault(name, array).shape(),
                    "the width of the explanation '" + name + "' must not depend on the number of rows");
            assertTrue(Double.isFinite(dev.interlace.learn.tape.Host.sum(array)), name + " is finite");
        });
    }
}
