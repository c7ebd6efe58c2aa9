package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Preparation.Kind;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class PreparedTest {
    private static final float SINGLE = 2e-5f;

    /** Covariances of some hundred single-precision numbers. */
    private static final double COVARIANCE = 1e-3;

    private static Features rows(int n, float... values) {
        return Features.vector("x", Host.tensor(DataType.FLOAT, values, n, values.length / n));
    }

    private static float[] prepared(Features features, Kind kind, int components) {
        return Host.floats(Prepared.fit(features, new Preparation(kind, components))
                .apply(features)
                .values());
    }

    @Test
    void everyKindMatchesTheArithmetic() {
        // column 0: 1, 3, mean 2, deviation 1, range 2; column 1 constant
        Features two = rows(2, 1, 5, 3, 5);
        assertArrayEquals(new float[] {-1, 0, 1, 0}, prepared(two, Kind.STANDARD, 0), SINGLE);
        assertArrayEquals(new float[] {-0.5f, 0, 0.5f, 0}, prepared(two, Kind.MIN_MAX, 0), SINGLE);
        // (3, 4) / 5 and (0, 2) / 2 have the mean (0.3, 0.9)
        assertArrayEquals(new float[] {0.3f, -0.1f, -0.3f, 0.1f}, prepared(rows(2, 3, 4, 0, 2), Kind.L2, 0), SINGLE);
        // centred (-1, -1), (1, 1): one direction, (1, 1) / sqrt 2, with coordinates -+ sqrt 2
        float root = (float) Math.sqrt(2);
        assertArrayEquals(new float[] {-root, root}, prepared(rows(2, 1, 4, 3, 6), Kind.PCA, 0), SINGLE);
        // its variance is 2, so whitening divides by sqrt 2 and turns back: -+ (1, 1) / sqrt 2
        assertArrayEquals(
                new float[] {-1 / root, -1 / root, 1 / root, 1 / root},
                prepared(rows(2, 1, 4, 3, 6), Kind.ZCA, 0),
                SINGLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whitenedColumnsAreUncorrelatedAndDirectionsSortedByVariance(long seed) {
        int n = 200;
        float[] noise = Host.floats(Matrices.normal(seed, DataType.FLOAT, n, 4));
        float[] mixed = new float[noise.length];
        for (int row = 0; row < n; row++) {
            for (int c = 0; c < 4; c++) {
                for (int k = 0; k <= c; k++) {
                    mixed[4 * row + c] += (1 + k) * noise[4 * row + k];
                }
            }
        }
        double[][] whitened = covariance(prepared(rows(n, mixed), Kind.ZCA, 0), n);
        double[][] turned = covariance(prepared(rows(n, mixed), Kind.PCA, 0), n);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                assertEquals(i == j ? 1 : 0, whitened[i][j], COVARIANCE, "seed " + seed);
                assertEquals(0, i == j ? 0 : turned[i][j], COVARIANCE, "seed " + seed);
            }
            assertTrue(i == 0 || turned[i - 1][i - 1] >= turned[i][i], "seed " + seed);
        }
    }

    private static double[][] covariance(float[] values, int n) {
        int width = values.length / n;
        double[][] covariance = new double[width][width];
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    covariance[i][j] += (double) values[row * width + i] * values[row * width + j] / n;
                }
            }
        }
        return covariance;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PCA", "ZCA"})
    void distancesOfRowsSurviveWithFewerRowsThanColumns(Kind kind) {
        Features wide = Features.vector("x", Matrices.normal(4, DataType.FLOAT, 5, 20));
        float[] p = prepared(wide, kind, 0);
        int width = p.length / 5;
        assertEquals(kind == Kind.PCA ? 4 : 20, width, "five centred rows span four directions");
        float[] x = Host.floats(wide.values());
        for (int i = 1; i < 5; i++) {
            double before = distance(x, 20, i);
            double after = distance(p, width, i);
            // PCA only turns; whitened, every one of n points is as far from any other: squared 2 n
            assertEquals(kind == Kind.PCA ? before : 2 * 5, after, 1e-3 * before, "row " + i);
        }
    }

    private static double distance(float[] values, int width, int row) {
        double sum = 0;
        for (int c = 0; c < width; c++) {
            double gap = values[row * width + c] - values[c];
            sum += gap * gap;
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theTrainingMeanIsZeroAndAbsentRowsAreZero(Kind kind) {
        float[] values = Host.floats(Matrices.normal(2, DataType.FLOAT, 6, 3));
        values[0] = Float.NaN;
        Features holes =
                Features.vector("x", Host.tensor(DataType.FLOAT, values, 6, 3), Presence.where(6, row -> row > 0));
        float[] p = prepared(holes, kind, 0);
        int width = p.length / 6;
        for (int c = 0; c < width; c++) {
            double mean = 0;
            for (int row = 1; row < 6; row++) {
                mean += p[row * width + c] / 5;
            }
            assertEquals(0, mean, SINGLE, kind + ", column " + c);
            assertEquals(0, p[c], 0, kind + ", absent");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aConstantModalityAndOneRowAreFinite(Kind kind) {
        for (Features edge : new Features[] {rows(3, 2, 2, 2, 2, 2, 2), rows(1, 0, 7), rows(2, 0, 0, 0, 0)}) {
            for (float one : prepared(edge, kind, 0)) {
                assertEquals(0, one, SINGLE, kind + ": what never varies becomes 0");
            }
        }
    }

    @Test
    void componentsLimitTheColumnsOfPca() {
        assertEquals(
                6 * 2, prepared(Features.vector("x", Matrices.normal(2, DataType.FLOAT, 6, 3)), Kind.PCA, 2).length);
        requireMessage("Preparation.components must be at least 0, got -1", () -> new Preparation(Kind.PCA, -1));
    }

    @Test
    void rawZerosAreWhatTheFirstStepMakesOfThem() {
        Prepared fitted = Prepared.fit(rows(2, 1, 5, 3, 5), Preparation.STANDARD);
        assertArrayEquals(new float[] {-2, 0}, fitted.zero(), SINGLE);
    }
}
