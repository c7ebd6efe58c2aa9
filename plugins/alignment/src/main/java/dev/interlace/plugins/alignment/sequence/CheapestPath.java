package dev.interlace.plugins.alignment.sequence;

import dev.interlace.spi.Warping;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The table of dynamic time warping and the way back through it: {@code D(i, j) = c(i, j) + min(D(i-1, j-1), D(i-1, j),
 * D(i, j-1))}, every step with weight 1. Of equally cheap ways the diagonal one is taken, then the one from {@code i -
 * 1}.
 */
final class CheapestPath {
    private CheapestPath() {}

    /**
     * The cheapest path from corner to corner.
     *
     * @param costs {@code [t][s]}
     * @param band where the path may go; it must let one through
     */
    static Warping closed(double[][] costs, Band band) {
        double[][] table = table(costs, band, Ends.CLOSED);
        int t = costs.length;
        int s = costs[0].length;
        return back(table, t - 1, s - 1, Ends.CLOSED).warping(table[t - 1][s - 1], Optional.empty());
    }

    /**
     * The cheapest path of all of x through some stretch of y. What lies before and after the stretch stands on the
     * path with x's first and last step, at no cost; the weights are 1 at the pairs that count and 0 elsewhere.
     *
     * @param costs {@code [t][s]}
     */
    static Warping open(double[][] costs) {
        int t = costs.length;
        int s = costs[0].length;
        double[][] table = table(costs, new Band(t, s, 1), Ends.OPEN);
        int end = 0;
        for (int j = 1; j < s; j++) {
            end = table[t - 1][j] < table[t - 1][end] ? j : end;
        }
        Places match = back(table, t - 1, end, Ends.OPEN);
        double[][] weights = new double[t][s];
        for (int p = 0; p < match.length; p++) {
            weights[match.left[p]][match.right[p]] = 1;
        }
        double cost = table[t - 1][end];
        return match.padded(t - 1, s - 1).warping(cost, Optional.of(Steps.tensor(weights)));
    }

    private static double[][] table(double[][] costs, Band band, Ends ends) {
        int t = costs.length;
        int s = costs[0].length;
        double[][] table = new double[t][s];
        for (int i = 0; i < t; i++) {
            for (int j = 0; j < s; j++) {
                double before = i == 0 && (j == 0 || ends == Ends.OPEN) ? 0 : Double.POSITIVE_INFINITY;
                before = i > 0 && j > 0 ? Math.min(before, table[i - 1][j - 1]) : before;
                before = i > 0 ? Math.min(before, table[i - 1][j]) : before;
                before = j > 0 ? Math.min(before, table[i][j - 1]) : before;
                table[i][j] = band.admits(i, j) ? costs[i][j] + before : Double.POSITIVE_INFINITY;
            }
        }
        return table;
    }

    /** What {@link #closed} costs, with two rows of the table instead of all. */
    static double cost(double[][] x, double[][] y, StepCost stepCost, Band band) {
        double[] above = new double[y.length];
        double[] row = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                double before = i == 0 && j == 0 ? 0 : Double.POSITIVE_INFINITY;
                before = i > 0 && j > 0 ? Math.min(before, above[j - 1]) : before;
                before = i > 0 ? Math.min(before, above[j]) : before;
                before = j > 0 ? Math.min(before, row[j - 1]) : before;
                row[j] = band.admits(i, j) ? stepCost.of(x[i], y[j]) + before : Double.POSITIVE_INFINITY;
            }
            double[] done = row;
            row = above;
            above = done;
        }
        return above[y.length - 1];
    }

    /** From a cell back to the start: to (0, 0), or with open ends to the first row wherever the path enters it. */
    private static Places back(double[][] table, int lastLeft, int lastRight, Ends ends) {
        Places places = new Places(lastLeft + lastRight + 1);
        int i = lastLeft;
        int j = lastRight;
        places.add(i, j);
        while (i > 0 || (j > 0 && ends == Ends.CLOSED)) {
            double diagonal = i > 0 && j > 0 ? table[i - 1][j - 1] : Double.POSITIVE_INFINITY;
            double up = i > 0 ? table[i - 1][j] : Double.POSITIVE_INFINITY;
            double along = j > 0 ? table[i][j - 1] : Double.POSITIVE_INFINITY;
            if (diagonal <= up && diagonal <= along) {
                i--;
                j--;
            } else if (up <= along) {
                i--;
            } else {
                j--;
            }
            places.add(i, j);
        }
        return places.reversed();
    }

    /** Pairs of steps in a row. */
    private static final class Places {
        private int[] left;
        private int[] right;
        private int length;

        Places(int most) {
            left = new int[most];
            right = new int[most];
        }

        void add(int i, int j) {
            left[length] = i;
            right[length] = j;
            length++;
        }

        Places reversed() {
            Places turned = new Places(length);
            for (int p = length - 1; p >= 0; p--) {
                turned.add(left[p], right[p]);
            }
            return turned;
        }

        /** The same with what lies before the first and behind the last right step. */
        Places padded(int lastLeft, int lastRight) {
            Places whole = new Places(length + right[0] + lastRight - right[length - 1]);
            for (int j = 0; j < right[0]; j++) {
                whole.add(0, j);
            }
            for (int p = 0; p < length; p++) {
                whole.add(left[p], right[p]);
            }
            for (int j = right[length - 1] + 1; j <= lastRight; j++) {
                whole.add(lastLeft, j);
            }
            return whole;
        }

        Warping warping(double cost, Optional<INDArray> weights) {
            return new Warping(cost, Arrays.copyOf(left, length), Arrays.copyOf(right, length), weights);
        }
    }
}
