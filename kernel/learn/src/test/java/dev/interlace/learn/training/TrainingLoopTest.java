package dev.interlace.learn.training;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.Progress;
import dev.interlace.spi.SeedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainingLoopTest {
    record Options(int epochs, int batchSize, double learningRate, int patience) implements TrainingOptions {
        @Override
        public double weightDecay() {
            return 0;
        }
    }

    private static final Options FAST = new Options(30, 8, 0.05, 30);

    /** A line through noise-free points: the loss falls to almost 0. */
    private static final class Line implements Objective {
        private final Parameters parameters;
        private final INDArray x = Matrices.normal(1, DataType.FLOAT, 40, 3);

        Line(Parameters parameters) {
            this.parameters = parameters;
        }

        @Override
        public Loss loss(Tape tape, int[] rows) {
            Layers layers = new Layers(tape, parameters);
            INDArray target = matrix(row(1), row(-2), row(0.5)).castTo(DataType.FLOAT);
            Var in = tape.rows(x, rows);
            Var y = tape.linear(in, tape.constant(target));
            return tape.squaredError(layers.linear("line", tape.dropout(in, 0.1), 1), y);
        }
    }

    private static Parameters parameters(long seed) {
        return new Parameters(DataType.FLOAT, new SeedSource(seed));
    }

    private static Holdout split(int rows, int held) {
        return new Holdout(
                IntStream.range(held, rows).toArray(), IntStream.range(0, held).toArray());
    }

    private static History run(Parameters parameters, Options options, FitContext context) {
        return new TrainingLoop("line", parameters, options, context).run(new Line(parameters), split(40, 10));
    }

    @Test
    void trainingLowersBothLossesAndRecordsEveryEpoch() {
        Parameters parameters = parameters(1);
        History history = run(parameters, FAST, FitContext.seeded(1));
        List<Double> training = history.get("training loss");
        List<Double> validation = history.get("validation loss");
        assertEquals(30, training.size());
        assertEquals(30, validation.size());
        double last = training.subList(20, 30).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertTrue(last < 0.3 * training.get(0), "training loss, noisy by dropout: " + training);
        assertTrue(validation.get(29) < 0.1 * validation.get(0), "validation loss " + validation);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Parameters one = parameters(1);
        Parameters two = parameters(1);
        assertEquals(run(one, FAST, FitContext.seeded(4)), run(two, FAST, FitContext.seeded(4)));
        one.snapshot()
                .forEach((name, value) -> assertArrayEquals(
                        Host.floats(value),
                        Host.floats(two.get(name, value.size(0), value.size(1), Start.ZEROS)
                                .value()),
                        name));
        Parameters other = parameters(1);
        assertFalse(run(other, FAST, FitContext.seeded(5)).equals(run(parameters(1), FAST, FitContext.seeded(4))));
    }

    @Test
    void earlyStoppingRestoresTheBestParameters() {
        // the held-out row wants p = 1, the training row wants p = 3: starting from 0 the validation loss falls, then
        // rises
        Parameters parameters = parameters(1);
        Objective objective = (tape, rows) -> {
            Var p = new Layers(tape, parameters).matrix("p", 1, 1, Start.ZEROS);
            double wanted = rows[0] == 0 ? 1 : 3;
            return tape.squaredError(p, tape.constant(matrix(row(wanted))));
        };
        Options options = new Options(200, 1, 0.1, 5);
        History history = new TrainingLoop("tug", parameters, options, FitContext.seeded(1))
                .run(objective, new Holdout(new int[] {1}, new int[] {0}));
        List<Double> validation = history.get("validation loss");
        double best = Collections.min(validation);
        assertEquals(validation.indexOf(best) + 1 + 5, validation.size(), "five epochs after the best one");
        double restored =
                new TrainingLoop("tug", parameters, options, FitContext.seeded(1)).evaluate(objective, new int[] {0});
        assertEquals(best, restored, "the restored parameters give the best loss again");
        assertTrue(history.warnings().isEmpty());
    }

    @Test
    void aLossThatStillFallsAtTheEndIsMentioned() {
        History history = run(parameters(1), new Options(2, 8, 0.01, 5), FitContext.seeded(1));
        assertEquals(
                List.of("the validation loss was still falling at the last epoch; more epochs may help"),
                history.warnings());
    }

    @Test
    void withoutHeldOutRowsAllEpochsAreRun() {
        Parameters parameters = parameters(1);
        History history = new TrainingLoop("line", parameters, new Options(7, 8, 0.01, 1), FitContext.seeded(1))
                .run(new Line(parameters), split(40, 0));
        assertEquals(List.of("training loss"), List.copyOf(history.series().keySet()));
        assertEquals(7, history.get("training loss").size());
    }

    /** Nine rows in batches of four: 4 and 5, since one row is no sample of anything; ten rows: 4, 4 and 2. */
    @Test
    void aSingleRowThatIsLeftOverJoinsItsBatch() {
        assertEquals(List.of(4, 5), batchSizes(9));
        assertEquals(List.of(4, 4, 2), batchSizes(10));
        assertEquals(List.of(4, 4), batchSizes(8));
        assertEquals(List.of(1), batchSizes(1), "a single row has no batch to join");
    }

    /** The rows of each batch of one epoch, the same ones in training and in evaluation. */
    private static List<Integer> batchSizes(int rows) {
        Parameters parameters = parameters(1);
        List<Integer> trained = new ArrayList<>();
        List<Integer> evaluated = new ArrayList<>();
        Objective objective = (tape, batch) -> {
            (tape.isTraining() ? trained : evaluated).add(batch.length);
            Var p = new Layers(tape, parameters).matrix("p", 1, 1, Start.ONES);
            return tape.squaredError(p, tape.constant(matrix(row(0))));
        };
        TrainingLoop loop = new TrainingLoop("batches", parameters, new Options(1, 4, 0.1, 1), FitContext.seeded(1));
        loop.run(objective, split(rows, 0));
        loop.evaluate(objective, IntStream.range(0, rows).toArray());
        assertEquals(trained, evaluated);
        return trained;
    }

    @Test
    void progressTellsEveryEpoch() {
        List<Progress.Step> steps = new ArrayList<>();
        History history = run(parameters(1), FAST, FitContext.seeded(1).with((Progress) steps::add));
        assertEquals(30, steps.size());
        assertEquals(
                new Progress.Step(
                        "line",
                        3,
                        30,
                        "validation loss",
                        history.get("validation loss").get(2)),
                steps.get(2));
    }

    @Test
    void cancellationIsAskedBeforeEveryStep() {
        int[] checks = new int[1];
        run(parameters(1), new Options(2, 8, 0.01, 5), FitContext.seeded(1).with((Cancellation) () -> checks[0]++));
        assertEquals(2 * (4 + 2), checks[0], "two epochs of four steps of 8 rows and two held-out batches");
        int[] left = {7};
        CancellationException e = assertThrows(
                CancellationException.class,
                () -> run(parameters(1), FAST, FitContext.seeded(1).with(Cancellation.when(() -> --left[0] == 0))));
        assertEquals("the fit was cancelled", e.getMessage());
    }

    @Test
    void numbersThatStopBeingFiniteAreReportedWithOperationEpochAndStep() {
        Parameters parameters = parameters(1);
        Objective objective = (tape, rows) -> {
            Var p = new Layers(tape, parameters).matrix("p", 1, 1, Start.ONES);
            Var factor = tape.constant(matrix(row(rows[0] == 1 ? Double.NaN : 1)));
            return tape.squaredError(tape.relu(tape.multiply(tape.tanh(p), factor)), tape.constant(matrix(row(0))));
        };
        String message = String.valueOf(assertThrows(
                        IllegalStateException.class,
                        () -> new TrainingLoop("bad", parameters, new Options(3, 1, 0.5, 3), FitContext.seeded(1))
                                .run(objective, new Holdout(new int[] {1}, new int[0])))
                .getMessage());
        assertEquals(
                "bad: the loss squaredError is NaN at epoch 1, step 1; the first operation that is not finite is multiply"
                        + " (operation 2). Lower the learning rate (0.5) or look for NaN in the features",
                message);
    }

    @Test
    void aValidationLossThatIsNotFiniteIsReportedToo() {
        Parameters parameters = parameters(1);
        Objective objective = (tape, rows) -> {
            Var p = new Layers(tape, parameters).matrix("p", 1, 1, Start.ONES);
            return tape.squaredError(p, tape.constant(matrix(row(rows[0] == 0 ? Double.NaN : 1))));
        };
        String message = String.valueOf(assertThrows(
                        IllegalStateException.class,
                        () -> new TrainingLoop("bad", parameters, new Options(3, 1, 0.5, 3), FitContext.seeded(1))
                                .run(objective, new Holdout(new int[] {1}, new int[] {0})))
                .getMessage());
        assertTrue(message.contains("is NaN at the validation after epoch 1"), message);
    }

    /** 3,000 steps of a small network, after a warm-up. */
    @Test
    void trainingDoesNotGrowTheProcess() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.isReadable(status), "resident memory is read from /proc, which only Linux has");
        Parameters parameters = parameters(1);
        INDArray x = Matrices.normal(1, DataType.FLOAT, 256, 32);
        Objective objective = (tape, rows) -> {
            Layers layers = new Layers(tape, parameters);
            Var hidden = tape.dropout(layers.dense("one", tape.rows(x, rows), 64), 0.1);
            int[] labels = IntStream.of(rows).map(row -> row % 10).toArray();
            return tape.softmaxCrossEntropy(layers.linear("two", hidden, 10), labels);
        };
        Holdout all = split(256, 0);
        int stepsPerEpoch = 8;
        new TrainingLoop("warm-up", parameters, new Options(100, 32, 1e-3, 5), FitContext.seeded(1))
                .run(objective, all);
        System.gc();
        long before = residentKiB(status);
        new TrainingLoop("long", parameters, new Options(3000 / stepsPerEpoch, 32, 1e-3, 5), FitContext.seeded(1))
                .run(objective, all);
        System.gc();
        long grown = residentKiB(status) - before;
        assertTrue(grown < MEMORY_KIB, "3,000 steps grew resident memory by " + grown + " KiB");
    }

    /**
     * The young generation is touched bit by bit up to its committed size: 65 MiB here, then nothing over 12,000
     * further steps. Arrays that are not used again leave several times that.
     */
    private static final long MEMORY_KIB = 96 * 1024;

    private static long residentKiB(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Left to the rows: one step an epoch, so 960 epochs and a patience of 128. */
    private static final Options LEFT = new Options(0, 64, 0.05, 0);

    @Test
    void fewRowsAreTrainedAnewWithThoseHeldOut() {
        Parameters parameters = parameters(1);
        History history = new TrainingLoop("line", parameters, LEFT, FitContext.seeded(1))
                .refittingFewRows()
                .run(new Line(parameters), split(40, 10));
        List<Double> validation = history.get("validation loss");
        int best = validation.indexOf(Collections.min(validation)) + 1;
        assertEquals(best, history.get("training loss on all rows").size(), "as many steps as were best");
        assertEquals(Math.min(960, best + 128), validation.size());

        Parameters other = parameters(1);
        History plain = new TrainingLoop("line", other, LEFT, FitContext.seeded(1)).run(new Line(other), split(40, 10));
        assertEquals(validation, plain.get("validation loss"), "the first training is the same");
        assertFalse(plain.series().containsKey("training loss on all rows"));
        double first = history.get("training loss on all rows").get(0);
        assertTrue(first > 0.5 * history.get("training loss").get(0), "it starts from the first values: " + first);
    }

    @Test
    void givenEpochsAreNotFollowedByAnotherTraining() {
        Parameters parameters = parameters(1);
        History history = new TrainingLoop("line", parameters, FAST, FitContext.seeded(1))
                .refittingFewRows()
                .run(new Line(parameters), split(40, 10));
        assertEquals(run(parameters(1), FAST, FitContext.seeded(1)), history);
    }
}
