package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Graph;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What a method sees of pictures, and of absent ones under every policy. */
class PictureFormTest {
    private static final int ROWS = 12;

    record Options(
            @Param(doc = "drop", min = 0, max = 1, init = 0) double modalityDropout,

            @Param(doc = "missing", choice = "AVAILABLE_ONLY")
            MissingPolicy missing)
            implements FusionOptions {
        @Override
        public int epochs() {
            return 1;
        }
    }

    /** Hands on the picture as it comes, sequences by their mean, and notes the shape. */
    private record Seeing(PictureForm pictures, List<long[]> shapes, List<int[]> lengths)
            implements TrainableFusion<Options> {
        Seeing(PictureForm pictures) {
            this(pictures, new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("fusion/seeing", "1.0.0", "Seeing", "Seeing", Options.class);
        }

        @Override
        public Set<MissingPolicy> missingPolicies() {
            return Set.of(MissingPolicy.values());
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            Input image = inputs.all().get(0);
            shapes.add(image.features().shape());
            lengths.add(image.lengths());
            return image.isSequence() ? layers.tape().meanTokens(image.features(), image.lengths()) : image.features();
        }
    }

    private static MultimodalBatch batch(Presence presence) {
        return MultimodalBatch.of(
                Features.image(
                        "image",
                        Matrices.normal(1, DataType.FLOAT, ROWS, 3, 8, 9).addi(2),
                        presence),
                Features.vector("vector", Matrices.normal(2, DataType.FLOAT, ROWS, 2)));
    }

    private static Labels labels() {
        return Labels.of(
                List.of("a", "b"), IntStream.range(0, ROWS).map(row -> row % 2).toArray());
    }

    private static FusionModel fit(Seeing method, MultimodalBatch batch, Options options) {
        return method.fit(batch, labels(), options, FitContext.seeded(3));
    }

    private static float[][] fused(FusionModel model, MultimodalBatch batch) {
        return model.fuse(batch).orElseThrow().toFloatMatrix();
    }

    private static float[] fused(FusionModel model, MultimodalBatch batch, int row) {
        return fused(model, batch)[row];
    }

    @Test
    void picturesComeAsTheMethodAsksForThem() throws IOException {
        Map<PictureForm, String> expected = Map.of(
                PictureForm.VECTOR, "[12, 64]",
                PictureForm.REGIONS, "[12, 4, 32]", // 9 columns are 2 regions wide
                PictureForm.COLUMNS, "[12, 216]");
        for (PictureForm form : PictureForm.values()) {
            Seeing method = new Seeing(form);
            FusionModel model = fit(method, batch(Presence.all(ROWS)), new Options(0, MissingPolicy.REJECT));
            float[][] before = fused(model, batch(Presence.all(ROWS)));
            assertEquals(expected.get(form), Arrays.toString(method.shapes.get(method.shapes.size() - 1)));
            assertEquals(
                    "[Modality[name=image, kind=IMAGE], Modality[name=vector, kind=VECTOR]]",
                    model.modalities().toString());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            model.save(out);
            FusionModel back = method.load(new ByteArrayInputStream(out.toByteArray()));
            assertArrayEquals(before, fused(back, batch(Presence.all(ROWS))), form + ": saved and loaded");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAbsentPictureIsWhatThePolicySays(MissingPolicy policy) {
        if (policy == MissingPolicy.REJECT) {
            return; // nothing is absent
        }
        Presence some = Presence.where(ROWS, row -> row % 3 != 0);
        FusionModel model = fit(new Seeing(PictureForm.VECTOR), batch(some), new Options(0, policy));
        float[][] z = fused(model, batch(some));
        if (policy != MissingPolicy.CONDITIONAL_GAUSSIAN) { // that one depends on the row's vector
            assertArrayEquals(z[0], z[3], 1e-6f, "absent pictures are alike");
        }
        float[] none = new float[64];
        assertEquals(policy == MissingPolicy.AVAILABLE_ONLY, Arrays.equals(none, z[0]), "left out: zeros");
        if (policy == MissingPolicy.ZERO) { // as if the picture were black
            Features black = Features.image("image", Nd4j.zeros(DataType.FLOAT, ROWS, 3, 8, 9), Presence.all(ROWS));
            assertArrayEquals(fused(model, batch(some).with(black), 0), z[0], 1e-6f);
        }
        if (policy == MissingPolicy.MEAN) { // as if every pixel had the mean colour of the training pictures
            Features present = batch(some).get("image").rows(some.rowsPresent());
            float[] mean = Host.floats(Standardizer.fit(present).mean());
            float[] values = new float[ROWS * 3 * 72];
            for (int i = 0; i < values.length; i++) {
                values[i] = mean[i / 72 % 3];
            }
            Features grey =
                    Features.image("image", Host.tensor(DataType.FLOAT, values, ROWS, 3, 8, 9), Presence.all(ROWS));
            assertArrayEquals(fused(model, batch(some).with(grey), 0), z[0], 1e-5f);
        }
    }

    @Test
    void regionsOfAnAbsentPictureAreNoneOrTheTokenOrAll() {
        Presence some = Presence.where(ROWS, row -> row != 0);
        int[] expected = {0, 0, 4, 4, 1};
        MissingPolicy[] policies = {
            MissingPolicy.AVAILABLE_ONLY,
            MissingPolicy.MEAN,
            MissingPolicy.ZERO,
            MissingPolicy.CONDITIONAL_GAUSSIAN,
            MissingPolicy.LEARNED_TOKEN
        };
        for (int i = 0; i < policies.length; i++) {
            Seeing method = new Seeing(PictureForm.REGIONS);
            fused(fit(method, batch(some), new Options(0, policies[i])), batch(some));
            int[] lengths = method.lengths.get(method.lengths.size() - 1);
            assertEquals(expected[i], lengths[0], policies[i] + ": an absent picture");
            assertEquals(4, lengths[1], policies[i] + ": a present picture");
        }
    }

    @Test
    void aDroppedPictureIsNotSeen() {
        for (MissingPolicy policy : List.of(MissingPolicy.MEAN, MissingPolicy.LEARNED_TOKEN)) {
            float[][][] parameters = new float[2][][];
            for (int i = 0; i < 2; i++) {
                Options options = new Options(i == 0 ? 0 : 0.9, policy);
                parameters[i] = fused(
                        fit(new Seeing(PictureForm.VECTOR), batch(Presence.all(ROWS)), options),
                        batch(Presence.all(ROWS)));
            }
            assertFalse(Arrays.deepEquals(parameters[0], parameters[1]), policy + ": training saw other pictures");
        }
    }

    @Test
    void whatDoesNotFitIsRejected() {
        FusionModel model =
                fit(new Seeing(PictureForm.VECTOR), batch(Presence.all(ROWS)), new Options(0, MissingPolicy.REJECT));
        Features larger = Features.image("image", Nd4j.zeros(DataType.FLOAT, ROWS, 3, 9, 9), Presence.all(ROWS));
        requireMessage(
                "fusion/seeing: modality 'image' was fitted on pictures of 3 x 8 x 9 (channels x height x width), got 3 x 9 x 9;"
                        + " bring them to the same size",
                () -> model.predict(batch(Presence.all(ROWS)).with(larger)));
        Features tiny = Features.image("image", Nd4j.zeros(DataType.FLOAT, ROWS, 3, 3, 9), Presence.all(ROWS));
        requireMessage(
                "fusion/seeing: the pictures of modality 'image' must be at least 4 x 4 pixels, got 3 x 9; bring them to a larger"
                        + " size, or encode them first",
                () -> fit(
                        new Seeing(PictureForm.VECTOR),
                        batch(Presence.all(ROWS)).with(tiny),
                        new Options(0, MissingPolicy.REJECT)));
        Features graph = Features.graph(
                "image", Nd4j.zeros(DataType.FLOAT, ROWS, 3), Graph.undirected(ROWS, new int[][] {{0, 1}}));
        requireMessage(
                "fusion/seeing: modality 'image' is of kind GRAPH; this method takes VECTOR, TOKENS, SCORES or IMAGE, so encode"
                        + " it first",
                () -> fit(
                        new Seeing(PictureForm.VECTOR),
                        batch(Presence.all(ROWS)).with(graph),
                        new Options(0, MissingPolicy.REJECT)));
    }
}
