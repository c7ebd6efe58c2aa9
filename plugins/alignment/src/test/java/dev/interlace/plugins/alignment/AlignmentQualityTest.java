package dev.interlace.plugins.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.NeighbourGraph;
import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.contrastive.ContrastiveAlignment;
import dev.interlace.plugins.alignment.distribution.MaximumMeanDiscrepancy;
import dev.interlace.plugins.alignment.distribution.MmdEstimator;
import dev.interlace.plugins.alignment.graph.GraphAlignment;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each method finds what was planted: two noisy linear views of one latent vector. */
class AlignmentQualityTest {
    private static final int ROWS = 400;
    private static final int TRAIN = 300;
    private static final int LATENT = 6;

    private static float[] latent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] z = new float[ROWS * LATENT];
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) random.nextGaussian();
        }
        return z;
    }

    private static INDArray view(float[] z, long seed, int width, double noise) {
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

    private static <O extends Record> AlignmentModel fit(
            AlignmentMethod<O> method, Map<String, ?> options, Features left, Features right, Supervision supervision) {
        return method.fit(left, right, supervision, method.descriptor().schema().parse(options), FitContext.seeded(3));
    }

    private static double recallAt1(INDArray similarity, int from) {
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

    private static int[] test() {
        return IntStream.range(TRAIN, ROWS).toArray();
    }

    private static int[] train() {
        return IntStream.range(0, TRAIN).toArray();
    }

    @Test
    void contrastiveLearningFindsUnseenPartners() {
        float[] z = latent(1);
        Features left = Features.vector("left", view(z, 2, 20, 0.1));
        Features right = Features.vector("right", view(z, 3, 12, 0.1));
        AlignmentModel model = fit(
                new ContrastiveAlignment(),
                Map.of("hidden", 0, "width", 16, "dropout", 0, "learningRate", 0.01),
                left.rows(train()),
                right.rows(train()),
                Supervision.paired());
        double recall = recallAt1(model.similarity(left.rows(test()), right.rows(test())), 0);
        assertTrue(recall > 0.6, "recall at 1 among 100 is " + recall + ", chance is 0.01");
    }

    @Test
    void attentionFindsUnseenPartnersAndTheirTokens() {
        // every sample holds one token that carries the latent vector, at a random place among noise tokens
        float[] z = latent(4);
        SplittableRandom random = new SplittableRandom(5);
        int tokens = 4;
        int regions = 6;
        INDArray carriedLeft = view(z, 6, 10, 0.05);
        INDArray carriedRight = view(z, 7, 8, 0.05);
        int[] place =
                IntStream.range(0, ROWS).map(row -> random.nextInt(regions)).toArray();
        float[] l = new float[ROWS * tokens * 10];
        float[] r = new float[ROWS * regions * 8];
        for (int i = 0; i < r.length; i++) {
            r[i] = (float) (0.3 * random.nextGaussian());
        }
        float[] fromLeft = Host.floats(carriedLeft);
        float[] fromRight = Host.floats(carriedRight);
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(fromLeft, row * 10, l, row * tokens * 10, 10);
            System.arraycopy(fromRight, row * 8, r, (row * regions + place[row]) * 8, 8);
        }
        int[] one = new int[ROWS];
        Arrays.fill(one, 1); // only the first left token counts, the rest is padding
        int[] all = new int[ROWS];
        Arrays.fill(all, regions);
        Features left =
                Features.tokens("left", Host.tensor(DataType.FLOAT, l, ROWS, tokens, 10), one, Presence.all(ROWS));
        Features right =
                Features.tokens("right", Host.tensor(DataType.FLOAT, r, ROWS, regions, 8), all, Presence.all(ROWS));
        AlignmentModel model = fit(
                new CrossAttentionAlignment(),
                Map.of("width", 16, "dropout", 0, "learningRate", 0.01, "epochs", 40),
                left.rows(train()),
                right.rows(train()),
                Supervision.paired());
        double recall = recallAt1(model.similarity(left.rows(test()), right.rows(test())), 0);
        assertTrue(recall > 0.4, "recall at 1 among 100 is " + recall + ", chance is 0.01");
        INDArray attention = Objects.requireNonNull(
                model.explain(left.rows(test()), right.rows(test())).get("attention")); // [B, T, B, R]
        float[] weights = Host.floats(attention);
        int right1 = 0;
        for (int i = 0; i < 100; i++) {
            int base = ((i * tokens) * 100 + i) * regions;
            int best = 0;
            for (int region = 0; region < regions; region++) {
                best = weights[base + region] > weights[base + best] ? region : best;
            }
            right1 += best == place[TRAIN + i] ? 1 : 0;
        }
        assertTrue(right1 > 70, "the carrying region is most attended in " + right1 + " of 100, chance is 17");
    }

    @Test
    void discrepancyFallsWithoutPairsButPartnersAreFoundOnlyWithThem() {
        float[] z = latent(8);
        Features left = Features.vector("left", view(z, 9, 6, 0.1));
        Features right = Features.vector("right", view(z, 10, 6, 0.1));
        DiscrepancyAlignment method = new DiscrepancyAlignment();
        AlignmentModel blind = fit(
                method,
                Map.of("rank", 0, "learningRate", 5e-3, "epochs", 100, "holdout", 0),
                left,
                right,
                Supervision.unpaired());
        AlignmentModel told = fit(
                method,
                Map.of("rank", 0, "learningRate", 5e-3, "epochs", 400, "holdout", 0, "pairWeight", 10),
                left,
                right,
                Supervision.paired());
        MaximumMeanDiscrepancy mmd = new MaximumMeanDiscrepancy();
        MaximumMeanDiscrepancy.Options options = new MaximumMeanDiscrepancy.Options(MmdEstimator.BIASED, 2, 1);
        double before =
                mmd.value(blind.embed(Side.RIGHT, left.named("right")), blind.embed(Side.RIGHT, right), options);
        double after = mmd.value(blind.embed(Side.LEFT, left), blind.embed(Side.RIGHT, right), options);
        assertTrue(after < before / 3, "MMD^2 went from " + before + " to " + after);
        assertTrue(
                nearest(told, left, right) > nearest(blind, left, right) + 0.2,
                nearest(told, left, right) + " against " + nearest(blind, left, right));
    }

    /** Share of left rows whose nearest right row by distance is their partner. */
    private static double nearest(AlignmentModel model, Features left, Features right) {
        double[] a = Host.doubles(model.embed(Side.LEFT, left));
        double[] b = Host.doubles(model.embed(Side.RIGHT, right));
        int d = a.length / ROWS;
        int hits = 0;
        for (int i = 0; i < ROWS; i++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < ROWS; j++) {
                double distance = 0;
                for (int c = 0; c < d; c++) {
                    double difference = a[i * d + c] - b[j * d + c];
                    distance += difference * difference;
                }
                if (distance < least) {
                    least = distance;
                    best = j;
                }
            }
            hits += best == i ? 1 : 0;
        }
        return (double) hits / ROWS;
    }

    @Test
    void graphAlignmentFindsUnseenPartnersFromAFewSeeds() {
        float[] z = latent(11);
        INDArray x = view(z, 12, 20, 0.3);
        INDArray y = view(z, 13, 12, 0.3);
        Features left = Features.graph("left", x, NeighbourGraph.cosine(x, 6));
        Features right = Features.graph("right", y, NeighbourGraph.cosine(y, 6));
        int[] seeds = IntStream.range(0, 60).toArray();
        AlignmentModel model = fit(
                new GraphAlignment(),
                Map.of("width", 32, "layers", 1, "dropout", 0.1),
                left,
                right,
                Supervision.seeds(seeds, seeds));
        double recall = recallAt1(model.similarity(left, right), 60);
        assertTrue(recall > 0.1, "hits at 1 among 340 is " + recall + ", chance is 0.003");
    }

    @Test
    void methodsSayWhatTheyNeed() {
        float[] z = latent(14);
        Features left = Features.vector("left", view(z, 15, 5, 0.1));
        Features right = Features.vector("right", view(z, 16, 4, 0.1)).rows(train());
        assertEquals(
                "alignment/contrastive needs pairs: give Supervision.paired() or seeds; without pairs use alignment/mmd",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new ContrastiveAlignment(), Map.of(), left, right, Supervision.unpaired()))
                        .getMessage());
        assertEquals(
                "alignment/contrastive: paired rows need equal row counts, left has 400, right has 300; give"
                        + " Supervision.seeds where only some pairs are known",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new ContrastiveAlignment(), Map.of(), left, right, Supervision.paired()))
                        .getMessage());
        assertEquals(
                "alignment/graph: 'left' must be of kind GRAPH, got VECTOR; make one with Features.graph, for instance over"
                        + " NeighbourGraph.cosine",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new GraphAlignment(), Map.of(), left, right, Supervision.unpaired()))
                        .getMessage());
        assertEquals(
                "alignment/attention: 'left' must be of kind TOKENS, got VECTOR; ask the encoder for tokens, or use"
                        + " alignment/contrastive",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new CrossAttentionAlignment(), Map.of(), left, right, Supervision.unpaired()))
                        .getMessage());
    }
}
