package dev.interlace.plugins.alignment.sequence;

/** What it costs to lay one step on another. */
public enum StepCost {
    /** {@code |x - y|²}: large differences count most. */
    SQUARED_EUCLIDEAN {
        @Override
        double of(double[] x, double[] y) {
            double sum = 0;
            for (int d = 0; d < x.length; d++) {
                double difference = x[d] - y[d];
                sum += difference * difference;
            }
            return sum;
        }
    },
    /** {@code |x - y|}. */
    EUCLIDEAN {
        @Override
        double of(double[] x, double[] y) {
            return Math.sqrt(SQUARED_EUCLIDEAN.of(x, y));
        }
    },
    /** {@code 1 - x.y / (|x| |y|)}: loudness does not count; 1 where a step is all zeros. */
    COSINE {
        @Override
        double of(double[] x, double[] y) {
            double product = 0;
            double xx = 0;
            double yy = 0;
            for (int d = 0; d < x.length; d++) {
                product += x[d] * y[d];
                xx += x[d] * x[d];
                yy += y[d] * y[d];
            }
            double norms = Math.sqrt(xx) * Math.sqrt(yy);
            return Math.max(0, 1 - product / Math.max(norms, EPSILON)); // rounding must not make a cost negative
        }
    };

    /** Floors a product of norms. */
    private static final double EPSILON = 1e-300;

    /** The cost of two steps of one width; at least 0. */
    abstract double of(double[] x, double[] y);

    /** All costs: {@code [t][d], [s][d] -> [t][s]}. */
    final double[][] matrix(double[][] x, double[][] y) {
        double[][] costs = new double[x.length][y.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                costs[i][j] = of(x[i], y[j]);
            }
        }
        return costs;
    }
}
