package dev.interlace.learn.networks;

/**
 * The Cholesky factor of a symmetric positive definite matrix, {@code A = L L'}, in double precision.
 *
 * @param lower {@code [n][n]}, zeros above the diagonal; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a factorisation; never compared
public record Cholesky(double[][] lower) {
    /**
     * Factors a matrix of which only the lower half is read.
     *
     * @param a {@code [n][n]}
     * @param eachRow called before each row, to be able to stop
     * @throws IllegalArgumentException when the matrix is not positive definite to rounding; the message names the row
     */
    public static Cholesky of(double[][] a, Runnable eachRow) {
        int n = a.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            eachRow.run();
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                double[] li = lower[i];
                double[] lj = lower[j];
                for (int k = 0; k < j; k++) {
                    sum -= li[k] * lj[k];
                }
                if (i == j) {
                    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                        throw new IllegalArgumentException("Cholesky: the matrix is not positive definite in row " + i
                                + " of " + n + "; a larger ridge makes it so");
                    }
                    lower[i][i] = Math.sqrt(sum);
                } else {
                    lower[i][j] = sum / lower[j][j];
                }
            }
        }
        return new Cholesky(lower);
    }

    /** {@code L^-1 b}: its squared length is {@code b' A^-1 b}. */
    public double[] forward(double[] b) {
        double[] x = new double[b.length];
        for (int i = 0; i < x.length; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i][k] * x[k];
            }
            x[i] = sum / lower[i][i];
        }
        return x;
    }

    /** {@code A^-1 b}. */
    public double[] solve(double[] b) {
        double[] x = forward(b);
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= lower[i][i];
            for (int k = 0; k < i; k++) { // along the row, which lies together in memory
                x[k] -= lower[i][k] * x[i];
            }
        }
        return x;
    }
}
