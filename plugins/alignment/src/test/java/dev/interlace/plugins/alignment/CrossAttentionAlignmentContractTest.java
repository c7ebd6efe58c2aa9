package dev.interlace.plugins.alignment;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Widths;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;

class CrossAttentionAlignmentContractTest extends AlignmentMethodContract<CrossAttentionAlignment.Options> {
    @Override
    protected CrossAttentionAlignment method() {
        return new CrossAttentionAlignment();
    }

    /**
     * The paired vectors as sequences: each sample's vector among two tokens of noise, in sequences of two and three
     * tokens.
     */
    @Override
    protected AlignmentProblem problem(long problemSeed, int rows) {
        AlignmentProblem vectors = new Problems(problemSeed).paired(rows, Widths.DIFFERENT);
        return new AlignmentProblem(
                sequences(vectors.left(), problemSeed),
                sequences(vectors.right(), problemSeed + 1),
                vectors.supervision(),
                vectors.truth());
    }

    private static Features sequences(Features vectors, long seed) {
        int rows = vectors.rows();
        int width = vectors.width();
        float[] carried = Host.floats(vectors.values());
        float[] tokens = new float[rows * 3 * width];
        int[] lengths = new int[rows];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < rows; row++) {
            lengths[row] = 2 + row % 2;
            for (int i = 0; i < 3 * width; i++) {
                tokens[row * 3 * width + i] = (float) (0.1 * random.nextGaussian());
            }
            System.arraycopy(carried, row * width, tokens, row * 3 * width, width);
        }
        return Features.tokens(
                vectors.modality().name(),
                Host.tensor(DataType.FLOAT, tokens, rows, 3, width),
                lengths,
                Presence.all(rows));
    }

    @Override
    protected CrossAttentionAlignment.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16, "width", 16));
    }

    @Override
    protected CrossAttentionAlignment.Options optionsToLearn() {
        return method().descriptor()
                .schema()
                .parse(Map.of("width", 16, "dropout", 0, "learningRate", 0.01, "epochs", 40));
    }
}
