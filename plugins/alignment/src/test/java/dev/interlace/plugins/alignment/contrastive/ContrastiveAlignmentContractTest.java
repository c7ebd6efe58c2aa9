package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.contrastive.ContrastiveAlignment.Options;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Widths;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The contract with every loss, with a queue, and with every kind of side. */
class ContrastiveAlignmentContractTest {
    private abstract static class Contract extends AlignmentMethodContract<Options> {
        @Override
        protected ContrastiveAlignment method() {
            return new ContrastiveAlignment();
        }

        Options with(Map<String, ?> more) {
            Map<String, Object> all = new HashMap<>(Map.of("epochs", 5, "batchSize", 16, "width", 16));
            all.putAll(more);
            return method().descriptor().schema().parse(all);
        }

        @Override
        protected Options options() {
            return with(Map.of());
        }

        @Override
        protected Options optionsToLearn() {
            return with(Map.of("epochs", 20, "learningRate", 0.01, "dropout", 0));
        }
    }

    @Nested
    @ParameterizedClass
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
    class Losses extends Contract {
        private final String loss;

        Losses(String loss) {
            this.loss = loss;
        }

        @Override
        protected Options options() {
            return with(Map.of("loss", loss));
        }

        @Override
        protected Options optionsToLearn() {
            return with(Map.of("loss", loss, "epochs", 20, "learningRate", 0.01, "dropout", 0));
        }
    }

    /** The queue holds what two epochs have left, so that a fit that goes on must find it again. */
    @Nested
    class Queue extends Contract {
        @Override
        protected Options options() {
            return with(Map.of("queue", 80));
        }
    }

    @Nested
    class LinearTowers extends Contract {
        @Override
        protected Options options() {
            return with(Map.of("hidden", 0));
        }
    }

    @Nested
    class PicturesOnTheRight extends Contract {
        @Override
        protected AlignmentProblem problem(long problemSeed, int rows) {
            AlignmentProblem vectors = new Problems(problemSeed).paired(rows, Widths.DIFFERENT);
            return new AlignmentProblem(
                    vectors.left(), pictures(vectors.right(), problemSeed), vectors.supervision(), vectors.truth());
        }
    }

    @Nested
    class PicturesOnBothSides extends Contract {
        @Override
        protected AlignmentProblem problem(long problemSeed, int rows) {
            AlignmentProblem vectors = new Problems(problemSeed).paired(rows, Widths.DIFFERENT);
            return new AlignmentProblem(
                    pictures(vectors.left(), problemSeed + 1),
                    pictures(vectors.right(), problemSeed),
                    vectors.supervision(),
                    vectors.truth());
        }
    }

    @Nested
    class SequencesOnTheLeft extends Contract {
        @Override
        protected AlignmentProblem problem(long problemSeed, int rows) {
            AlignmentProblem vectors = new Problems(problemSeed).paired(rows, Widths.DIFFERENT);
            return new AlignmentProblem(
                    sequences(vectors.left(), problemSeed), vectors.right(), vectors.supervision(), vectors.truth());
        }
    }

    /**
     * Pictures {@code [n, 3, 8, 8]}: every quarter has two colours by the vector {@code [n, 6]} or shorter, and a third
     * of noise.
     */
    private static Features pictures(Features vectors, long seed) {
        int rows = vectors.rows();
        int width = vectors.width();
        float[] x = Host.floats(vectors.values());
        float[] pixels = new float[rows * 3 * 64];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / 64 % 3;
            int quarter = i % 64 / 32 * 2 + i % 8 / 4;
            double colour = channel == 2 ? 0 : x[i / 192 * width + (quarter + 4 * channel) % width];
            pixels[i] = (float) (colour + 0.3 * random.nextGaussian());
        }
        return Features.image(
                vectors.modality().name(), Host.tensor(DataType.FLOAT, pixels, rows, 3, 8, 8), Presence.all(rows));
    }

    /** Sequences of one to three tokens, whose mean is the vector with a little noise. */
    private static Features sequences(Features vectors, long seed) {
        int rows = vectors.rows();
        int width = vectors.width();
        float[] x = Host.floats(vectors.values());
        float[] tokens = new float[rows * 3 * width];
        int[] lengths = new int[rows];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < rows; row++) {
            lengths[row] = 1 + row % 3;
            for (int i = 0; i < lengths[row] * width; i++) {
                tokens[row * 3 * width + i] = (float) (x[row * width + i % width] + 0.1 * random.nextGaussian());
            }
        }
        return Features.tokens(
                vectors.modality().name(),
                Host.tensor(DataType.FLOAT, tokens, rows, 3, width),
                lengths,
                Presence.all(rows));
    }
}
