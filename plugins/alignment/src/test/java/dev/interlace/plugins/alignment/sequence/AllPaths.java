package dev.interlace.plugins.alignment.sequence;

import java.util.ArrayList;
import java.util.List;

/** Every path through a small table, by recursion: the slow second opinion. */
final class AllPaths {
    private AllPaths() {}

    /** Paths of pairs (i, j) from the first cell to the last. */
    static List<List<int[]>> through(int t, int s) {
        List<List<int[]>> all = new ArrayList<>();
        extend(new ArrayList<>(List.of(new int[] {0, 0})), t, s, all);
        return all;
    }

    private static void extend(List<int[]> path, int t, int s, List<List<int[]>> all) {
        int[] last = path.get(path.size() - 1);
        if (last[0] == t - 1 && last[1] == s - 1) {
            all.add(List.copyOf(path));
            return;
        }
        for (int[] step : new int[][] {{1, 1}, {1, 0}, {0, 1}}) {
            int i = last[0] + step[0];
            int j = last[1] + step[1];
            if (i < t && j < s) {
                path.add(new int[] {i, j});
                extend(path, t, s, all);
                path.remove(path.size() - 1);
            }
        }
    }

    static double cost(List<int[]> path, double[][] costs) {
        return path.stream().mapToDouble(pair -> costs[pair[0]][pair[1]]).sum();
    }
}
