package dev.interlace.learn.training;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.Progress;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one training loop: shuffled batches, an optimiser and its schedule, a validation loss and scores after each
 * epoch, checkpoints, early stopping with the best parameters restored, progress, cancellation between steps, and a
 * message that names the operation when numbers stop being finite.
 *
 * <p>Arrays that operations ask for are kept by the tape (one tape per batch size, since the last batch of an epoch is
 * often smaller); what ND4J makes in passing lives in a workspace and is gone after the step.
 */
@SuppressWarnings("try") // workspaces are closed, never referenced
public final class TrainingLoop {
    private static final String TRAINING = "training loss";
    private static final String VALIDATION = "validation loss";
    private static final String AGAIN = "training loss on all rows";
    private static final String WORKSPACE = "interlace-step";
    private static final WorkspaceConfiguration STEP = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyLearning(LearningPolicy.OVER_TIME)
            .cyclesBeforeInitialization(4)
            .policySpill(SpillPolicy.EXTERNAL)
            .build();

    private final String phase;
    private final Parameters parameters;
    private final TrainingOptions options;
    private final FitContext context;
    private final Map<Integer, Tape> tapes = new HashMap<>();
    private final Unconverged unconverged = new Unconverged();
    private final boolean refits;

    /** A loop that reports as {@code phase}. */
    public TrainingLoop(String phase, Parameters parameters, TrainingOptions options, FitContext context) {
        this(phase, parameters, options, context, false);
    }

    private TrainingLoop(
            String phase, Parameters parameters, TrainingOptions options, FitContext context, boolean refits) {
        this.phase = phase;
        this.refits = refits;
        this.parameters = parameters;
        this.options = options;
        this.context = context;
    }

    /**
     * This loop, but where the options leave the epochs to the rows and these are few, it trains again on all of them,
     * the held-out ones as well, for the number of steps that was best; what it records of that is {@code training loss
     * on all rows}.
     */
    public TrainingLoop refittingFewRows() {
        return new TrainingLoop(phase, parameters, options, context, true);
    }

    /**
     * Trains.
     *
     * @param objective the loss of rows
     * @param rows training rows and held-out rows; without held-out rows all epochs are run
     * @return {@code training loss} and, with held-out rows, {@code validation loss}, one value per epoch
     * @throws IllegalStateException when a loss or a parameter stops being finite
     */
    public History run(Objective objective, Holdout rows) {
        return run(objective, rows, List.of(), Checkpoints.NONE);
    }

    /**
     * Trains.
     *
     * @param objective the loss of rows
     * @param rows training rows and held-out rows; without held-out rows all epochs are run
     * @param scores recorded on the held-out rows beside the loss, larger is better; early stopping watches the first
     *     if there is one, else the loss
     * @param checkpoints where states go; if it holds one, training goes on from there
     * @return {@code training loss} and, with held-out rows, {@code validation loss} and the scores, one value per
     *     epoch
     * @throws IllegalStateException when a loss or a parameter stops being finite
     */
    public History run(Objective objective, Holdout rows, List<Score> scores, Checkpoints checkpoints) {
        Optimizer optimizer = options.optimizer().start(options);
        Checkpoint state = checkpoints.last().orElseGet(Checkpoint::atTheStart);
        if (state.epoch() > 0) {
            parameters.restore(state.parameters());
            optimizer.restore(parameters.all(), state.optimizer());
            parameters.restoreQueues(state.queues());
        }
        Map<String, List<Double>> series = new LinkedHashMap<>();
        state.series().forEach((name, values) -> series.put(name, new ArrayList<>(values)));
        Map<String, INDArray> best = state.best();
        double lowest = state.lowest();
        int bestEpoch = state.bestEpoch();
        boolean watches = rows.held().length > 0;
        String watched = watches ? scores.isEmpty() ? VALIDATION : scores.get(0).name() : TRAINING;
        Passes passes = Passes.of(options, steps(rows.train().length));
        for (int epoch = state.epoch() + 1; epoch <= passes.epochs(); epoch++) {
            if (watches && epoch > 1 && epoch - 1 - bestEpoch >= passes.patience()) {
                break; // a checkpoint that was the last of its training
            }
            SeedSource seeds = context.seeds().split("epoch " + epoch);
            record(series, TRAINING, epoch(objective, rows.train(), optimizer, seeds, epoch, passes.epochs()));
            if (watches) {
                record(series, VALIDATION, evaluate(objective, rows.held(), "the validation after epoch " + epoch));
                for (Score score : scores) {
                    record(series, score.name(), score(score, rows.held()));
                }
                double latest = last(series, watched) * (scores.isEmpty() ? 1 : -1);
                if (latest < lowest) {
                    lowest = latest;
                    bestEpoch = epoch;
                    best = parameters.snapshot();
                }
            }
            if (checkpoints.wants(epoch)) {
                checkpoints.save(new Checkpoint(
                        epoch,
                        parameters.snapshot(),
                        optimizer.state(),
                        parameters.queues(),
                        best,
                        bestEpoch,
                        lowest,
                        series));
            }
            context.progress().on(new Progress.Step(phase, epoch, passes.epochs(), watched, last(series, watched)));
        }
        List<String> warnings = new ArrayList<>();
        if (watches) {
            parameters.restore(best);
            if (bestEpoch == passes.epochs()) {
                warnings.add("the " + watched + " was still " + (scores.isEmpty() ? "falling" : "rising")
                        + " at the last epoch; more epochs may help");
            }
            if (refits && passes.lengthened()) {
                again(objective, rows, bestEpoch, series);
            }
        }
        warnings.addAll(unconverged.warnings());
        return new History(series, warnings);
    }

    /** Trains again on all rows, for as many steps as {@code bestEpoch} epochs of the training rows had. */
    private void again(Objective objective, Holdout rows, int bestEpoch, Map<String, List<Double>> series) {
        int[] all = IntStream.concat(Arrays.stream(rows.train()), Arrays.stream(rows.held()))
                .sorted()
                .toArray();
        int epochs = Math.max(1, Math.round((float) bestEpoch * steps(rows.train().length) / steps(all.length)));
        parameters.begin();
        Optimizer optimizer = options.optimizer().start(options);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            SeedSource seeds = context.seeds().split("epoch " + epoch + " on all rows");
            record(series, AGAIN, epoch(objective, all, optimizer, seeds, epoch, epochs));
            context.progress()
                    .on(new Progress.Step(phase + ", on all rows", epoch, epochs, AGAIN, last(series, AGAIN)));
        }
    }

    private static void record(Map<String, List<Double>> series, String name, double value) {
        series.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private static double last(Map<String, List<Double>> series, String name) {
        List<Double> values = series.getOrDefault(name, List.of());
        return values.get(values.size() - 1);
    }

    private double score(Score score, int[] rows) {
        List<float[]> outputs = new ArrayList<>();
        for (int from = 0, to; from < rows.length; from = to) {
            to = batchEnd(from, rows.length);
            context.checkCancelled();
            int[] batch = Arrays.copyOfRange(rows, from, to);
            try (MemoryWorkspace step = Nd4j.getWorkspaceManager().getAndActivateWorkspace(STEP, WORKSPACE)) {
                Tape tape = tape(batch.length);
                tape.begin();
                INDArray logits = score.logits().run(tape, batch).value();
                float[] values = Host.floats(logits);
                int classes = Math.toIntExact(logits.size(1));
                for (int row = 0; row < batch.length; row++) {
                    outputs.add(Arrays.copyOfRange(values, row * classes, (row + 1) * classes));
                }
            }
        }
        return score.of(outputs.toArray(float[][]::new), rows);
    }

    /** The mean loss of rows without training, in batches. */
    public double evaluate(Objective objective, int[] rows) {
        return evaluate(objective, rows, "the evaluation");
    }

    private double evaluate(Objective objective, int[] rows, String when) {
        double sum = 0;
        for (int from = 0, to; from < rows.length; from = to) {
            to = batchEnd(from, rows.length);
            context.checkCancelled();
            int[] batch = Arrays.copyOfRange(rows, from, to);
            try (MemoryWorkspace step = Nd4j.getWorkspaceManager().getAndActivateWorkspace(STEP, WORKSPACE)) {
                Tape tape = tape(batch.length);
                tape.begin();
                Loss loss = objective.loss(tape, batch);
                if (!Double.isFinite(loss.value())) {
                    throw notFinite(tape, loss, when);
                }
                sum += loss.value() * batch.length;
            }
        }
        return sum / rows.length;
    }

    private double epoch(
            Objective objective, int[] rows, Optimizer optimizer, SeedSource seeds, int epoch, int epochs) {
        int stepsPerEpoch = steps(rows.length);
        int[] order = seeds.split("order").permutation(rows.length);
        double sum = 0;
        int step = 0;
        for (int from = 0, to; from < rows.length; from = to) {
            to = batchEnd(from, rows.length);
            context.checkCancelled();
            int[] batch = Arrays.stream(order, from, to).map(i -> rows[i]).toArray();
            step++;
            try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().getAndActivateWorkspace(STEP, WORKSPACE)) {
                Tape tape = tape(batch.length);
                tape.begin(Tape.Mode.TRAIN, seeds.split("step " + step));
                Loss loss = objective.loss(tape, batch);
                if (!Double.isFinite(loss.value())) {
                    throw notFinite(tape, loss, "epoch " + epoch + ", step " + step);
                }
                unconverged.count(loss.convergences());
                tape.backward(loss);
                if (options.clipNorm() > 0) {
                    ClipNorm.shorten(parameters.all(), options.clipNorm());
                }
                long before = (epoch - 1L) * stepsPerEpoch + step - 1;
                optimizer.step(parameters.all(), options.schedule().share(options, epochs, before, stepsPerEpoch));
                sum += loss.value() * batch.length;
            }
        }
        return sum / rows.length;
    }

    private IllegalStateException notFinite(Tape tape, Loss loss, String when) {
        return new IllegalStateException(String.format(
                Locale.ROOT,
                "%s: the loss %s is %s at %s; the first operation that is not finite is %s."
                        + " Lower the learning rate (%s) or look for NaN in the features",
                phase,
                loss.name(),
                loss.value(),
                when,
                tape.firstNotFinite().orElse("the loss itself"),
                options.learningRate()));
    }

    /** Where a batch ends; a single row that would be left over joins it, since it is no sample of anything. */
    private int batchEnd(int from, int rows) {
        int to = Math.min(rows, from + options.batchSize());
        return rows - to == 1 ? rows : to;
    }

    private int steps(int rows) {
        int steps = 0;
        for (int from = 0; from < rows; from = batchEnd(from, rows)) {
            steps++;
        }
        return steps;
    }

    private Tape tape(int rows) {
        return tapes.computeIfAbsent(rows, size -> {
            try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                return new Tape(DataType.FLOAT);
            }
        });
    }
}
