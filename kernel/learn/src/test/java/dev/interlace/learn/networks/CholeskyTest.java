package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
    private static final double ROUNDING = 1e-10;

    @Test
    void twoByTwoIsTheHandComputedFactor() {
        // [4 2; 2 5] = L L' with L = [2 0; 1 2]; A^-1 (8, 12)' = (1, 2)'
        int[] rows = {0};
        Cholesky factor = Cholesky.of(new double[][] {{4, 9}, {2, 5}}, () -> rows[0]++);
        assertArrayEquals(new double[] {2, 0}, factor.lower()[0], ROUNDING);
        assertArrayEquals(new double[] {1, 2}, factor.lower()[1], ROUNDING);
        assertArrayEquals(new double[] {1, 2}, factor.solve(new double[] {8, 12}), ROUNDING);
        assertEquals(2, rows[0]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSolutionFitsTheMatrix(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 7;
        double[][] x = new double[n][n + 2];
        for (double[] row : x) {
            for (int c = 0; c < row.length; c++) {
                row[c] = random.nextGaussian();
            }
        }
        double[][] a = new double[n][n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = random.nextGaussian();
            for (int j = 0; j < n; j++) {
                for (int c = 0; c < n + 2; c++) {
                    a[i][j] += x[i][c] * x[j][c];
                }
            }
        }
        Cholesky factor = Cholesky.of(a, () -> {});
        double[] solution = factor.solve(b);
        double quadratic = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += a[i][j] * solution[j];
            }
            assertEquals(b[i], sum, 1e-8, "seed " + seed);
            quadratic += b[i] * solution[i];
        }
        double length = 0;
        for (double one : factor.forward(b)) {
            length += one * one;
        }
        assertEquals(quadratic, length, 1e-8 * Math.max(1, quadratic), "seed " + seed);
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteIsRejected() {
        requireMessage(
                "Cholesky: the matrix is not positive definite in row 1 of 2; a larger ridge makes it so",
                () -> Cholesky.of(new double[][] {{1, 0}, {1, 1}}, () -> {}));
        requireMessage(
                "Cholesky: the matrix is not positive definite in row 0 of 1; a larger ridge makes it so",
                () -> Cholesky.of(new double[][] {{Double.NaN}}, () -> {}));
    }
}
