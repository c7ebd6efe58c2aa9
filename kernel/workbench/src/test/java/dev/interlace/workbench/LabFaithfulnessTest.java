package dev.interlace.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Provenance;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.evaluation.AttentionFaithfulness;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LabFaithfulnessTest {
    private static final int PAIRS = 40;
    private static final int REGIONS = 10;

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    /** One token, and ten regions of one number between 0 and 1. */
    private static Encoded encoded(Modality.Kind kind) {
        SplittableRandom random = new SplittableRandom(3);
        float[][][] regions = new float[PAIRS][REGIONS][1];
        int[] lengths = new int[PAIRS];
        for (int row = 0; row < PAIRS; row++) {
            lengths[row] = row == 0 ? 1 : REGIONS; // a row of one region has nothing to take away
            for (int r = 0; r < REGIONS; r++) {
                regions[row][r][0] = (float) random.nextDouble();
            }
        }
        Features left = kind == Modality.Kind.TOKENS
                ? Features.tokens("left", Nd4j.ones(PAIRS, 1, 1), ones(), Presence.all(PAIRS))
                : Features.vector("left", Nd4j.ones(PAIRS, 1));
        Features right = Features.tokens("right", Nd4j.createFromArray(regions), lengths, Presence.all(PAIRS));
        return new Encoded(
                MultimodalBatch.of(left, right),
                Map.of(),
                IntStream.range(0, PAIRS).mapToObj(row -> "group " + row).toList(),
                "test");
    }

    private static int[] ones() {
        return IntStream.range(0, PAIRS).map(row -> 1).toArray();
    }

    /** The similarity is the sum of the regions' numbers; the attention is what {@code weight} makes of each. */
    private record Summing(Modality left, Modality right, DoubleUnaryOperator weight) implements AlignmentModel {
        @Override
        public Modality modality(Side side) {
            return side == Side.LEFT ? left : right;
        }

        @Override
        public INDArray embed(Side side, Features features) {
            return features.values().mean(1);
        }

        @Override
        public INDArray similarity(Features a, Features b) {
            double[] values = Rows.doubles(b.values());
            int width = (int) b.values().size(1);
            double[][] sums = new double[a.rows()][b.rows()];
            for (double[] sum : sums) {
                for (int column = 0; column < b.rows(); column++) {
                    for (int r = 0; r < b.lengths()[column]; r++) {
                        sum[column] += values[column * width + r];
                    }
                }
            }
            return Nd4j.createFromArray(sums);
        }

        @Override
        public Map<String, INDArray> explain(Features a, Features b) {
            double[] weights =
                    Arrays.stream(Rows.doubles(b.values())).map(weight).toArray();
            return Map.of("attention", Nd4j.createFromArray(weights).reshape('c', 1, 1, 1, weights.length));
        }

        @Override
        public Provenance provenance() {
            return new Provenance("alignment/summing", "1.0.0", Map.of(), 1, "test", "test");
        }

        @Override
        public History history() {
            return History.empty();
        }

        @Override
        public long parameterCount() {
            return 0;
        }

        @Override
        public void save(OutputStream out) throws IOException {
            throw new IOException("not needed");
        }
    }

    private AttentionFaithfulness measured(DoubleUnaryOperator weight) {
        return lab.faithfulness(
                new Summing(Modality.tokens("left"), Modality.tokens("right"), weight), encoded(Modality.Kind.TOKENS));
    }

    @Test
    void weightsThatAreWhatCountsAreFaithful() {
        AttentionFaithfulness found = measured(x -> x);
        // taking k of 10 uniform numbers away, largest first against at random: on average (10 k - k²) / 22 more is
        // lost; the mean over k = 1 .. 9 is (450 - 285) / 22 / 9 = 0.833
        assertEquals(0.833, found.area().value(), 0.15, found.toString());
        assertEquals(2 * 0.833, found.span().value(), 0.2, "smallest first mirrors it");
        assertTrue(found.area().low() > 0.5, found.area().toString());
        assertTrue(found.control().low() <= 0 && found.control().high() >= 0, "control " + found.control());
        assertEquals(PAIRS - 1, found.rows(), "the row of one region is left out");
        double first = found.curves().get(0).scores().get(0).value();
        found.curves()
                .forEach(curve -> assertEquals(first, curve.scores().get(0).value(), 1e-12));
    }

    @Test
    void weightsWithoutMeaningAreNot() {
        AttentionFaithfulness found = measured(x -> 0.1 + (x * 7919) % 1); // the digits behind: no order of x is left
        assertTrue(
                found.area().low() <= 0.1 && found.area().high() >= -0.1,
                found.area().toString());
        assertTrue(Math.abs(found.area().value()) < 0.2, "not 0.83 as where the weights count: " + found.area());
    }

    @Test
    void weightsThatAreUpsideDownAreWorseThanChance() {
        assertTrue(measured(x -> 1 - x).area().high() < 0);
    }

    @Test
    void evenWeightsHaveTheLargestEntropy() {
        AttentionFaithfulness found = measured(x -> 1);
        assertEquals(Math.log(10), found.nats().value(), 1e-9);
        assertEquals(1, found.evenness().value(), 1e-9);
    }

    @Test
    void whatHasNoAttentionIsRejected() {
        AlignmentModel silent = new Summing(Modality.vector("left"), Modality.tokens("right"), x -> x);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> lab.faithfulness(silent, encoded(Modality.Kind.VECTOR)));
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith("Lab.faithfulness: both modalities must be of kind TOKENS, got"),
                e.getMessage());
    }
}
