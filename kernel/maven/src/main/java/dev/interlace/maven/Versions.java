package dev.interlace.maven;

import java.util.List;

/** Compares versions by their numbers, roughly as Maven does: enough to decide what is worth telling. */
final class Versions {
    private Versions() {}

    /** Whether {@code version} is newer than {@code other}. */
    static boolean isNewer(String version, String other) {
        List<String> mine = List.of(version.split("[.-]", -1));
        List<String> others = List.of(other.split("[.-]", -1));
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            int difference = compare(mine.get(i), others.get(i));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return mine.size() > others.size();
    }

    private static int compare(String a, String b) {
        boolean numbers = a.matches("\\d{1,9}") && b.matches("\\d{1,9}");
        return numbers ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b)) : a.compareTo(b);
    }
}
