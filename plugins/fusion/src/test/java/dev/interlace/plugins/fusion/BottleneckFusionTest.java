package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Worked examples of one bottleneck token f, one token v and one token w, three wide, one layer; and what passes the
 * bottleneck.
 */
class BottleneckFusionTest {
    /** The variances are near 1, and layer normalisation adds 1e-5 to them. */
    private static final double NORMALISED = 1e-4;

    private static final double S = Math.sqrt(1.5); // norm(1, -1, 0) = S (1, -1, 0), since its variance is 2/3

    private static double[][] diagonal(double entry) {
        return new double[][] {{entry, 0, 0}, {0, entry, 0}, {0, 0, entry}};
    }

    /** f = S (0, 1, -1), h_v = norm(1, -1, 0), h_w = norm(-1, 1, 0); keys, values and outputs as they are. */
    private static Forward run(double sharpness, int lengthOfW) {
        Forward run = new Forward()
                .with("v", new double[][][] {{{1, -1, 0}, {7, 8, 9}}}, 1)
                .with("w", new double[][][] {{{-1, 1, 0}}}, lengthOfW)
                .set("bottleneck", new double[] {0, S, -S});
        for (String name : new String[] {"v", "w"}) {
            run.set(name + ".project.weight", diagonal(1))
                    .set(name + ".layer1.query.weight", diagonal(sharpness))
                    .set(name + ".layer1.key.weight", diagonal(1))
                    .set(name + ".layer1.value.weight", diagonal(1))
                    .set(name + ".layer1.output.weight", diagonal(1));
        }
        return run;
    }

    private static double[] fuse(Forward run) {
        return run.fuse(
                        new BottleneckFusion(),
                        Map.of(
                                "hidden",
                                3,
                                "heads",
                                1,
                                "bottleneck",
                                1,
                                "depth",
                                1,
                                "after",
                                0,
                                "missing",
                                "AVAILABLE_ONLY"))[0];
    }

    @Test
    void evenAttentionMatchesTheArithmetic() {
        // queries of 0 weigh both tokens with 1/2. v: (f + h_v) / 2 = S/2 (1, 0, -1)
        //   f_v = norm(f + that) = norm(S/2 (1, 2, -3)) = (1, 2, -3) / sqrt(14/3)
        //   h_v = norm(h_v + that) = norm(S/2 (3, -2, -1)) = (3, -2, -1) / sqrt(14/3)
        // w: (f + h_w) / 2 = S/2 (-1, 2, -1)
        //   f_w = norm(S/2 (-1, 4, -3)) = (-1, 4, -3) / sqrt(26/3), h_w = (-3, 4, -1) / sqrt(26/3)
        // z = [(f_v + f_w) / 2; h_v; h_w]
        double v = Math.sqrt(3 / 14.0);
        double w = Math.sqrt(3 / 26.0);
        Forward run = run(0, 1);
        assertArrayEquals(
                new double[] {
                    (v - w) / 2, (2 * v + 4 * w) / 2, (-3 * v - 3 * w) / 2, 3 * v, -2 * v, -v, -3 * w, 4 * w, -w
                },
                fuse(run),
                NORMALISED);
        assertArrayEquals(
                new double[] {0.5, 0.5, 0, 0.5, 0.5, 0},
                java.util.Arrays.copyOf(run.explained("v.layer1").ravel().toDoubleVector(), 6),
                1e-9,
                "f and h_v look at f, at h_v and not at padding");
        // without w the bottleneck is v's alone, and the mean of no tokens is 0
        assertArrayEquals(new double[] {v, 2 * v, -3 * v, 3 * v, -2 * v, -v, 0, 0, 0}, fuse(run(0, 0)), NORMALISED);
    }

    @Test
    void sharpAttentionFindsTheMostAlikeToken() {
        // f'f = 3, h'h = 3, f'h_v = -3/2, f'h_w = 3/2: with queries a hundred times as long each token looks at itself,
        // norm(2 f) = f and norm(2 h) = h
        assertArrayEquals(new double[] {0, S, -S, S, -S, 0, -S, S, 0}, fuse(run(100, 1)), NORMALISED);
    }

    @Test
    void anAbsentModalityReachesNobodyThroughTheBottleneck() {
        Map<String, Object> options =
                Map.of("hidden", 4, "heads", 2, "bottleneck", 2, "depth", 2, "missing", "AVAILABLE_ONLY");
        double[][] z = new double[2][];
        double[] garbage = {0, 5};
        for (int i = 0; i < 2; i++) {
            double x = garbage[i];
            z[i] = new Forward()
                    .with("v", new double[][][] {{{1, 0}, {0, 1}}}, 2)
                    .with("w", new double[][][] {{{x, x}, {x, -x}}}, 0)
                    .fuse(new BottleneckFusion(), options)[0];
        }
        assertEquals(12, z[0].length);
        assertArrayEquals(z[0], z[1], 0);
        for (int c = 8; c < 12; c++) {
            assertEquals(0, z[0][c], 0, "the mean of no tokens");
        }
    }

    @Test
    void modalitiesHearOfEachOtherOnlyAfterTheFirstLayer() {
        for (int depth : new int[] {1, 2}) {
            double[][] z = new double[2][];
            for (int i = 0; i < 2; i++) {
                z[i] = new Forward()
                        .with("v", new double[][][] {{{1, 0}, {0, 1}}}, 2)
                        .with("w", new double[][][] {{{i, 1}, {3, -2}}}, 2)
                        .fuse(new BottleneckFusion(), Map.of("hidden", 4, "heads", 2, "bottleneck", 2, "depth", depth))[
                        0];
            }
            double change = 0;
            for (int c = 4; c < 8; c++) { // the tokens of v
                change += Math.abs(z[0][c] - z[1][c]);
            }
            assertEquals(depth > 1, change > 1e-9, "depth " + depth + ": tokens of v changed by " + change);
        }
    }

    @Test
    void aWidthThatIsNoMultipleOfTheHeadsIsRejected() {
        assertEquals(
                "Options.hidden must be a multiple of heads, got hidden 5 and heads 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new BottleneckFusion()
                                        .descriptor()
                                        .schema()
                                        .parse(Map.of("hidden", 5, "heads", 2)))
                        .getMessage());
    }
}
