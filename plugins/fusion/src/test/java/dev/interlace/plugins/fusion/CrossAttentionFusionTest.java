package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked examples of vectors and tokens three wide that attend to each other under one head. */
class CrossAttentionFusionTest {
    /** The variances are near 1, and layer normalisation adds 1e-5 to them. */
    private static final double NORMALISED = 1e-4;

    private static final double S = Math.sqrt(1.5); // norm(1, -1, 0) = S (1, -1, 0), since its variance is 2/3
    private static final Map<String, Object> OPTIONS =
            Map.of("width", 3, "heads", 1, "dropout", 0, "missing", "AVAILABLE_ONLY");

    private static double[][] diagonal(double entry) {
        return new double[][] {{entry, 0, 0}, {0, entry, 0}, {0, 0, entry}};
    }

    private static Forward attending(Forward run, String from, String to, double sharpness, double value) {
        String name = from + "-to-" + to;
        return run.set(from + ".project.weight", diagonal(1))
                .set(name + ".query.weight", diagonal(sharpness))
                .set(name + ".key.weight", diagonal(1))
                .set(name + ".value.weight", diagonal(value))
                .set(name + ".output.weight", diagonal(1));
    }

    private static Forward vectors(float presenceOfB) {
        Forward run = new Forward()
                .with("a", new double[][] {{1, -1, 0}})
                .with("b", new double[][] {{0, 1, -1}}, presenceOfB);
        return attending(attending(run, "a", "b", 1, 1), "b", "a", 1, 2);
    }

    @Test
    void aVectorTakesWhatTheOtherVectorOffers() {
        // h_a = S (1, -1, 0), h_b = S (0, 1, -1); a: norm(h_a + h_b) = norm(S (1, 0, -1)), of variance 1;
        // b: norm(h_b + 2 h_a) = norm(S (2, -1, -1)), of variance 3
        double third = S / Math.sqrt(3);
        double[] expected = {S, 0, -S, 2 * third, -third, -third};
        assertArrayEquals(expected, vectors(1).fuse(new CrossAttentionFusion(), OPTIONS)[0], NORMALISED);
    }

    @Test
    void anAbsentVectorOffersNothingAndHoldsNothing() {
        double[] expected = {S, -S, 0, 0, 0, 0};
        assertArrayEquals(expected, vectors(0).fuse(new CrossAttentionFusion(), OPTIONS)[0], NORMALISED);
    }

    @Test
    void sharpQueriesPickTheTokenThatIsAlike() {
        // a = norm(1, -1, 0) is nearest to the second token of w, and padding is never picked: 2 S (1, -1, 0), normed
        Forward run = new Forward()
                .with("a", new double[][] {{1, -1, 0}})
                .with("w", new double[][][] {{{0, 1, -1}, {1, -1, 0}, {9, -9, 0}}}, 2);
        attending(attending(run, "a", "w", 100, 1), "w", "a", 1, 0);
        double[] z = run.fuse(new CrossAttentionFusion(), OPTIONS)[0];
        assertArrayEquals(
                new double[] {0, 1, 0}, run.explained("a-to-w").reshape(3).toDoubleVector(), NORMALISED);
        // w takes nothing (values 0): the mean of S (0, 1, -1) and S (1, -1, 0)
        assertArrayEquals(new double[] {S, -S, 0, S / 2, 0, -S / 2}, z, NORMALISED);
    }

    @Test
    void aModalityAloneIsTheMeanOfItsTokens() {
        double[] z = new Forward()
                .with("w", new double[][][] {{{0, 1, -1}, {1, -1, 0}, {9, 9, 0}}}, 2)
                .set("w.project.weight", diagonal(1))
                .fuse(new CrossAttentionFusion(), OPTIONS)[0];
        assertArrayEquals(new double[] {S / 2, 0, -S / 2}, z, NORMALISED);
    }
}
