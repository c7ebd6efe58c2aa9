package dev.interlace.plugins.encoders;

import dev.interlace.learn.networks.ConvNet;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Holdout;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.TrainingLoop;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Progress;
import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network behind {@link SmallCnnEncoder} and its training.
 *
 * <p>A batch holds every picture in all four turns, as in Gidaris et al., ICLR 2018, section 2; the loss is their eq.
 * 3.
 */
final class RotationNetwork {
    static final int REGION_WIDTH = 32;
    private static final String NET = "net";
    private static final String PHASE = "telling turned pictures apart";

    private final int size;
    private final int width;
    private final Parameters parameters;

    /** A network that has learned nothing yet. */
    RotationNetwork(int size, int width, SeedSource seeds) {
        this.size = size;
        this.width = width;
        parameters = new Parameters(DataType.FLOAT, seeds);
    }

    Parameters parameters() {
        return parameters;
    }

    /** The activations under the classifier, {@code [B, size, size, 3] -> [B, width]}. */
    private Var features(Layers layers, Var pictures) {
        return layers.tape().relu(ConvNet.encode(layers, NET, pictures, width));
    }

    /** The logits of the four turns, {@code [B, size, size, 3] -> [B, 4]}. */
    Var logits(Tape tape, Var pictures) {
        Layers layers = new Layers(tape, parameters);
        return layers.linear("turn", features(layers, pictures), TurnedPictures.TURNS);
    }

    /**
     * Trains on pictures, a share of them held out for early stopping.
     *
     * @param groups one per picture, or empty where every picture stands alone
     */
    void train(TurnedPictures pictures, List<String> groups, TrainingOptions options, FitContext context) {
        Holdout rows = Holdout.of(
                pictures.pictures().size(),
                groups,
                options.holdout(),
                context.seeds().split("holdout"));
        Guesses guesses = new Guesses();
        Progress telling = step -> {
            context.progress().on(step);
            guesses.tell(context.progress(), step.phase(), step.done(), step.total());
        };
        Map<Integer, INDArray> batches = new HashMap<>(); // one array per batch size
        TrainingLoop loop = new TrainingLoop(PHASE, parameters, options, context.with(telling));
        int epochs = loop.run((tape, batch) -> loss(tape, pictures, batch, batches, guesses), rows)
                .get("training loss")
                .size();
        if (rows.held().length > 0) { // once more, of the parameters that are kept
            loop.evaluate((tape, batch) -> loss(tape, pictures, batch, batches, guesses), rows.held());
            guesses.tell(context.progress(), PHASE, epochs, epochs);
        }
    }

    private Loss loss(Tape tape, TurnedPictures pictures, int[] rows, Map<Integer, INDArray> batches, Guesses guesses) {
        float[] turned = pictures.allTurns(rows);
        int count = rows.length * TurnedPictures.TURNS;
        INDArray batch = batches.computeIfAbsent(
                count, n -> Host.tensor(DataType.FLOAT, turned, n, size, size, TurnedPictures.CHANNELS));
        Host.write(turned, batch);
        int[] turns = new int[count];
        Arrays.setAll(turns, i -> i % TurnedPictures.TURNS);
        Var logits = logits(tape, tape.constant(batch));
        if (!tape.isTraining()) {
            guesses.count(Host.floats(logits.value()), turns);
        }
        return tape.softmaxCrossEntropy(logits, turns);
    }

    /**
     * The features of one picture.
     *
     * @param picture {@code [size, size, 3]}
     * @return {@code [width]}
     */
    float[] vector(Tape tape, float[] picture) {
        tape.begin();
        return Host.floats(
                features(new Layers(tape, parameters), one(tape, picture)).value());
    }

    /**
     * What the second convolution sees at each place of one picture.
     *
     * @param picture {@code [size, size, 3]}
     * @return {@code [(size / 4)^2, 32]}, row by row from the top left
     */
    float[] regions(Tape tape, float[] picture) {
        tape.begin();
        return Host.floats(ConvNet.map(new Layers(tape, parameters), NET, one(tape, picture))
                .value());
    }

    private Var one(Tape tape, float[] picture) {
        return tape.constant(Host.tensor(DataType.FLOAT, picture, 1, size, size, TurnedPictures.CHANNELS));
    }

    /** How many held-out pictures were recognised since the last call. */
    private static final class Guesses {
        private int right;
        private int all;

        void count(float[] logits, int[] turns) {
            for (int i = 0; i < turns.length; i++) {
                int best = 0;
                for (int k = 1; k < TurnedPictures.TURNS; k++) {
                    best = logits[i * TurnedPictures.TURNS + k] > logits[i * TurnedPictures.TURNS + best] ? k : best;
                }
                right += best == turns[i] ? 1 : 0;
                all++;
            }
        }

        void tell(Progress progress, String phase, int done, int total) {
            if (all > 0) {
                progress.on(
                        new Progress.Step(phase, done, total, SmallCnnEncoder.PRETEXT_ACCURACY, (double) right / all));
            }
            right = 0;
            all = 0;
        }
    }
}
