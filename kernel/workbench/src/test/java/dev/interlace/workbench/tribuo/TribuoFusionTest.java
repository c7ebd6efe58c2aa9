package dev.interlace.workbench.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;

class TribuoFusionTest {
    private static final MultimodalBatch BATCH = MultimodalBatch.of(
            Features.vector("b", Nd4j.createFromArray(new float[][] {{0}, {0}, {1}, {1}, {5}, {5}})),
            Features.vector("a", Nd4j.createFromArray(new float[][] {{1, 2}, {2, 1}, {1, 2}, {2, 1}, {1, 1}, {2, 2}})));
    private static final Labels LABELS =
            Labels.of(List.of("high", "low", "never", "top"), new int[] {1, 1, 0, 0, 3, 3});

    private static FusionModel fit(Trainer<Label> trainer, Map<String, ?> options, long seed) {
        TribuoFusion method = TribuoFusion.of(trainer);
        return method.fit(BATCH, LABELS, method.descriptor().schema().parse(options), FitContext.seeded(seed));
    }

    private static Trainer<Label> forest() {
        return new RandomForestTrainer<>(new CARTClassificationTrainer(3, 0.6f, 5L), new VotingCombiner(), 5);
    }

    private static String refused(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void aTreeAnswersInTheOrderOfTheClassesAndAClassItNeverSawHasNothing() {
        FusionModel model = fit(new CARTClassificationTrainer(6, 1f, 0f, 1f, false, new GiniIndex(), 1L), Map.of(), 1);
        assertEquals(LABELS.classes(), model.classes());
        double[] p = Host.doubles(model.predict(BATCH));
        assertArrayEquals(new double[] {0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1}, p);
        assertEquals(5, model.parameterCount(), "two splits and three leaves");
    }

    @Test
    void featuresHaveNamesWhoseOrderIsThatOfTheColumns() {
        TribuoModel model = (TribuoModel) fit(new CARTClassificationTrainer(), Map.of(), 1);
        assertEquals(
                List.of("a:0000", "a:0001", "b:0000"),
                model.tribuo().getFeatureIDMap().keySet().stream().sorted().toList());
    }

    @Test
    void tribuosProvenanceIsKeptInOursAndInTheFile() throws IOException {
        FusionModel model = fit(new CARTClassificationTrainer(3), Map.of(), 1);
        String words = model.provenance().options().getOrDefault("trainer", "");
        assertTrue(words.startsWith("CARTClassificationTrainer {") && words.contains("maxDepth=3"), words);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        TribuoModel back = (TribuoModel) new TribuoFusion().load(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(
                ((TribuoModel) model).tribuo().getProvenance(), back.tribuo().getProvenance());
        assertTrue(
                back.tribuo().getProvenance().getTrainerProvenance().toString().contains("CARTClassification"));
    }

    @Test
    void oneTrainerGivesTheSameForestHoweverOftenItWasUsedBefore() {
        Trainer<Label> used = forest();
        double[] first = Host.doubles(fit(used, Map.of(), 3).predict(BATCH));
        fit(used, Map.of(), 4);
        fit(used, Map.of(), 5);
        assertArrayEquals(first, Host.doubles(fit(used, Map.of(), 3).predict(BATCH)));
        assertArrayEquals(first, Host.doubles(fit(forest(), Map.of(), 3).predict(BATCH)));
    }

    @Test
    void theSeedOfTheFitReachesTheTrainer() {
        double[] first = Host.doubles(fit(forest(), Map.of(), 3).predict(BATCH));
        boolean differs = false;
        for (long seed = 4; seed < 12; seed++) {
            double[] other = Host.doubles(fit(forest(), Map.of(), seed).predict(BATCH));
            differs |= !java.util.Arrays.equals(first, other);
        }
        assertTrue(differs, "forests of nine seeds are all the same");
    }

    @Test
    void aTrainerWithoutProbabilitiesIsRefusedUnlessOneHotIsAskedFor() {
        Trainer<Label> hinge = new LinearSGDTrainer(new Hinge(), new AdaGrad(0.5), 50, 7L);
        String message = refused(() -> fit(hinge, Map.of(), 1));
        assertTrue(message.startsWith("fusion/tribuo: the scores of LinearSGDTrainer {"), message);
        assertTrue(
                message.endsWith(
                        "are no probabilities; set the option answer to SHARES (scores of at least 0, divided by"
                                + " their sum) or ONE_HOT, or take a trainer that gives probabilities"),
                message);
        for (double p : Host.doubles(fit(hinge, Map.of("answer", "ONE_HOT"), 1).predict(BATCH))) {
            assertTrue(p == 0 || p == 1, "one class has everything, got " + p);
        }
    }

    @Test
    void aRowOfWhichNothingIsKnownGetsTheClassShares() {
        FusionModel model = fit(new CARTClassificationTrainer(), Map.of("missing", "MEAN"), 1);
        MultimodalBatch nothing = BATCH.masked("a", Presence.none(6))
                .masked("b", Presence.none(6))
                .rows(new int[] {0});
        assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 0, 1 / 3.0}, Host.doubles(model.predict(nothing)), 1e-7);
    }

    @Test
    void policiesThatNeedAGradientAreRefusedByName() {
        assertEquals(
                "TribuoFusion: missing must be one of REJECT, MEAN, CONDITIONAL_GAUSSIAN, ZERO, got LEARNED_TOKEN",
                refused(() -> fit(new CARTClassificationTrainer(), Map.of("missing", "LEARNED_TOKEN"), 1)));
    }

    @Test
    void optionsOfAnotherTrainerAreRefused() {
        String message =
                refused(() -> fit(new CARTClassificationTrainer(), Map.of("trainer", "LogisticRegressionTrainer"), 1));
        assertTrue(
                message.startsWith(
                        "fusion/tribuo: the option trainer says 'LogisticRegressionTrainer', but the trainer is"
                                + " CARTClassificationTrainer {"),
                message);
    }
}
