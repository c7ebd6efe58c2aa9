package dev.interlace.plugins.alignment;

import static dev.interlace.plugins.alignment.PlantedViews.ROWS;
import static dev.interlace.plugins.alignment.PlantedViews.TRAIN;
import static dev.interlace.plugins.alignment.PlantedViews.fit;
import static dev.interlace.plugins.alignment.PlantedViews.latent;
import static dev.interlace.plugins.alignment.PlantedViews.recallAt1;
import static dev.interlace.plugins.alignment.PlantedViews.test;
import static dev.interlace.plugins.alignment.PlantedViews.train;
import static dev.interlace.plugins.alignment.PlantedViews.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
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

/** What attention finds of planted partners and their tokens. */
class CrossAttentionAlignmentTest {
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
    void attentionIsBetweenTokens() {
        float[] z = latent(14);
        Features left = Features.vector("left", view(z, 15, 5, 0.1));
        Features right = Features.vector("right", view(z, 16, 4, 0.1)).rows(train());
        assertEquals(
                "alignment/attention: 'left' must be of kind TOKENS, got VECTOR; ask the encoder for tokens, or use"
                        + " alignment/contrastive",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new CrossAttentionAlignment(), Map.of(), left, right, Supervision.unpaired()))
                        .getMessage());
    }
}
