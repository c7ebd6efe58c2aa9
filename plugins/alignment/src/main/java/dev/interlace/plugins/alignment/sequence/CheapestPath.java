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

    /** What it costs to lay step i of x on step j of y. */
    @FunctionalInterface
    interface Costs {
        double of(int i, int j);

        static Costs of(double[][] x, double[][] y, StepCost stepCost) {
            return (i, j) -> stepCost.of(x[i], y[j]);
        }
    }

    /**
     * The cheapest path from corner to corner.
     *
     * @param band where the path may go; it must let one through
     */
    static Warping closed(Costs costs, Band band) {
        Rows rows = new Rows(costs, band, Ends.CLOSED);
        int last = band.s() - 1;
        return back(rows, last).warping(rows.bottom()[last], Optional.empty());
    }

    /**
     * The cheapest path of all of x through some stretch of y. What lies before and after the stretch stands on the
     * path with x's first and last step, at no cost; the weights are 1 at the pairs that count and 0 elsewhere.
     */
    static Warping open(Costs costs, int t, int s) {
        Rows rows = new Rows(costs, new Band(t, s, 1), Ends.OPEN);
        int end = 0;
        for (int j = 1; j < s; j++) {
            end = rows.bottom()[j] < rows.bottom()[end] ? j : end;
        }
        Places match = back(rows, end);
        double[][] weights = new double[t][s];
        for (int p = 0; p < match.length; p++) {
            weights[match.left[p]][match.right[p]] = 1;
        }
        return match.padded(t - 1, s - 1).warping(rows.bottom()[end], Optional.of(Steps.tensor(weights)));
    }

    /**
     * The table, of which every k-th row is kept, k about the square root of the rows; those between are computed again
     * on the way back, from the kept row above. Memory grows with {@code s sqrt(t)} instead of {@code s t}.
     */
    private static final class Rows {
        private final Costs costs;
        private final Band band;
        private final Ends ends;
        private final int every;
        private final double[][] kept;
        private final double[] bottom;

        Rows(Costs costs, Band band, Ends ends) {
            this.costs = costs;
            this.band = band;
            this.ends = ends;
            this.every = (int) Math.max(1, Math.ceil(Math.sqrt(band.t())));
            this.kept = new double[(band.t() - 1) / every + 1][];
            double[] row = new double[0];
            double[] free = new double[band.s()];
            for (int i = 0; i < band.t(); i++) {
                boolean keeps = i % every == 0;
                double[] next = keeps ? new double[band.s()] : free;
                step(i, row, next);
                free = (i - 1) % every == 0 || i == 0 ? new double[band.s()] : row;
                if (keeps) {
                    kept[i / every] = next;
                }
                row = next;
            }
            this.bottom = row;
        }

        double[] bottom() {
            return bottom;
        }

        /** {@code next} becomes row i of the table, from the row above. */
        private void step(int i, double[] above, double[] next) {
            for (int j = 0; j < next.length; j++) {
                double before = i == 0 && (j == 0 || ends == Ends.OPEN) ? 0 : Double.POSITIVE_INFINITY;
                before = i > 0 && j > 0 ? Math.min(before, above[j - 1]) : before;
                before = i > 0 ? Math.min(before, above[j]) : before;
                before = j > 0 ? Math.min(before, next[j - 1]) : before;
                next[j] = band.admits(i, j) ? costs.of(i, j) + before : Double.POSITIVE_INFINITY;
            }
        }

        /** Rows {@code block * every .. (block + 1) * every} of the table, as far as there are any. */
        double[][] block(int block) {
            int from = block * every;
            double[][] rows = new double[Math.min(every, band.t() - 1 - from) + 1][];
            rows[0] = kept[block];
            for (int r = 1; r < rows.length; r++) {
                rows[r] = new double[band.s()];
                step(from + r, rows[r - 1], rows[r]);
            }
            return rows;
        }
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

    /**
     * From a cell of the last row to the start: to (0, 0), or with open ends to where the path enters the first row.
     */
    private static Places back(Rows rows, int lastRight) {
        int i = rows.band.t() - 1;
        int j = lastRight;
        Places places = new Places(i + j + 1);
        places.add(i, j);
        for (int block = Math.max(0, i - 1) / rows.every; block >= 0; block--) {
            double[][] table = rows.block(block);
            int top = block * rows.every;
            while (i > top || (i == 0 && j > 0 && rows.ends == Ends.CLOSED)) {
                double diagonal = i > 0 && j > 0 ? table[i - 1 - top][j - 1] : Double.POSITIVE_INFINITY;
                double up = i > 0 ? table[i - 1 - top][j] : Double.POSITIVE_INFINITY;
                double along = j > 0 ? table[i - top][j - 1] : Double.POSITIVE_INFINITY;
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
