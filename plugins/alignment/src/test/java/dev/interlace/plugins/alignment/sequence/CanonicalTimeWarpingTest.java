package dev.interlace.plugins.alignment.sequence;

import static dev.interlace.plugins.alignment.sequence.Sequences.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.alignment.sequence.CanonicalTimeWarping.Options;
import dev.interlace.spi.Warping;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CanonicalTimeWarpingTest {
    private final CanonicalTimeWarping ctw = new CanonicalTimeWarping();

    /** A curve in the plane, seen in a third dimension by a random linear map and at another pace. */
    @SuppressWarnings("ArrayRecordComponent") // made by hand, never compared
    private record Planted(INDArray x, INDArray y, int[] time) {
        static Planted of(long seed) {
            int t = 60;
            int s = 50;
            double[][] x = new double[t][];
            for (int i = 0; i < t; i++) {
                x[i] = curve(i / (t - 1.0));
            }
            double[][] map = Sequences.rows(seed, 2, 3);
            Random noise = new Random(seed + 1);
            double[][] y = new double[s][3];
            int[] time = new int[s];
            for (int j = 0; j < s; j++) {
                double at = j / (s - 1.0);
                double warped = at + 0.08 * Math.sin(Math.PI * at) * Math.sin(Math.PI * at); // up to 4.7 steps early
                time[j] = (int) Math.round(warped * (t - 1));
                double[] point = curve(warped);
                for (int d = 0; d < 3; d++) {
                    y[j][d] = 5 + point[0] * map[0][d] + point[1] * map[1][d] + 0.01 * noise.nextGaussian();
                }
            }
            return new Planted(Nd4j.createFromArray(x), Nd4j.createFromArray(y), time);
        }

        private static double[] curve(double at) {
            return new double[] {Math.sin(7 * at) + at, Math.cos(11 * at)};
        }

        /** Mean distance in steps of x between where a path puts y's steps and where they were. */
        double error(Warping warping) {
            double sum = 0;
            for (int p = 0; p < warping.left().length; p++) {
                sum += Math.abs(warping.left()[p] - time[warping.right()[p]]);
            }
            return sum / warping.left().length;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aPlantedMapAndWarpAreUndone(long seed) {
        Planted planted = Planted.of(seed);
        Warping even = ctwEven(planted);
        Warping found = ctw.align(planted.x(), planted.y(), new Options(2, 1e-3, 100));
        assertTrue(planted.error(even) > 2, "even placement is wrong by " + planted.error(even));
        assertTrue(planted.error(found) < 1, "seed " + seed + ": " + planted.error(found) + " steps");
        assertTrue(found.cost() < 0.1, "of at most 4: " + found.cost());
    }

    /** Laid along the diagonal. */
    private static Warping ctwEven(Planted planted) {
        int s = (int) planted.y().size(0);
        int t = (int) planted.x().size(0);
        int[] left = new int[t];
        int[] right = new int[t];
        for (int p = 0; p < t; p++) {
            left[p] = p;
            right[p] = (int) Math.round(p * (s - 1) / (t - 1.0));
        }
        return Warping.of(0, left, right);
    }

    @Test
    void oneDirectionOnARampByHand() {
        // y = 3 - 2 x, the same step by step: correlation -1, one direction each, nothing left over
        Warping warping = ctw.align(Sequences.of(0, 1, 2, 3), Sequences.of(3, 1, -1, -3), new Options(1, 1e-12, 10));
        assertEquals(0, warping.cost(), 1e-9);
        assertEquals(4, warping.left().length);
    }

    @Test
    void correlationsAreThoseOfTheClosedFormForTwoColumnsAgainstOne() {
        // y = x1 + x2 + e: with one column of y the canonical correlation is the multiple correlation R
        double[][] x = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
        double[][] y = {{-2 + 1}, {0 - 1}, {0 - 1}, {2 + 1}}; // e = 1 -1 -1 1 is orthogonal to both and to 1
        CanonicalCorrelation found = CanonicalCorrelation.of(x, y, 1, 0);
        assertEquals(Math.sqrt(8.0 / 12.0), found.correlations()[0], 1e-12); // |x1 + x2|² / |y|² = 8 / 12
        double[][] left = CanonicalCorrelation.project(x, found.left());
        double[][] right = CanonicalCorrelation.project(y, found.right());
        double ll = 0;
        double lr = 0;
        double rr = 0;
        for (int i = 0; i < 4; i++) {
            ll += left[i][0] * left[i][0];
            lr += left[i][0] * right[i][0];
            rr += right[i][0] * right[i][0];
        }
        assertEquals(1, ll, 1e-12, "unit length");
        assertEquals(1, rr, 1e-12, "unit length");
        assertEquals(found.correlations()[0], lr, 1e-12, "their product is the correlation");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void directionsAreUncorrelatedAndDescend(long seed) {
        double[][] x = centred(Sequences.rows(seed, 40, 4));
        double[][] y = centred(Sequences.rows(seed + 50, 40, 3));
        CanonicalCorrelation found = CanonicalCorrelation.of(x, y, 3, 0);
        double[][] left = CanonicalCorrelation.project(x, found.left());
        double[][] right = CanonicalCorrelation.project(y, found.right());
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double ll = 0;
                double lr = 0;
                for (int i = 0; i < 40; i++) {
                    ll += left[i][a] * left[i][b];
                    lr += left[i][a] * right[i][b];
                }
                assertEquals(a == b ? 1 : 0, ll, 1e-10, "left " + a + ", " + b + ", seed " + seed);
                assertEquals(
                        a == b ? found.correlations()[a] : 0, lr, 1e-10, "crossed " + a + ", " + b + ", seed " + seed);
            }
            assertTrue(a == 0 || found.correlations()[a] <= found.correlations()[a - 1], "descending");
        }
    }

    private static double[][] centred(double[][] rows) {
        for (int d = 0; d < rows[0].length; d++) {
            double mean = 0;
            for (double[] row : rows) {
                mean += row[d] / rows.length;
            }
            for (double[] row : rows) {
                row[d] -= mean;
            }
        }
        return rows;
    }

    @Test
    void aLinearMapOfEitherSideChangesNothing() {
        Planted planted = Planted.of(3);
        Options options = new Options(2, 1e-9, 100);
        INDArray map = Nd4j.createFromArray(new double[][] {{2, 1}, {-1, 3}});
        Warping plain = ctw.align(planted.x(), planted.y(), options);
        Warping mapped = ctw.align(planted.x().mmul(map).add(7), planted.y(), options);
        assertEquals(plain.cost(), mapped.cost(), 1e-6);
    }

    @Test
    void whatCannotBeCorrelatedIsRejected() {
        INDArray two = Sequences.random(1, 6, 2);
        assertRejected(
                "sequence/ctw: Options.components must be at most the smaller width, got 2 for widths of 2 and 1",
                () -> ctw.align(two, Sequences.random(2, 6, 1), new Options(2, 1e-3, 100)));
        assertRejected(
                "sequence/ctw: each sequence needs at least 2 steps to correlate, got 6 and 1; use sequence/dtw",
                () -> ctw.align(two, Sequences.random(2, 1, 2), new Options(1, 1e-3, 100)));
        assertRejected(
                "sequence/ctw: nothing correlates, since the steps of a sequence are all equal or unrelated to the other's;"
                        + " use sequence/dtw",
                () -> ctw.align(two, Nd4j.ones(6, 2), new Options(1, 1e-3, 100)));
    }

    @Test
    void tooFewRoundsAreToldAndNotHidden() {
        Planted planted = Planted.of(1);
        Warping after = ctw.align(planted.x(), planted.y(), new Options(2, 1e-3, 1));
        assertEquals(
                "NOT converged after 1 iteration, share of the path that changed in the last round 1.0e+00 (tolerance"
                        + " 0.0e+00); raise iterations, or raise ridge, which calms it",
                after.convergence().orElseThrow().toString());
        assertTrue(ctw.align(planted.x(), planted.y(), new Options(2, 1e-3, 100))
                .convergence()
                .orElseThrow()
                .converged());
    }
}
