package dev.interlace.learn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.SeedSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings that stop and go on, and what they watch. */
class CheckpointTest {
    record Options(int epochs, Optimization optimizer, Schedule schedule, double clipNorm, int patience)
            implements TrainingOptions {
        @Override
        public int batchSize() {
            return 8;
        }

        @Override
        public double learningRate() {
            return 0.02;
        }

        @Override
        public double warmUp() {
            return 0.1;
        }
    }

    private static final INDArray X = Matrices.normal(1, DataType.FLOAT, 40, 6);

    private static int label(int row) {
        return X.slice(row).sum().toFloatVector()[0] > 0 ? 1 : 0;
    }

    private static Var logits(Tape tape, Parameters parameters, int[] rows) {
        Layers layers = new Layers(tape, parameters);
        return layers.linear("two", tape.dropout(layers.dense("one", tape.rows(X, rows), 12), 0.2), 2);
    }

    private static Objective objective(Parameters parameters) {
        return (tape, rows) -> tape.softmaxCrossEntropy(
                logits(tape, parameters, rows),
                IntStream.of(rows).map(CheckpointTest::label).toArray());
    }

    private static Holdout rows() {
        return new Holdout(
                IntStream.range(10, 40).toArray(), IntStream.range(0, 10).toArray());
    }

    private static Parameters fresh() {
        return new Parameters(DataType.FLOAT, new SeedSource(3));
    }

    @ParameterizedTest
    @CsvSource({"ADAM, CONSTANT, Infinity", "ADAM, COSINE, 0.5", "MOMENTUM, STEPS, Infinity"})
    void fiveEpochsACheckpointAndFiveMoreAreTenEpochsBitByBit(
            Optimization optimizer, Schedule schedule, double clipNorm, @TempDir Path folder) {
        Options options = new Options(10, optimizer, schedule, clipNorm, 10);
        Parameters whole = fresh();
        History atOnce = new TrainingLoop("whole", whole, options, FitContext.seeded(7))
                .run(objective(whole), rows(), List.of(), Checkpoints.NONE);

        Checkpoints kept = Checkpoints.file(folder.resolve("state"));
        Parameters before = fresh();
        int[] left = {5 * (4 + 2) + 1}; // steps of an epoch and its held-out batches, then one step of the sixth epoch
        assertThrows(
                CancellationException.class,
                () -> new TrainingLoop(
                                "before",
                                before,
                                options,
                                FitContext.seeded(7).with(Cancellation.when(() -> --left[0] < 0)))
                        .run(objective(before), rows(), List.of(), kept));
        assertEquals(5, kept.last().orElseThrow().epoch());
        Parameters after = fresh();
        History resumed = new TrainingLoop("after", after, options, FitContext.seeded(7))
                .run(objective(after), rows(), List.of(), kept);

        assertEquals(atOnce, resumed);
        assertFalse(whole.all().isEmpty());
        for (Parameter parameter : whole.all()) {
            INDArray value = parameter.value();
            Parameter other = after.get(parameter.name(), value.size(0), value.size(1), Parameters.Start.ZEROS);
            assertArrayEquals(Host.floats(value), Host.floats(other.value()), parameter.name());
        }
        assertFalse(Files.exists(folder.resolve("state.part")));
    }

    /** The squared distance of each row's logits to the mean of those in the queue, which changes every step. */
    private static Objective toTheQueue(Parameters parameters) {
        return (tape, rows) -> {
            Var logits = logits(tape, parameters, rows);
            RowQueue queue = new Layers(tape, parameters).queue("past", 20);
            INDArray mean = queue.size() == 0
                    ? logits.value().mul(0).addi(1)
                    : queue.rows(DataType.FLOAT)
                            .mean(true, 0)
                            .mul(-1)
                            .broadcast(logits.shape())
                            .dup('c');
            if (tape.isTraining()) {
                queue.add(logits.value(), rows);
            }
            return tape.squaredError(logits, tape.constant(mean));
        };
    }

    @Test
    void whatAQueueHoldsGoesOnToo(@TempDir Path folder) {
        Options options = new Options(6, Optimization.ADAM, Schedule.CONSTANT, Double.POSITIVE_INFINITY, 10);
        Parameters whole = fresh();
        History atOnce = new TrainingLoop("whole", whole, options, FitContext.seeded(7))
                .run(toTheQueue(whole), rows(), List.of(), Checkpoints.NONE);

        Checkpoints kept = Checkpoints.file(folder.resolve("state"));
        Parameters before = fresh();
        int[] left = {3 * (4 + 2) + 1}; // stops in the fourth epoch, whose first step the queue has seen
        assertThrows(
                CancellationException.class,
                () -> new TrainingLoop(
                                "before",
                                before,
                                options,
                                FitContext.seeded(7).with(Cancellation.when(() -> --left[0] < 0)))
                        .run(toTheQueue(before), rows(), List.of(), kept));
        Parameters after = fresh();
        History resumed = new TrainingLoop("after", after, options, FitContext.seeded(7))
                .run(toTheQueue(after), rows(), List.of(), kept);

        assertEquals(atOnce, resumed);
        assertArrayEquals(
                whole.queue("past", 20).labels(), after.queue("past", 20).labels());
        assertArrayEquals(
                Host.floats(whole.queue("past", 20).rows(DataType.FLOAT)),
                Host.floats(after.queue("past", 20).rows(DataType.FLOAT)));
    }

    @Test
    void aFinishedTrainingIsNotContinued(@TempDir Path folder) {
        Options options = new Options(4, Optimization.ADAM, Schedule.CONSTANT, Double.POSITIVE_INFINITY, 10);
        Checkpoints kept = Checkpoints.file(folder.resolve("state"));
        Parameters one = fresh();
        History first = new TrainingLoop("one", one, options, FitContext.seeded(7))
                .run(objective(one), rows(), List.of(), kept);
        Parameters two = fresh();
        assertEquals(
                first,
                new TrainingLoop("two", two, options, FitContext.seeded(7))
                        .run(objective(two), rows(), List.of(), kept));
    }

    @Test
    void aScoreCanBeWatched() {
        Options options = new Options(30, Optimization.ADAM, Schedule.CONSTANT, Double.POSITIVE_INFINITY, 4);
        for (Watch watch : new Watch[] {Watch.ACCURACY, Watch.MACRO_F1}) {
            Parameters parameters = fresh();
            List<Score> scores =
                    watch.scores((tape, chosen) -> logits(tape, parameters, chosen), CheckpointTest::label);
            TrainingLoop loop = new TrainingLoop("watch", parameters, options, FitContext.seeded(7));
            History history = loop.run(objective(parameters), rows(), scores, Checkpoints.NONE);
            String name = scores.get(0).name();
            List<Double> series = history.get(name);
            double best = series.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            assertEquals(
                    Math.min(30, series.indexOf(best) + 1 + 4), series.size(), "four epochs after the best: " + series);
            assertTrue(best > 0.6, name + " " + series);
            assertEquals(history.get("validation loss").size(), series.size());
        }
        assertTrue(Watch.LOSS
                .scores((tape, chosen) -> logits(tape, fresh(), chosen), row -> 0)
                .isEmpty());
    }

    @Test
    void scoresAreAsWorkedOutByHand() {
        // truth 0 0 0 1 2, predicted 0 0 1 1 0: 3 of 5 right
        // F1: class 0 2*2/(3+3) = 2/3, class 1 2*1/(1+2) = 2/3, class 2 0/(1+0) = 0: mean 4/9
        int[] truth = {0, 0, 0, 1, 2};
        float[][] logits = {{2, 1, 0}, {1, 0, 0}, {0, 1, 0}, {0, 3, 1}, {5, 4, 4}};
        Score.Logits none = (tape, chosen) -> tape.constant(X);
        assertEquals(0.6, Score.accuracy(none, row -> truth[row]).of(logits, new int[] {0, 1, 2, 3, 4}), 1e-12);
        assertEquals(4 / 9.0, Score.macroF1(none, row -> truth[row]).of(logits, new int[] {0, 1, 2, 3, 4}), 1e-12);
    }

    @Test
    void balancedClassesCountAlikeTogether() {
        Labels labels = Labels.of(List.of("a", "b", "c"), new int[] {0, 0, 0, 1, 2});
        // rows 0 to 3: three of a, one of b, none of c: 4 / (2 * 3) and 4 / (2 * 1)
        assertArrayEquals(
                new double[] {2 / 3.0, 2, 1}, ClassBalance.BALANCED.weights(labels, new int[] {0, 1, 2, 3}), 1e-12);
        assertEquals(0, ClassBalance.NONE.weights(labels, new int[] {0}).length);
    }

    @Test
    void aFileThatIsNoCheckpointIsRefused(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        new ModelFile(new Provenance("fusion/x", "1", Map.of(), 0, "", ""), History.empty(), Map.of(), Map.of())
                .save(model);
        assertEquals(
                "this is a model of fusion/x, not the checkpoint of a training",
                assertThrows(IOException.class, () -> Checkpoint.load(new ByteArrayInputStream(model.toByteArray())))
                        .getMessage());
        Path file = Files.write(folder.resolve("damaged"), new byte[] {0, 0, 0, 1, 2});
        String message = String.valueOf(assertThrows(
                        UncheckedIOException.class, () -> Checkpoints.file(file).last())
                .getMessage());
        assertTrue(message.startsWith("the checkpoint " + file + " cannot be read: "), message);
    }
}
