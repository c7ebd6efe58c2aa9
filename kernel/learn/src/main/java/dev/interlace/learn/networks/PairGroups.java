package dev.interlace.learn.networks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Groups of pairs by number. */
public final class PairGroups {
    private PairGroups() {}

    /**
     * A number for every pair's group, in order of first occurrence.
     *
     * @param pairs number of pairs
     * @param groups {@code [pairs]}, or empty where every pair is a group of its own
     */
    public static int[] numbers(int pairs, List<String> groups) {
        if (groups.isEmpty()) {
            return IntStream.range(0, pairs).toArray();
        }
        Map<String, Integer> known = new HashMap<>();
        return groups.stream()
                .mapToInt(group -> known.computeIfAbsent(group, name -> known.size()))
                .toArray();
    }

    /** The groups of the chosen pairs. */
    public static int[] of(int[] groups, int[] chosen) {
        return Arrays.stream(chosen).map(pair -> groups[pair]).toArray();
    }
}
