package dev.interlace.learn;

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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one training loop: shuffled batches, Adam, a validation loss after each epoch, early stopping with the best parameters
 * restored, progress, cancellation between steps, and a message that names the operation when numbers stop being finite.
 *
 * <p>Arrays that operations ask for are kept by the tape (one tape per batch size, since the last batch of an epoch is often
 * smaller); what ND4J makes in passing lives in a workspace and is gone after the step.
 */
@SuppressWarnings("try") // workspaces are closed, never referenced
public final class TrainingLoop {
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

    /** A loop that reports as {@code phase}. */
    public TrainingLoop(String phase, Parameters parameters, TrainingOptions options, FitContext context) {
        this.phase = phase;
        this.parameters = parameters;
        this.options = options;
        this.context = context;
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
        Adam adam = new Adam(options.learningRate(), options.weightDecay());
        List<Double> training = new ArrayList<>();
        List<Double> validation = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Map<String, INDArray> best = Map.of();
        double lowest = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        boolean watches = rows.held().length > 0;
        for (int epoch = 1; epoch <= options.epochs(); epoch++) {
            SeedSource seeds = context.seeds().split("epoch " + epoch);
            training.add(epoch(objective, rows.train(), adam, seeds, epoch));
            if (watches) {
                validation.add(evaluate(objective, rows.held(), "the validation after epoch " + epoch));
                double latest = validation.get(validation.size() - 1);
                if (latest < lowest) {
                    lowest = latest;
                    bestEpoch = epoch;
                    best = parameters.snapshot();
                }
            }
            String series = watches ? "validation loss" : "training loss";
            List<Double> shown = watches ? validation : training;
            context.progress()
                    .on(new Progress.Step(phase, epoch, options.epochs(), series, shown.get(shown.size() - 1)));
            if (watches && epoch - bestEpoch >= options.patience()) {
                break;
            }
        }
        if (watches) {
            parameters.restore(best);
            if (bestEpoch == options.epochs()) {
                warnings.add("the validation loss was still falling at the last epoch; more epochs may help");
            }
        }
        Map<String, List<Double>> series = new LinkedHashMap<>();
        series.put("training loss", training);
        if (watches) {
            series.put("validation loss", validation);
        }
        return new History(series, warnings);
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

    private double epoch(Objective objective, int[] rows, Adam adam, SeedSource seeds, int epoch) {
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
                tape.backward(loss);
                adam.step(parameters.all());
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

    private Tape tape(int rows) {
        return tapes.computeIfAbsent(rows, size -> {
            try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                return new Tape(DataType.FLOAT);
            }
        });
    }
}
