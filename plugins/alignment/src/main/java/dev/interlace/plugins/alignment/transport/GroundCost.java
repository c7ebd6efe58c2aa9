package dev.interlace.plugins.alignment.transport;

/** What it costs to move a unit of mass from one point to another. */
public enum GroundCost {
    /** {@code |x - y|^2}. */
    SQUARED_EUCLIDEAN {
        @Override
        double of(double squared) {
            return squared;
        }

        @Override
        double slope(double squared) {
            return 2;
        }
    },
    /** {@code |x - y|}; its gradient where points meet counts as 0. */
    EUCLIDEAN {
        @Override
        double of(double squared) {
            return Math.sqrt(squared);
        }

        @Override
        double slope(double squared) {
            return squared > 0 ? 1 / Math.sqrt(squared) : 0;
        }
    };

    /** The cost of a squared distance. */
    abstract double of(double squared);

    /** s such that the gradient of the cost with respect to x is {@code s (x - y)}. */
    abstract double slope(double squared);

    /**
     * All costs.
     *
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     * @return {@code [n, m]}
     */
    double[] between(double[] x, double[] y, int d) {
        int n = x.length / d;
        int m = y.length / d;
        double[] costs = new double[Math.multiplyExact(n, m)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                costs[i * m + j] = of(squared(x, i, y, j, d));
            }
        }
        return costs;
    }

    /**
     * The mean cost of all pairs of rows, a row with itself as well.
     *
     * @param x {@code [n, d]}
     */
    double mean(double[] x, int d) {
        int n = x.length / d;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += of(squared(x, i, x, j, d));
            }
        }
        return sum / ((double) n * n);
    }

    /**
     * Adds {@code factor sum_j plan_ij d cost(x_i, y_j) / d x_i} to every row of the gradient.
     *
     * @param plan {@code [n, m]}
     * @param gradient {@code [n, d]}
     */
    void addGradient(double[] plan, double[] x, double[] y, int d, double factor, double[] gradient) {
        int n = x.length / d;
        int m = y.length / d;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double pull = factor * plan[i * m + j] * slope(squared(x, i, y, j, d));
                for (int c = 0; c < d; c++) {
                    gradient[i * d + c] += pull * (x[i * d + c] - y[j * d + c]);
                }
            }
        }
    }

    private static double squared(double[] x, int i, double[] y, int j, int d) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            double difference = x[i * d + c] - y[j * d + c];
            sum += difference * difference;
        }
        return sum;
    }
}
