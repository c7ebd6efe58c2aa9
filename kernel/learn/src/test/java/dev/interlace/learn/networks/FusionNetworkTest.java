package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class FusionNetworkTest {
    record Options(
            @Param(doc = "units", min = 1, init = 8) int hidden,
            @Param(doc = "epochs", min = 1, init = 40) int epochs,
            @Param(doc = "step", min = 0, init = 0.02) double learningRate,
            @Param(doc = "missing", choice = "REJECT") MissingPolicy missing)
            implements TrainingOptions {}

    /** Hidden layers per modality, side by side. */
    private static class Joined implements TrainableFusion<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("fusion/joined", "1.0.0", "Joined", "Side by side", Options.class);
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            List<Var> all = new ArrayList<>();
            for (Input input : inputs.all()) {
                all.add(layers.dense(input.modality().name(), input.features(), options.hidden()));
            }
            Var joined = layers.tape().concat(all);
            layers.explain("joined", joined.value());
            return joined;
        }
    }

    private static final Options OPTIONS = new Options(8, 15, 0.05, MissingPolicy.REJECT);
    private static final int ROWS = 600; // more than one block of 256 predicted rows

    /** Two classes that the sign of image column 0 decides; audio is noise. */
    private static MultimodalBatch batch() {
        return MultimodalBatch.of(
                Features.vector("image", Matrices.normal(1, DataType.FLOAT, ROWS, 3)),
                Features.vector("audio", Matrices.normal(2, DataType.FLOAT, ROWS, 2)));
    }

    private static Labels labels() {
        float[] image = Host.floats(batch().get("image").values());
        return Labels.of(
                List.of("negative", "positive"),
                IntStream.range(0, ROWS).map(row -> image[3 * row] > 0 ? 1 : 0).toArray());
    }

    private static FusionModel fit(Options options) {
        return new Joined().fit(batch(), labels(), options, FitContext.seeded(3));
    }

    @Test
    void aClassThatOneColumnDecidesIsLearned() {
        float[] p = Host.floats(fit(OPTIONS).predict(batch()));
        int right = 0;
        for (int row = 0; row < ROWS; row++) {
            right += (p[2 * row + 1] > 0.5 ? 1 : 0) == labels().get(row) ? 1 : 0;
            assertEquals(1, p[2 * row] + p[2 * row + 1], 1e-6, "row " + row);
        }
        assertTrue(right > 0.95 * ROWS, right + " of " + ROWS + " are right");
    }

    @Test
    void blocksOfPredictedRowsAreInOrder() {
        FusionModel model = fit(OPTIONS);
        float[] all = Host.floats(model.predict(batch()));
        for (int row : new int[] {0, 255, 256, 511, 512, 599}) {
            float[] alone = Host.floats(model.predict(batch().rows(new int[] {row})));
            assertEquals(all[2 * row], alone[0], 1e-6f, "row " + row);
        }
        INDArray fused = model.fuse(batch()).orElseThrow();
        assertArrayEquals(new long[] {ROWS, 16}, fused.shape());
        assertArrayEquals(
                Host.floats(fused),
                Host.floats(Objects.requireNonNull(model.explain(batch()).get("joined"))),
                1e-5f);
    }

    @Test
    void theNumberOfParametersIsCounted() {
        // image 3 * 8 + 8, audio 2 * 8 + 8, classifier 16 * 2 + 2
        assertEquals(32 + 24 + 34, fit(OPTIONS).parameterCount());
        // a token for each modality in addition: 3 + 2
        assertEquals(
                90 + 5,
                fit(new Options(8, 2, 0.02, MissingPolicy.LEARNED_TOKEN)).parameterCount());
    }

    @Test
    void absentRowsAreTheTrainingMeanOrATrainedToken() {
        for (MissingPolicy policy : List.of(MissingPolicy.MEAN, MissingPolicy.LEARNED_TOKEN)) {
            MultimodalBatch holes = batch().masked("image", Presence.where(ROWS, row -> row % 4 != 0));
            FusionModel model =
                    new Joined().fit(holes, labels(), new Options(8, 10, 0.02, policy), FitContext.seeded(3));
            MultimodalBatch none = batch().masked("image", Presence.none(ROWS)).masked("audio", Presence.none(ROWS));
            float[] p = Host.floats(model.predict(none));
            for (int row = 1; row < ROWS; row++) {
                assertEquals(p[0], p[2 * row], 1e-6f, policy + ": rows of which nothing is known are alike");
            }
        }
    }

    @Test
    void aSavedModelOfAnotherMethodIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fit(new Options(2, 1, 0.02, MissingPolicy.REJECT)).save(out);
        Joined other = new Joined() {
            @Override
            public MethodDescriptor<Options> descriptor() {
                return MethodDescriptor.of("fusion/other", "1.0.0", "Other", "Other", Options.class);
            }
        };
        IOException e = assertThrows(IOException.class, () -> other.load(new ByteArrayInputStream(out.toByteArray())));
        assertEquals("fusion/other cannot load a model of fusion/joined", e.getMessage());
    }

    @Test
    void whatDoesNotFitIsRejected() {
        FusionModel model = fit(new Options(2, 1, 0.02, MissingPolicy.REJECT));
        requireMessage(
                "fusion/joined: the model was fitted on modality 'audio', the batch has [image]; where it is absent give it"
                        + " with Presence.none",
                () -> model.predict(batch().only("image")));
        requireMessage(
                "fusion/joined: modality 'image' is absent in 1 of 600 rows (the first is row 5), and the option missing is"
                        + " REJECT; choose another policy or leave the rows out",
                () -> model.predict(batch().masked("image", Presence.where(ROWS, row -> row != 5))));
        requireMessage("fusion/joined: the batch has no rows", () -> model.predict(batch().rows(new int[0])));
        requireMessage(
                "fusion/joined: the batch has 600 rows, the labels 2",
                () -> new Joined().fit(batch(), Labels.of(List.of("a", "b")), OPTIONS, FitContext.seeded(3)));
        requireMessage(
                "fusion/joined: a classifier needs rows of at least 2 classes, got 600 rows of 1; check the target or the split",
                () -> new Joined()
                        .fit(batch(), Labels.of(List.of("a", "b"), new int[ROWS]), OPTIONS, FitContext.seeded(3)));
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> fit(new Options(2, 1, 0.02, MissingPolicy.AVAILABLE_ONLY)))
                .getMessage());
        assertTrue(
                message.startsWith("fusion/joined: missing must be one of ") && message.endsWith("got AVAILABLE_ONLY"),
                message);
    }
}
