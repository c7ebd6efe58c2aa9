package dev.interlace.plugins.alignment.contrastive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.ConvNet;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment.Pairs;
import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.plugins.alignment.contrastive.ContrastiveAlignment.Options;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Progress;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Towers that begin with an encoder, and fits that go on. */
class ContrastiveTowersTest {
    private static final int ROWS = 40;

    private static float[] noise(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Features vectors(String name, long seed, int width) {
        return Features.vector(name, Host.tensor(DataType.FLOAT, noise(seed, ROWS * width), ROWS, width));
    }

    private static Features pictures(String name, long seed, int side) {
        return Features.image(
                name,
                Host.tensor(DataType.FLOAT, noise(seed, ROWS * 3 * side * side), ROWS, 3, side, side),
                Presence.all(ROWS));
    }

    private static Options options(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of("width", 8, "hidden", 6, "batchSize", 8, "epochs", 6));
        all.putAll(more);
        return new ContrastiveAlignment().descriptor().schema().parse(all);
    }

    private static AlignmentModel fit(Features left, Features right, Options options, FitContext context) {
        return new ContrastiveAlignment().fit(left, right, Supervision.paired(), options, context);
    }

    private static byte[] file(AlignmentModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        return out.toByteArray();
    }

    /** Five epochs of six, then on: the queue of the fifth epoch is among what the sixth depends on. */
    @Test
    void aStoppedFitWithAQueueEndsBitEqualToOneAtOnce(@TempDir Path folder) throws IOException {
        Features left = vectors("left", 1, 5);
        Features right = vectors("right", 2, 4);
        for (String negatives : List.of("NONE", "SAME_LEFT")) {
            Options options = options(Map.of("queue", 50, "falseNegatives", negatives));
            byte[] whole = file(fit(left, right, options, FitContext.seeded(3)));
            FitContext kept = FitContext.seeded(3).checkpoints(folder.resolve(negatives), 1);
            int[] done = new int[1];
            FitContext stopping =
                    kept.with((Progress) step -> done[0] = step.done()).with(Cancellation.when(() -> done[0] == 5));
            assertThrows(CancellationException.class, () -> fit(left, right, options, stopping));
            int[] epochs = new int[1];
            AlignmentModel resumed = fit(left, right, options, kept.with((Progress) step -> epochs[0]++));
            assertEquals(1, epochs[0], "one epoch was left");
            assertArrayEquals(whole, file(resumed), negatives);
        }
    }

    @Test
    void picturesAreEncodedByATowerThatIsTrained() throws IOException {
        Features pictures = pictures("picture", 2, 9);
        AlignmentModel model = fit(vectors("caption", 1, 5), pictures, options(Map.of()), FitContext.seeded(3));
        assertEquals(new Modality("picture", Modality.Kind.IMAGE), model.modality(Side.RIGHT));
        assertEquals(
                "[40, 8]", Arrays.toString(model.embed(Side.RIGHT, pictures).shape()));
        // 3 x 3 x 3 x 16 + 16, 3 x 3 x 16 x 32 + 32, 2 x 2 x 32 x 64 + 64; towers 64 x 6 + 6 and 5 x 6 + 6; 2 (6 x 8 +
        // 8); temperature
        assertEquals(448 + 4640 + 8256 + 390 + 36 + 112 + 1, model.parameterCount());
        INDArray together = model.similarity(vectors("caption", 1, 5), pictures);
        Features some = pictures.rows(new int[] {7, 3});
        INDArray apart = model.similarity(vectors("caption", 1, 5).rows(new int[] {4}), some);
        assertEquals(together.getDouble(4, 7), apart.getDouble(0, 0), 1e-5);
        assertEquals(together.getDouble(4, 3), apart.getDouble(0, 1), 1e-5);
    }

    @Test
    void equalPicturesAreNoNegativesWhateverTheTowerMakesOfThem() {
        float[] one = noise(5, 3 * 64);
        float[] all = new float[ROWS * one.length];
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(one, 0, all, row * one.length, one.length);
        }
        all[0] += 1; // one picture differs
        Features alike = Features.image("right", Host.tensor(DataType.FLOAT, all, ROWS, 3, 8, 8), Presence.all(ROWS));
        for (int queue : new int[] {0, 64}) {
            Options masked = options(Map.of("falseNegatives", "SAME_RIGHT", "epochs", 1, "queue", queue));
            double loss = fit(vectors("left", 1, 4), alike, masked, FitContext.seeded(3))
                    .history()
                    .get("training loss")
                    .get(0);
            Options unmasked = options(Map.of("epochs", 1, "queue", queue));
            double without = fit(vectors("left", 1, 4), alike, unmasked, FitContext.seeded(3))
                    .history()
                    .get("training loss")
                    .get(0);
            assertTrue(loss > 0 && loss < without / 3, "queue " + queue + ": " + loss + ", unmasked " + without);
        }
    }

    @Test
    void paddingAndItsLengthChangeNothing() {
        float[] tokens = noise(4, ROWS * 3 * 4);
        int[] lengths = IntStream.range(0, ROWS).map(row -> 1 + row % 3).toArray();
        float[] longer = new float[ROWS * 5 * 4];
        Arrays.fill(longer, Float.NaN);
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(tokens, row * 12, longer, row * 20, lengths[row] * 4);
        }
        Features left =
                Features.tokens("words", Host.tensor(DataType.FLOAT, tokens, ROWS, 3, 4), lengths, Presence.all(ROWS));
        Features padded =
                Features.tokens("words", Host.tensor(DataType.FLOAT, longer, ROWS, 5, 4), lengths, Presence.all(ROWS));
        Features right = vectors("right", 2, 4);
        AlignmentModel model = fit(left, right, options(Map.of()), FitContext.seeded(3));
        AlignmentModel other = fit(padded, right, options(Map.of()), FitContext.seeded(3));
        assertArrayEquals(
                Host.floats(model.similarity(left, right)), Host.floats(other.similarity(left, right)), "fitted");
        assertArrayEquals(
                Host.floats(model.similarity(left, right)), Host.floats(model.similarity(padded, right)), "asked");
    }

    /**
     * Through the projection, the hidden layer and, of pictures, the convolutions, to the pixels; tokens to their
     * padding.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss/infonce",
                "loss/siglip",
                "loss/nt-xent",
                "loss/supcon",
                "loss/triplet",
                "loss/vse",
                "loss/vicreg",
                "loss/barlow"
            })
    void theGradientThroughTheTowersAgreesWithCentralDifferences(String loss) {
        int n = 4;
        SplittableRandom random = new SplittableRandom(8);
        INDArray tokens = random(random, n * 2 * 3).reshape('c', n, 2, 3);
        INDArray pixels = random(random, n * 4 * 4 * 2).reshape('c', n, 4, 4, 2);
        Options options = options(Map.of("loss", loss, "dropout", 0, "width", 3));
        Parameters parameters = new Parameters(DataType.DOUBLE, new SeedSource(2));
        int[] rows = {0, 1, 2, 3};
        int[] labels = {0, 1, 0, 2};
        float[] presence = {1, 1, 1, 1};
        GradientCheck.Worst worst = GradientCheck.worst(List.of(tokens, pixels), (tape, sides) -> {
            Layers layers = new Layers(tape, parameters);
            Var seen = tape.relu(ConvNet.encode(layers, "right.picture", sides.get(1), 6));
            Input left = new Input(
                    new Modality("words", Modality.Kind.TOKENS),
                    sides.get(0),
                    new int[] {2, 1, 2, 1},
                    presence,
                    Optional.empty());
            Input right = new Input(
                    new Modality("picture", Modality.Kind.IMAGE), seen, new int[0], presence, Optional.empty());
            return new ContrastiveAlignment()
                    .loss(layers, new Pairs(left, right, n, n, rows, rows, rows, labels, rows, rows), options);
        });
        assertTrue(worst.error() < 1e-5, loss + ": " + worst.where());
    }

    private static INDArray random(SplittableRandom random, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextGaussian();
        }
        return Nd4j.createFromArray(values);
    }

    @Test
    void whatNoTowerTakesIsRejected() {
        Features left = vectors("left", 1, 4);
        assertEquals(
                "alignment/contrastive: the pictures of modality 'right' must be at least 4 x 4 pixels, got 3 x 3; bring"
                        + " them to a larger size, or encode them first",
                message(() -> fit(left, pictures("right", 2, 3), options(Map.of()), FitContext.seeded(3))));
        AlignmentModel model = fit(left, pictures("right", 2, 8), options(Map.of("epochs", 1)), FitContext.seeded(3));
        assertEquals(
                "alignment/contrastive: modality 'right' was fitted on pictures of 3 x 8 x 8 (channels x height x width),"
                        + " got 3 x 9 x 9; bring them to the same size",
                message(() -> model.embed(Side.RIGHT, pictures("right", 2, 9))));
        assertEquals(
                "alignment/contrastive: the right side was fitted as IMAGE, got VECTOR",
                message(() -> model.embed(Side.RIGHT, vectors("right", 2, 64))));
        Features graph = Features.graph(
                "right", Nd4j.zeros(DataType.FLOAT, ROWS, 3), Graph.undirected(ROWS, new int[][] {{0, 1}}));
        assertFalse(message(() -> fit(left, graph, options(Map.of()), FitContext.seeded(3)))
                .isEmpty());
    }

    private static String message(Executable run) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, run).getMessage());
    }
}
