package dev.interlace.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Look-ups that failed: the message names the wanted name, the nearest one and all there are. */
public final class Names {
    private Names() {}

    /** The message for a name that is not among {@code known}. */
    public static String unknown(String what, String wanted, Collection<String> known) {
        String near = nearest(wanted, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse(".");
        return "unknown " + what + " '" + wanted + "'" + near + " Known: "
                + (known.isEmpty() ? "none" : String.join(", ", known));
    }

    /** The known name with the smallest edit distance, if that is at most half of the wanted name's length. */
    public static Optional<String> nearest(String wanted, Collection<String> known) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(1, wanted.length() / 2));
    }

    /** The Levenshtein distance: the least number of insertions, deletions and substitutions. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitute, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
