package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Param;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Supervision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Fits that are stopped, run again, and end as if they had never stopped; and states of other fits. */
class ResumedFitTest {
    private static final int ROWS = 40;

    record Options(
            @Param(doc = "units", min = 1, init = 6) int hidden,
            @Param(doc = "epochs", min = 1, init = 8) int epochs,

            @Param(doc = "missing", choice = "LEARNED_TOKEN")
            MissingPolicy missing)
            implements FusionOptions {
        @Override
        public double modalityDropout() {
            return 0.3;
        }

        @Override
        public double auxiliary() {
            return 0.5;
        }

        @Override
        public int batchSize() {
            return 8;
        }
    }

    private record Joined(String id) implements TrainableFusion<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of(id, "1.0.0", "Joined", "Side by side", Options.class);
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            List<Var> all = new ArrayList<>();
            for (Inputs.Input input : inputs.all()) {
                Var h = layers.dense(input.modality().name(), input.features(), options.hidden());
                inputs.unimodal(input, h);
                all.add(layers.tape().dropout(h, 0.2));
            }
            return layers.tape().concat(all);
        }
    }

    private record Near(String id) implements TrainableAlignment<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of(id, "1.0.0", "Near", "Squared distance", Options.class);
        }

        @Override
        public Var embed(Layers layers, Side side, Inputs.Input input, Options options) {
            return layers.linear(side.name(), layers.tape().dropout(input.features(), 0.2), options.hidden());
        }

        @Override
        public Loss loss(Layers layers, Pairs pairs, Options options) {
            return layers.tape()
                    .squaredError(
                            embed(layers, Side.LEFT, pairs.left(), options),
                            embed(layers, Side.RIGHT, pairs.right(), options));
        }

        @Override
        public void check(Features left, Features right, Supervision supervision, Options options) {
            // whatever comes
        }
    }

    private static final Options OPTIONS = new Options(6, 8, MissingPolicy.LEARNED_TOKEN);

    private static Features side(String name, long seed) {
        return Features.vector(name, Matrices.normal(seed, DataType.FLOAT, ROWS, 3));
    }

    private static MultimodalBatch batch(long seed) {
        return MultimodalBatch.of(side("image", seed), side("words", 9));
    }

    private static Labels labels() {
        float[] image = Host.floats(batch(1).get("image").values());
        return Labels.of(
                List.of("negative", "positive"),
                IntStream.range(0, ROWS).map(row -> image[3 * row] > 0 ? 1 : 0).toArray());
    }

    private static FusionModel fuse(Options options, FitContext context) {
        return new Joined("fusion/joined").fit(batch(1), labels(), options, context);
    }

    private static AlignmentModel align(Supervision supervision, FitContext context) {
        return new Near("alignment/near").fit(side("left", 1), side("right", 2), supervision, OPTIONS, context);
    }

    /** The same context, cancelled when the phase has reported that many epochs and the next has begun. */
    private static FitContext stopping(FitContext context, int epochs) {
        int[] done = new int[1];
        return context.with((Progress) step -> done[0] = step.done()).with(Cancellation.when(() -> done[0] == epochs));
    }

    private static byte[] file(FusionModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        return out.toByteArray();
    }

    private static byte[] file(AlignmentModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        return out.toByteArray();
    }

    @Test
    void aStoppedFusionGoesOnBitByBit(@TempDir Path folder) throws IOException {
        FitContext plain = FitContext.seeded(3);
        byte[] whole = file(fuse(OPTIONS, plain));
        for (int every : new int[] {1, 3}) {
            FitContext kept = plain.checkpoints(folder.resolve("every " + every), every);
            assertThrows(CancellationException.class, () -> fuse(OPTIONS, stopping(kept, 5)));
            List<Integer> epochs = new ArrayList<>();
            FusionModel resumed = fuse(OPTIONS, kept.with((Progress) step -> epochs.add(step.done())));
            assertEquals(every == 1 ? 6 : 4, epochs.get(0), "the first epoch of the second run");
            assertArrayEquals(whole, file(resumed), "every " + every + " epochs: parameters and history");
            assertArrayEquals(whole, file(fuse(OPTIONS, kept)), "a third run of what is finished");
        }
    }

    static List<Supervision> supervisions() {
        return List.of(
                Supervision.paired(),
                Supervision.unpaired(),
                Supervision.seeds(
                        IntStream.range(0, 20).toArray(), IntStream.range(0, 20).toArray()));
    }

    @ParameterizedTest
    @MethodSource("supervisions")
    void aStoppedAlignmentGoesOnBitByBit(Supervision supervision, @TempDir Path folder) throws IOException {
        FitContext plain = FitContext.seeded(3);
        byte[] whole = file(align(supervision, plain));
        FitContext kept = plain.checkpoints(folder.resolve("states"), 2);
        assertThrows(CancellationException.class, () -> align(supervision, stopping(kept, 5)));
        assertArrayEquals(whole, file(align(supervision, kept)));
    }

    @Test
    void aStateOfAnotherFitIsRefused(@TempDir Path folder) {
        FitContext kept = FitContext.seeded(3).checkpoints(folder, 1);
        fuse(OPTIONS, kept);
        String end = "; give this fit a folder of its own, or delete the file to start again";
        String start = ": the checkpoint " + folder.resolve("training.checkpoint") + " is of another fit: ";
        requireMessage(
                "fusion/joined" + start + "option hidden was 6, is 7" + end,
                () -> fuse(new Options(7, 8, MissingPolicy.LEARNED_TOKEN), kept));
        requireMessage(
                "fusion/joined" + start + "seed was 3, is 4" + end,
                () -> fuse(OPTIONS, FitContext.seeded(4).checkpoints(folder, 1)));
        requireMessage(
                "fusion/joined" + start + "its training rows differ" + end,
                () -> new Joined("fusion/joined").fit(batch(2), labels(), OPTIONS, kept));
        requireMessage(
                "fusion/other" + start + "method was fusion/joined 1.0.0, is fusion/other 1.0.0" + end,
                () -> new Joined("fusion/other").fit(batch(1), labels(), OPTIONS, kept));
        requireMessage(
                "alignment/near" + start + "method was fusion/joined 1.0.0, is alignment/near 1.0.0" + end,
                () -> align(Supervision.paired(), kept));
    }

    @Test
    void partsOfAFitKeepTheirStatesApart(@TempDir Path folder) {
        FitContext kept = FitContext.seeded(3).checkpoints(folder, 1);
        fuse(OPTIONS, kept.split("member image"));
        fuse(OPTIONS, kept.split("member words"));
        assertTrue(Files.exists(folder.resolve("part-member+image").resolve("training.checkpoint")));
        assertFalse(Files.exists(folder.resolve("training.checkpoint")));
    }

    @Test
    void aDamagedStateIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("training.checkpoint"), new byte[] {0, 0, 0, 1, 2});
        String message = String.valueOf(assertThrows(
                        UncheckedIOException.class,
                        () -> fuse(OPTIONS, FitContext.seeded(3).checkpoints(folder, 1)))
                .getMessage());
        assertTrue(message.startsWith("the checkpoint " + file + " cannot be read: "), message);
    }
}
