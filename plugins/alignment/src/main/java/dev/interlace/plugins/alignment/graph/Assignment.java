package dev.interlace.plugins.alignment.graph;

import java.util.Arrays;

/**
 * The assignment of least total cost: each row of the smaller side gets a column of its own. Rows enter one after the
 * other, each along the shortest augmenting path in reduced costs (Dijkstra), which keeps the duals feasible, so that
 * the result is exact.
 *
 * <p>n rows, m columns; at most {@code min(n, m)^2 max(n, m)} steps.
 *
 * <p>Reference: Jonker and Volgenant: A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
 * Problems, Computing 38, 1987, augmentation without its initialisation; rectangular as in Crouse: On Implementing 2D
 * Rectangular Assignment Algorithms, IEEE Transactions on Aerospace and Electronic Systems 52(4), 2016, section II.
 *
 * @param rightOf {@code [n]}, the column of each row, -1 where rows are more
 * @param cost the total
 * @param augmentations rows that entered
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read at once; never compared
record Assignment(int[] rightOf, double cost, int augmentations) {
    /**
     * The assignment of least cost.
     *
     * @param cost {@code [n][m]}, finite
     * @param eachRow called before each row enters, to be able to stop
     */
    static Assignment leastCost(double[][] cost, Runnable eachRow) {
        int n = cost.length;
        int m = n == 0 ? 0 : cost[0].length;
        int[] rightOf = new int[n];
        if (n <= m) {
            rightOf = solve(cost, m, eachRow);
        } else {
            double[][] transposed = new double[m][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    transposed[j][i] = cost[i][j];
                }
            }
            int[] leftOf = solve(transposed, n, eachRow);
            Arrays.fill(rightOf, -1);
            for (int j = 0; j < m; j++) {
                rightOf[leftOf[j]] = j;
            }
        }
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += rightOf[i] < 0 ? 0 : cost[i][rightOf[i]];
        }
        return new Assignment(rightOf, total, Math.min(n, m));
    }

    /** The assignment of greatest total gain; {@link #cost} is then the gain. */
    static Assignment greatestGain(double[][] gain, Runnable eachRow) {
        double[][] cost = new double[gain.length][];
        for (int i = 0; i < gain.length; i++) {
            cost[i] = Arrays.stream(gain[i]).map(g -> -g).toArray();
        }
        Assignment least = leastCost(cost, eachRow);
        return new Assignment(least.rightOf, -least.cost, least.augmentations);
    }

    /** For {@code n <= m}: the column of each row. */
    private static int[] solve(double[][] cost, int m, Runnable eachRow) {
        int n = cost.length;
        double[] u = new double[n]; // duals: u_i + v_j <= cost_ij, equal where assigned
        double[] v = new double[m];
        int[] columnOf = new int[n];
        int[] rowOf = new int[m];
        int[] from = new int[m]; // the row before a column on its shortest path
        double[] shortest = new double[m];
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
        for (int entering = 0; entering < n; entering++) {
            eachRow.run();
            boolean[] rowSeen = new boolean[n];
            boolean[] columnSeen = new boolean[m];
            Arrays.fill(shortest, Double.POSITIVE_INFINITY);
            double distance = 0;
            int i = entering;
            int free = -1;
            while (free < 0) {
                rowSeen[i] = true;
                int nearest = -1;
                for (int j = 0; j < m; j++) {
                    if (columnSeen[j]) {
                        continue;
                    }
                    double reduced = distance + cost[i][j] - u[i] - v[j];
                    if (reduced < shortest[j]) {
                        shortest[j] = reduced;
                        from[j] = i;
                    }
                    boolean nearer = nearest < 0 || shortest[j] < shortest[nearest];
                    boolean freer = !nearer && shortest[j] == shortest[nearest] && rowOf[j] < 0 && rowOf[nearest] >= 0;
                    nearest = nearer || freer ? j : nearest;
                }
                distance = shortest[nearest];
                columnSeen[nearest] = true;
                free = rowOf[nearest] < 0 ? nearest : -1;
                i = rowOf[nearest] < 0 ? i : rowOf[nearest];
            }
            u[entering] += distance;
            for (int r = 0; r < n; r++) {
                if (rowSeen[r] && r != entering) {
                    u[r] += distance - shortest[columnOf[r]];
                }
            }
            for (int j = 0; j < m; j++) {
                v[j] -= columnSeen[j] ? distance - shortest[j] : 0;
            }
            for (int j = free, row = -1; row != entering; ) {
                row = from[j];
                rowOf[j] = row;
                int before = columnOf[row];
                columnOf[row] = j;
                j = before;
            }
        }
        return columnOf;
    }
}
