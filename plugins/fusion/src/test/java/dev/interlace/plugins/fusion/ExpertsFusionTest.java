package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Cholesky;
import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.fusion.ExpertsFusion.Expert;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ExpertsFusionTest {
    private static final double EXACT = 1e-12;
    private static final double SINGLE = 1e-5; // standardisation is in single precision

    private static Features column(String name, float... values) {
        return Features.vector(name, Host.tensor(DataType.FLOAT, values, values.length, 1));
    }

    @Test
    void twoExpertsMatchTheArithmetic() {
        // shares 1/2, 1/2; (0.7 - 0.5) / 0.1 = 2 and (0.4 - 0.5) / 0.2 = -1/2 for class a, the opposite for b: a / b =
        // exp(1.5 + 1.5)
        double[] p = ExpertsFusion.join(
                new double[][] {{0.7, 0.3}, {0.4, 0.6}}, new double[] {0.1, 0.2}, new double[] {0.5, 0.5});
        assertEquals(1 / (1 + Math.exp(-3)), p[0], EXACT);
    }

    @Test
    void theProductOfDensitiesGivesTheSame() {
        double[][] means = {{0.7, 0.2, 0.1}, {0.1, 0.5, 0.4}};
        double[] variances = {0.2, 0.3};
        double[] shares = {0.5, 0.3, 0.2};
        double[] expected = new double[3];
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            expected[c] = shares[c];
            for (int m = 0; m < 2; m++) {
                double near = 0;
                double far = 0;
                for (int k = 0; k < 3; k++) {
                    double corner = k == c ? 1 : 0;
                    near += (corner - means[m][k]) * (corner - means[m][k]);
                    far += (corner - shares[k]) * (corner - shares[k]);
                }
                expected[c] *= Math.exp(-near / (2 * variances[m])) / Math.exp(-far / (2 * variances[m]));
            }
            sum += expected[c];
        }
        for (int c = 0; c < 3; c++) {
            expected[c] /= sum;
        }
        assertArrayEquals(expected, ExpertsFusion.join(means, variances, shares), EXACT);
    }

    @Test
    void anExpertThatKnowsNothingChangesNothing() {
        double[] shares = {0.5, 0.3, 0.2};
        assertArrayEquals(shares, ExpertsFusion.join(new double[][] {shares}, new double[] {0.01}, shares), EXACT);
        assertArrayEquals(
                shares,
                ExpertsFusion.join(new double[][] {{9, 9, 9}}, new double[] {Double.POSITIVE_INFINITY}, shares),
                EXACT);
    }

    @Test
    void oneExpertMatchesTheHandComputedRegression() {
        // x = -1, -1, 1, 1 is standardised already; classes a, a, b, b; ridge 4: A = diag(4, 8); Y'U of b = (2, 2):
        // mu_b = 1/2 + x/4; leverage 1/4 + 1/8 = 3/8; error 1/4 in every row, leave-one-out 1/4 / (5/8) = 0.4; s^2 =
        // 0.16
        Features x = column("x", -1, -1, 1, 1);
        Labels labels = Labels.of(List.of("a", "a", "b", "b"));
        Expert expert = Expert.fit(x, MultimodalBatch.of(x), labels, 4, FitContext.seeded(1));
        assertArrayEquals(new double[] {0.25, 0.75}, expert.mean(new double[] {1, 1}), SINGLE);
        assertEquals(3 / 8.0, expert.leverage(new double[] {1, 1}), SINGLE);
        assertEquals(0.16, expert.variance(), SINGLE);
        // three deviations out the bar is wider: 1/4 + 9/8
        assertEquals(0.16 * (1 + 11 / 8.0), expert.variance(new double[] {1, 3}), SINGLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void leaveOneOutIsWhatRefittingWithoutTheRowGives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 9;
        double[][] u = new double[n][3];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = new double[] {1, random.nextGaussian(), random.nextGaussian()};
            y[i] = random.nextInt(2);
        }
        double[] all = ridge(u, y, -1);
        for (int i = 0; i < n; i++) {
            double[] without = ridge(u, y, i);
            double direct = y[i] - dot(without, u[i]);
            double shortcut = (y[i] - dot(all, u[i])) / (1 - leverage(u, i));
            assertEquals(direct, shortcut, 1e-9, "seed " + seed + ", row " + i);
        }
    }

    private static Cholesky factor(double[][] u, int without) {
        double[][] a = new double[3][3];
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < 3 && i != without; j++) {
                for (int k = 0; k < 3; k++) {
                    a[j][k] += u[i][j] * u[i][k];
                }
            }
        }
        a[1][1] += 0.5;
        a[2][2] += 0.5;
        return Cholesky.of(a, () -> {});
    }

    private static double[] ridge(double[][] u, double[] y, int without) {
        double[] b = new double[3];
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < 3 && i != without; j++) {
                b[j] += u[i][j] * y[i];
            }
        }
        return factor(u, without).solve(b);
    }

    private static double leverage(double[][] u, int row) {
        return dot(factor(u, -1).solve(u[row]), u[row]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void anUnusualRowOfAModalityCountsLess() {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[40];
        float[] y = new float[40];
        int[] classes = new int[40];
        for (int i = 0; i < 40; i++) {
            classes[i] = i % 2;
            x[i] = (float) (classes[i] + 0.4 * random.nextGaussian());
            y[i] = (float) (classes[i] + 0.4 * random.nextGaussian());
        }
        MultimodalBatch batch = MultimodalBatch.of(column("x", x), column("y", y));
        FusionModel model = new ExpertsFusion()
                .fit(batch, Labels.of(List.of("a", "b"), classes), new ExpertsFusion.Options(1), FitContext.seeded(1));
        INDArray weights = model.explain(MultimodalBatch.of(column("x", 0.5f, 8), column("y", 0.5f, 0.5f)))
                .get("weights");
        assertNotNull(weights);
        float[] w = Host.floats(weights);
        assertTrue(w[2] < w[0] - 0.2, "x weighs " + w[0] + " within its range and " + w[2] + " far outside");
        assertEquals(1, w[2] + w[3], 1e-6);
    }

    @Test
    void aModalityThatNoTrainingRowHasIsRejected() {
        Features x = column("x", 0, 1, 0, 1);
        MultimodalBatch batch = MultimodalBatch.of(x, x.named("y").withPresence(Presence.none(4)));
        assertEquals(
                "fusion/product-of-experts: no training row has modality 'y'; leave it out of the batch",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ExpertsFusion()
                                        .fit(
                                                batch,
                                                Labels.of(List.of("a", "b", "a", "b")),
                                                new ExpertsFusion.Options(1),
                                                FitContext.seeded(1)))
                        .getMessage());
    }
}
