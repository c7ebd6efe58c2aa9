package dev.interlace.plugins.alignment.transport;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * A matching from a coupling: the pair with the most mass first, then the pair with the most mass among the rest, and
 * so on; equal masses by row, then by column. Half of the best possible total at least, and the best where rows and
 * columns have one dominant entry each.
 */
final class Rounding {
    private Rounding() {}

    private record Candidate(int row, int column, double mass) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byMass = Double.compare(other.mass, mass);
            return byMass != 0 ? byMass : Integer.compare(row, other.row);
        }
    }

    /**
     * The column of each row, -1 for rows that are left over.
     *
     * @param coupling {@code [n, m]}
     */
    static int[] greedy(double[] coupling, int n, int m, Runnable eachRow) {
        int[] columnOf = new int[n];
        Arrays.fill(columnOf, -1);
        boolean[] taken = new boolean[m];
        PriorityQueue<Candidate> best = new PriorityQueue<>();
        for (int i = 0; i < n; i++) {
            best.add(heaviest(coupling, i, m, taken));
        }
        for (int left = Math.min(n, m); left > 0; ) {
            Candidate candidate = best.remove();
            if (taken[candidate.column]) {
                best.add(heaviest(coupling, candidate.row, m, taken));
            } else {
                eachRow.run();
                columnOf[candidate.row] = candidate.column;
                taken[candidate.column] = true;
                left--;
            }
        }
        return columnOf;
    }

    private static Candidate heaviest(double[] coupling, int row, int m, boolean[] taken) {
        int heaviest = -1;
        for (int j = 0; j < m; j++) {
            if (!taken[j] && (heaviest < 0 || coupling[row * m + j] > coupling[row * m + heaviest])) {
                heaviest = j;
            }
        }
        return new Candidate(row, heaviest, coupling[row * m + heaviest]);
    }
}
