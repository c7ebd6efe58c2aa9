package dev.interlace.learn.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.learn.networks.Concatenation.Settings;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.Features;
import dev.interlace.spi.History;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Provenance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ConcatenationTest {
    /** Standardised in single precision. */
    private static final double ROUNDING = 1e-6;

    private static final Features TOKENS = Features.tokens(
            "b",
            Nd4j.createFromArray(new float[][][] {{{1}, {3}}, {{3}, {99}}, {{1}, {1}}}),
            new int[] {2, 1, 2},
            Presence.all(3));

    private static Features vectors(Presence presence) {
        return Features.vector("a", Nd4j.createFromArray(new float[][] {{2, 5}, {4, 5}, {3, 5}}), presence);
    }

    private static Settings settings(boolean blockScaling, MissingPolicy missing) {
        return new Settings(Preparation.STANDARD, blockScaling, missing);
    }

    @Test
    void columnsAreStandardisedScaledAndTokensAveraged() {
        MultimodalBatch batch = MultimodalBatch.of(TOKENS, vectors(Presence.all(3)));
        Concatenation columns = Concatenation.fit("some/method", batch, settings(true, MissingPolicy.REJECT));
        assertEquals(List.of("a:0000", "a:0001", "b:0000"), columns.names());
        double[][] values = columns.apply(batch).values();
        // a: mean 3, deviation sqrt(2/3), divided by sqrt(2); its constant column is 0
        double a = 1 / Math.sqrt(2.0 / 3) / Math.sqrt(2);
        // b: tokens 1 3 3 1 1, mean 1.8, variance 0.96
        double b = 1 / Math.sqrt(0.96);
        assertArrayEquals(new double[] {-a, 0, 0.2 * b}, values[0], ROUNDING);
        assertArrayEquals(new double[] {a, 0, 1.2 * b}, values[1], ROUNDING);
        assertArrayEquals(new double[] {0, 0, -0.8 * b}, values[2], ROUNDING);
    }

    @Test
    void anAbsentRowIsTheTrainingMeanOrTheRawZero() {
        Presence second = Presence.where(3, row -> row != 1);
        MultimodalBatch batch = MultimodalBatch.of(TOKENS, vectors(second));
        Concatenation mean = Concatenation.fit("some/method", batch, settings(false, MissingPolicy.MEAN));
        assertEquals(0, mean.apply(batch).values()[1][0], ROUNDING);
        Concatenation zero = Concatenation.fit("some/method", batch, settings(false, MissingPolicy.ZERO));
        assertEquals(-5, zero.apply(batch).values()[1][0], ROUNDING, "mean 2.5, deviation 0.5");
        MultimodalBatch none = batch.masked("b", Presence.where(3, row -> row == 0));
        assertArrayEquals(new int[] {0, 2}, mean.apply(none).known(), "row 1 has nothing");
    }

    @Test
    void itComesBackFromItsFile() throws IOException {
        MultimodalBatch batch = MultimodalBatch.of(TOKENS, vectors(Presence.all(3)));
        Settings settings =
                new Settings(new Preparation(Preparation.Kind.PCA, 1), false, MissingPolicy.CONDITIONAL_GAUSSIAN);
        Concatenation columns = Concatenation.fit("some/method", batch, settings);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ModelFile(
                        new Provenance("some/method", "1.0.0", Map.of(), 1, "none", "none"),
                        History.empty(),
                        Map.of("modalities", columns.note()),
                        columns.arrays())
                .save(out);
        Concatenation back = Concatenation.load(
                "some/method", ModelFile.load(new ByteArrayInputStream(out.toByteArray())), settings);
        MultimodalBatch holed = batch.masked("a", Presence.where(3, row -> row == 2));
        assertEquals(columns.names(), back.names());
        for (int row = 0; row < 3; row++) {
            assertArrayEquals(
                    columns.apply(holed).values()[row], back.apply(holed).values()[row]);
        }
    }

    @Test
    void policiesThatNeedANetworkAreRefused() {
        MultimodalBatch batch = MultimodalBatch.of(TOKENS);
        assertEquals(
                "some/method: missing must be one of [REJECT, MEAN, ZERO, CONDITIONAL_GAUSSIAN], got AVAILABLE_ONLY",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Concatenation.fit(
                                        "some/method", batch, settings(false, MissingPolicy.AVAILABLE_ONLY)))
                        .getMessage());
    }
}
