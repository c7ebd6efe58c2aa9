package dev.interlace.jupyter.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
public final class NearName {
    private NearName() {}

    /** The one of {@code known} that is spelt most like {@code wanted}, however far away. */
    public static Optional<String> nearest(String wanted, Collection<String> known) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.<String>comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The one of {@code known} that {@code wanted} is a slip of the keyboard away from. */
    static Optional<String> slip(String wanted, Collection<String> known) {
        int allowed = Math.max(1, wanted.length() / 3);
        return nearest(wanted, known)
                .filter(name -> wanted.length() > 1
                        && distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)) <= allowed);
    }

    /** How many letters must be put in, taken out, changed or swapped with their neighbour. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
