package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.fusion.LateFusion.Combiner;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Member;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LateFusionTest {
    private static final float ROUNDING = 1e-6f;
    private static final Provenance NOWHERE = new Provenance("fusion/late", "1.0.0", Map.of(), 1, "test", "test");

    /** A member that answers with its own features. */
    private record Echo(String modality) implements FusionModel {
        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public List<Modality> modalities() {
            return List.of(Modality.vector(modality));
        }

        @Override
        public INDArray predict(MultimodalBatch batch) {
            return batch.get(modality).values();
        }

        @Override
        public Provenance provenance() {
            return NOWHERE;
        }

        @Override
        public History history() {
            return History.empty();
        }

        @Override
        public long parameterCount() {
            return 0;
        }

        @Override
        public void save(OutputStream out) {
            throw new IllegalStateException("not saved");
        }
    }

    private static LateFusion.Options options(Map<String, ?> given) {
        return new LateFusion().descriptor().schema().parse(given);
    }

    private static LateModel model(Combiner combiner, double... weights) {
        Map<String, FusionModel> members = new TreeMap<>();
        for (int m = 0; m < weights.length; m++) {
            String name = "m" + m;
            members.put(name, new Echo(name));
        }
        return new LateModel(
                new Members("fusion/late", Target.Kind.ONE_CLASS, List.of("a", "b", "c"), members),
                Collections.nCopies(weights.length, Calibrator.none()),
                weights,
                new double[] {0.5, 0.3, 0.2},
                options(Map.of("combiner", combiner)),
                NOWHERE,
                History.empty());
    }

    private static Features scores(String name, float... row) {
        return Features.vector(name, Host.tensor(DataType.FLOAT, row, 1, 3));
    }

    private static float[] predict(LateModel model, Features... features) {
        return Host.floats(model.predict(MultimodalBatch.of(features)));
    }

    @Test
    void theMeanIsTheMean() {
        // (0.6 + 0.2)/2 = 0.4, (0.3 + 0.3)/2 = 0.3, (0.1 + 0.5)/2 = 0.3
        float[] p =
                predict(model(Combiner.MEAN, 0.5, 0.5), scores("m0", 0.6f, 0.3f, 0.1f), scores("m1", 0.2f, 0.3f, 0.5f));
        assertArrayEquals(new float[] {0.4f, 0.3f, 0.3f}, p, ROUNDING);
    }

    @Test
    void theWeightedMeanUsesTheWeights() {
        // 0.75 * 0.6 + 0.25 * 0.2 = 0.5, 0.3, 0.75 * 0.1 + 0.25 * 0.5 = 0.2
        float[] p = predict(
                model(Combiner.WEIGHTED, 0.75, 0.25), scores("m0", 0.6f, 0.3f, 0.1f), scores("m1", 0.2f, 0.3f, 0.5f));
        assertArrayEquals(new float[] {0.5f, 0.3f, 0.2f}, p, ROUNDING);
    }

    @Test
    void anAbsentMemberIsWeighedAway() {
        Features gone = Features.vector(
                "m1", Host.tensor(DataType.FLOAT, new float[] {Float.NaN, 9, 9}, 1, 3), Presence.none(1));
        float[] p = predict(model(Combiner.WEIGHTED, 0.1, 0.9), scores("m0", 0.6f, 0.3f, 0.1f), gone);
        assertArrayEquals(new float[] {0.6f, 0.3f, 0.1f}, p, ROUNDING);
    }

    @Test
    void aMemberOfWeightZeroSpeaksWhereNobodyElseIs() {
        Features gone =
                Features.vector("m1", Host.tensor(DataType.FLOAT, new float[] {9, 9, 9}, 1, 3), Presence.none(1));
        float[] p = predict(model(Combiner.WEIGHTED, 0, 1), scores("m0", 0.6f, 0.3f, 0.1f), gone);
        assertArrayEquals(new float[] {0.6f, 0.3f, 0.1f}, p, ROUNDING);
    }

    @Test
    void aRowWithoutAnyModalityGetsTheClassShares() {
        Features gone =
                Features.vector("m0", Host.tensor(DataType.FLOAT, new float[] {9, 9, 9}, 1, 3), Presence.none(1));
        assertArrayEquals(new float[] {0.5f, 0.3f, 0.2f}, predict(model(Combiner.MEAN, 1), gone), ROUNDING);
    }

    @Test
    void theVoteGoesToTheMajorityAgainstTheMean() {
        // two votes for a; the mean is (0.4 + 0.4 + 0)/3 = 0.27 for a, (0.35 + 0.35 + 1)/3 = 0.57 for b
        float[] p = predict(
                model(Combiner.VOTE, 1 / 3.0, 1 / 3.0, 1 / 3.0),
                scores("m0", 0.4f, 0.35f, 0.25f),
                scores("m1", 0.4f, 0.35f, 0.25f),
                scores("m2", 0f, 1f, 0f));
        assertTrue(p[0] > p[1] && p[1] > p[2]);
        assertEquals(2 / 3.0, p[0], 2e-3);
        assertEquals(1, p[0] + p[1] + p[2], ROUNDING);
    }

    @Test
    void aTiedVoteGoesToTheLargerMean() {
        float[] p =
                predict(model(Combiner.VOTE, 0.5, 0.5), scores("m0", 0.5f, 0.3f, 0.2f), scores("m1", 0f, 0.1f, 0.9f));
        assertTrue(p[2] > p[0], "c has the mean 0.55, a has 0.25, both have one vote");
    }

    @Test
    void everyRuleMatchesItsDefinitionOnThreeMembers() {
        float[][] said = {{0.6f, 0.3f, 0.1f}, {0.2f, 0.3f, 0.5f}, {0.4f, 0.4f, 0.2f}};
        Features[] three = {scores("m0", said[0]), scores("m1", said[1]), scores("m2", said[2])};
        double[] third = {1 / 3.0, 1 / 3.0, 1 / 3.0};
        // median 0.4, 0.3, 0.2, sum 0.9
        assertArrayEquals(
                new float[] {4 / 9f, 3 / 9f, 2 / 9f}, predict(model(Combiner.MEDIAN, third), three), ROUNDING);
        // max 0.6, 0.4, 0.5, sum 1.5
        assertArrayEquals(new float[] {0.4f, 4 / 15f, 1 / 3f}, predict(model(Combiner.MAX, third), three), ROUNDING);
        // min 0.2, 0.3, 0.1, sum 0.6
        assertArrayEquals(new float[] {1 / 3f, 0.5f, 1 / 6f}, predict(model(Combiner.MIN, third), three), ROUNDING);
        // product / prior^2: 0.048/0.25 = 0.192, 0.036/0.09 = 0.4, 0.01/0.04 = 0.25, sum 0.842
        assertArrayEquals(
                new float[] {0.192f / 0.842f, 0.4f / 0.842f, 0.25f / 0.842f},
                predict(model(Combiner.PRODUCT, third), three),
                ROUNDING);
        // geometric means: 0.048^(1/3) = 0.363424, 0.036^(1/3) = 0.330193, 0.01^(1/3) = 0.215443, sum 0.909060
        assertArrayEquals(
                new float[] {0.363424f / 0.909060f, 0.330193f / 0.909060f, 0.215443f / 0.909060f},
                predict(model(Combiner.LOG_POOL, third), three),
                ROUNDING);
    }

    @Test
    void theProductOfMembersThatRepeatThePriorIsThePrior() {
        float[] prior = {0.5f, 0.3f, 0.2f};
        float[] p = predict(
                model(Combiner.PRODUCT, 1 / 3.0, 1 / 3.0, 1 / 3.0),
                scores("m0", prior),
                scores("m1", prior),
                scores("m2", prior));
        assertArrayEquals(prior, p, ROUNDING);
    }

    @Test
    void agreeingMembersAreWhatTheySayUnderEveryRuleButTheProductAndTheVote() {
        float[] same = {0.7f, 0.2f, 0.1f};
        for (Combiner combiner : Combiner.values()) {
            if (combiner != Combiner.PRODUCT && combiner != Combiner.VOTE) {
                float[] p = predict(model(combiner, 0.5, 0.5), scores("m0", same), scores("m1", same));
                assertArrayEquals(same, p, ROUNDING, combiner.name());
            }
        }
    }

    @Test
    void membersThatExcludeEachOtherFallBackToTheMeanUnderTheLeast() {
        float[] p = predict(model(Combiner.MIN, 0.5, 0.5), scores("m0", 1, 0, 0), scores("m1", 0, 0, 1));
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, p, ROUNDING);
    }

    @Test
    void confidenceIsOneMinusTheEntropyInUnitsOfItsMaximum() {
        // H(1, 0, 0) = 0: confidence 1; H(1/2, 1/2, 0) = ln 2: confidence 1 - ln 2 / ln 3 = 0.369070
        Features[] two = {scores("m0", 1, 0, 0), scores("m1", 0, 0.5f, 0.5f)};
        LateModel model = model(Combiner.CONFIDENCE, 0.5, 0.5);
        float w = 1 / 1.369070f;
        INDArray weights = model.explain(MultimodalBatch.of(two)).get("weights");
        assertNotNull(weights);
        assertArrayEquals(new float[] {w, 1 - w}, Host.floats(weights), ROUNDING);
        assertArrayEquals(new float[] {w, (1 - w) / 2, (1 - w) / 2}, predict(model, two), ROUNDING);
        Features[] undecided = {scores("m0", 1 / 3f, 1 / 3f, 1 / 3f), scores("m1", 1 / 3f, 1 / 3f, 1 / 3f)};
        assertArrayEquals(new float[] {1 / 3f, 1 / 3f, 1 / 3f}, predict(model, undecided), ROUNDING);
    }

    private static final Labels LABELS = Labels.of(List.of("a", "b", "c", "a", "b", "c", "a", "b", "c", "a"));

    /** Ten rows of two modalities of scores that lean to the right class, and one of features. */
    private static MultimodalBatch scored() {
        float[] first = new float[30];
        float[] second = new float[30];
        float[] features = new float[20];
        for (int row = 0; row < 10; row++) {
            for (int c = 0; c < 3; c++) {
                boolean right = LABELS.get(row) == c;
                first[3 * row + c] = right ? 0.6f : 0.2f;
                second[3 * row + c] = (row % 2 == 0) == right ? 0.5f : right ? 0 : 0.25f;
            }
            float sum = second[3 * row] + second[3 * row + 1] + second[3 * row + 2];
            for (int c = 0; c < 3; c++) {
                second[3 * row + c] /= sum;
            }
            features[2 * row] = LABELS.get(row) + 0.1f * row;
            features[2 * row + 1] = row % 3 == 2 ? 1 : 0;
        }
        return MultimodalBatch.of(
                Features.scores("first", Host.tensor(DataType.FLOAT, first, 10, 3), Presence.all(10)),
                Features.scores("second", Host.tensor(DataType.FLOAT, second, 10, 3), Presence.all(10)),
                Features.vector("third", Host.tensor(DataType.FLOAT, features, 10, 2)));
    }

    @Test
    void givenScoresSpeakForThemselvesUnderFixedWeights() throws IOException {
        LateModel model = new LateFusion()
                .fit(
                        scored().only("first", "second"),
                        LABELS,
                        options(Map.of("weights", "first=3, second=1")),
                        FitContext.seeded(1));
        MultimodalBatch batch = MultimodalBatch.of(
                Features.scores("first", row(0.6f, 0.3f, 0.1f), Presence.all(1)),
                Features.scores("second", row(0.2f, 0.3f, 0.5f), Presence.all(1)));
        // 0.75 * 0.6 + 0.25 * 0.2 = 0.5, 0.3, 0.2
        assertArrayEquals(new float[] {0.5f, 0.3f, 0.2f}, Host.floats(model.predict(batch)), ROUNDING);
        assertEquals(0, model.parameterCount());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        LateModel back = (LateModel) new LateFusion().load(new ByteArrayInputStream(out.toByteArray()));
        assertArrayEquals(Host.floats(model.predict(batch)), Host.floats(back.predict(batch)), 0);
    }

    @Test
    void learnedWeightsCountAsParameters() {
        MultimodalBatch given = scored().only("first", "second");
        LateModel learned = new LateFusion()
                .fit(given, LABELS, options(Map.of("combiner", Combiner.WEIGHTED)), FitContext.seeded(1));
        assertEquals(2, learned.parameterCount(), "one weight per member, and given scores have none of their own");
    }

    @Test
    void aRefitNeedsALabelForEveryRow() {
        LateModel model = new LateFusion().fit(scored(), LABELS, options(Map.of("epochs", 1)), FitContext.seeded(1));
        Member<?> member = new Member<>(
                new ConcatFusion(), new ConcatFusion().descriptor().schema().parse(Map.of("epochs", 1)));
        requireMessage(
                "fusion/late: the batch has 10 rows, the labels 3",
                () -> model.refit("third", member, scored(), Labels.of(List.of("a", "b", "c")), FitContext.seeded(1)));
    }

    private static INDArray row(float... values) {
        return Host.tensor(DataType.FLOAT, values, 1, values.length);
    }

    @Test
    void logitsPassASoftmax() {
        LateModel model = new LateFusion()
                .fit(scored().only("first"), LABELS, options(Map.of("scores", "LOGITS")), FitContext.seeded(1));
        // softmax(ln 2, 0, 0) = 1/2, 1/4, 1/4
        MultimodalBatch batch =
                MultimodalBatch.of(Features.scores("first", row((float) Math.log(2), 0, 0), Presence.all(1)));
        assertArrayEquals(new float[] {0.5f, 0.25f, 0.25f}, Host.floats(model.predict(batch)), ROUNDING);
    }

    @Test
    void exchangingOneMemberLeavesTheOthersAsTheyAreToTheBit() throws IOException {
        LateFusion method = new LateFusion();
        for (Combiner combiner : List.of(Combiner.MEAN, Combiner.WEIGHTED)) {
            LateFusion.Options options =
                    options(Map.of("combiner", combiner, "epochs", 3, "hidden", 4, "scores", "FEATURES"));
            LateModel before = method.fit(scored(), LABELS, options, FitContext.seeded(1));
            Member<?> other = new Member<>(
                    new ConcatFusion(),
                    new ConcatFusion().descriptor().schema().parse(Map.of("epochs", 2, "hidden", 3)));
            LateModel after = before.refit("third", other, scored(), LABELS, FitContext.seeded(1));
            for (String name : List.of("first", "second")) {
                assertArrayEquals(saved(before.member(name)), saved(after.member(name)), combiner + ": " + name);
            }
            assertEquals("fusion/early", before.member("third").provenance().methodId());
            assertEquals("fusion/mid-concat", after.member("third").provenance().methodId());
            LateModel direct = method.fit(scored(), LABELS, options, FitContext.seeded(1), Map.of("third", other));
            assertArrayEquals(
                    Host.floats(direct.predict(scored())),
                    Host.floats(after.predict(scored())),
                    0,
                    combiner + ": a refit is a fit with that member from the start");
            LateModel back = (LateModel) method.load(new ByteArrayInputStream(saved(after)));
            assertArrayEquals(Host.floats(after.predict(scored())), Host.floats(back.predict(scored())), 0);
        }
    }

    private static byte[] saved(FusionModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        return out.toByteArray();
    }

    private static void requireMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void whatDoesNotFitIsRejected() {
        LateFusion method = new LateFusion();
        FitContext context = FitContext.seeded(1);
        MultimodalBatch one = scored().only("first");
        LateModel model = method.fit(one, LABELS, options(Map.of()), context);
        requireMessage(
                "Options.weights are used by MEAN, LOG_POOL and VOTE; combiner is MAX",
                () -> options(Map.of("combiner", Combiner.MAX, "weights", "first=1")));
        requireMessage(
                "Options.weights must be modality=number, each modality once, numbers at least 0, got 'first'",
                () -> options(Map.of("weights", "first")));
        requireMessage(
                "fusion/late: Options.weights: unknown modality 'fist'; did you mean 'first'? Known: first",
                () -> method.fit(one, LABELS, options(Map.of("weights", "fist=1")), context));
        requireMessage(
                "fusion/late: Options.weights: one weight at least must be above 0",
                () -> method.fit(one, LABELS, options(Map.of("weights", "first=0")), context));
        requireMessage(
                "Options.holdout must be above 0 where calibration is PLATT, got 0.0: on its own training rows a member looks"
                        + " better than it is",
                () -> options(Map.of("calibration", "PLATT", "holdout", 0)));
        requireMessage(
                "first: row 0 is no row of probabilities, at least 0 each and 1 in sum; set the option scores to LOGITS or"
                        + " FEATURES",
                () -> model.predict(MultimodalBatch.of(Features.scores("first", row(1, 1, 0), Presence.all(1)))));
        requireMessage(
                "first: given scores need one column per class, 3 for [a, b, c], got 2; set the option scores to FEATURES to"
                        + " train on them instead",
                () -> model.predict(MultimodalBatch.of(Features.scores("first", row(1, 0), Presence.all(1)))));
        requireMessage(
                "fusion/late: refit needs the seed of the first fit, 1, got 2; with another one it would hold out rows that"
                        + " the other members were trained on",
                () -> model.refit("first", Member.of(new EarlyFusion()), one, LABELS, FitContext.seeded(2)));
        requireMessage(
                "fusion/late: unknown member 'frist'; did you mean 'first'? Known: first",
                () -> model.refit("frist", Member.of(new EarlyFusion()), one, LABELS, context));
        requireMessage(
                "fusion/late: unknown modality 'other'. Known: first",
                () -> method.fit(
                        one, LABELS, options(Map.of()), context, Map.of("other", Member.of(new EarlyFusion()))));
        Labels alike = Labels.of(List.of("a", "b"), new int[] {0, 0, 0, 1});
        MultimodalBatch batch = MultimodalBatch.of(
                Features.vector("x", Host.tensor(DataType.FLOAT, new float[] {0, 1, 0, 1}, 4, 1)),
                Features.vector(
                        "y",
                        Host.tensor(DataType.FLOAT, new float[] {0, 1, 0, 1}, 4, 1),
                        Presence.where(4, row -> row < 3)));
        requireMessage(
                "fusion/late: the 3 training rows that have modality 'y' are of 1 class; a member needs rows of at least 2"
                        + " classes",
                () -> method.fit(batch, alike, options(Map.of("epochs", 1)), context));
    }

    @Test
    void weightsWithoutHeldOutRowsAreRejected() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> options(Map.of("combiner", Combiner.WEIGHTED, "holdout", 0)));
        assertEquals(
                "Options.holdout must be above 0 where combiner is WEIGHTED, got 0.0: weights learned on the members' own"
                        + " training rows reward overfitting",
                e.getMessage());
    }

    @Test
    void aModalityThatNoTrainingRowHasIsRejected() {
        MultimodalBatch batch = MultimodalBatch.of(
                Features.vector("x", Host.tensor(DataType.FLOAT, new float[] {0, 1, 0, 1}, 4, 1)),
                Features.vector("y", Host.tensor(DataType.FLOAT, new float[4], 4, 1), Presence.none(4)));
        LateFusion method = new LateFusion();
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> method.fit(
                        batch,
                        Labels.of(List.of("a", "b", "a", "b")),
                        method.descriptor().schema().defaults(),
                        FitContext.seeded(1)));
        assertEquals("fusion/late: no training row has modality 'y'; leave it out of the batch", e.getMessage());
    }
}
