package dev.interlace.plugins.alignment;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two noisy linear views of one latent vector, and what a fit finds of their pairs. */
final class PlantedViews {
    static final int ROWS = 400;

    static final int TRAIN = 300;

    private static final int LATENT = 6;

    private PlantedViews() {}

    static float[] latent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] z = new float[ROWS * LATENT];
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) random.nextGaussian();
        }
        return z;
    }

    /** A random linear map of the latent vectors with noise, {@code [ROWS, width]}. */
    static INDArray view(float[] z, long seed, int width, double noise) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] map = random.doubles((long) LATENT * width, -1, 1).toArray();
        float[] x = new float[ROWS * width];
        for (int row = 0; row < ROWS; row++) {
            for (int c = 0; c < width; c++) {
                double sum = noise * random.nextGaussian();
                for (int k = 0; k < LATENT; k++) {
                    sum += z[row * LATENT + k] * map[k * width + c];
                }
                x[row * width + c] = (float) sum;
            }
        }
        return Host.tensor(DataType.FLOAT, x, ROWS, width);
    }

    static <O extends Record> AlignmentModel fit(
            AlignmentMethod<O> method, Map<String, ?> options, Features left, Features right, Supervision supervision) {
        return method.fit(left, right, supervision, method.descriptor().schema().parse(options), FitContext.seeded(3));
    }

    /** Share of the rows from {@code from} on whose most similar row is their partner. */
    static double recallAt1(INDArray similarity, int from) {
        int n = (int) similarity.size(0);
        float[] s = Host.floats(similarity);
        int hits = 0;
        for (int i = from; i < n; i++) {
            int best = from;
            for (int j = from; j < n; j++) {
                best = s[i * n + j] > s[i * n + best] ? j : best;
            }
            hits += best == i ? 1 : 0;
        }
        return (double) hits / (n - from);
    }

    static int[] test() {
        return IntStream.range(TRAIN, ROWS).toArray();
    }

    static int[] train() {
        return IntStream.range(0, TRAIN).toArray();
    }
}
