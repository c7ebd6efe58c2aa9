package dev.interlace.workbench.catalogue;

import java.util.Arrays;

/**
 * A semantic version, ordered as semver.org says; build metadata does not count.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 * @param pre what stands behind a hyphen; empty for a release, which is higher
 */
record Version(int major, int minor, int patch, String pre) implements Comparable<Version> {
    static Version parse(String text) {
        String core = text.replaceAll("\\+.*", "");
        int hyphen = core.indexOf('-');
        String pre = hyphen < 0 ? "" : core.substring(hyphen + 1);
        int[] numbers = Arrays.stream((hyphen < 0 ? core : core.substring(0, hyphen)).split("\\.", 3))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Version(numbers[0], numbers[1], numbers[2], pre);
    }

    @Override
    public int compareTo(Version other) {
        int[] mine = {major, minor, patch};
        int[] others = {other.major, other.minor, other.patch};
        int order = Arrays.compare(mine, others);
        if (order != 0 || pre.equals(other.pre)) {
            return order;
        }
        if (pre.isEmpty() || other.pre.isEmpty()) {
            return pre.isEmpty() ? 1 : -1;
        }
        return comparePre(pre.split("\\.", -1), other.pre.split("\\.", -1));
    }

    private static int comparePre(String[] mine, String[] others) {
        for (int i = 0; i < Math.min(mine.length, others.length); i++) {
            boolean number = mine[i].matches("\\d{1,9}");
            boolean otherNumber = others[i].matches("\\d{1,9}");
            int order = number && otherNumber
                    ? Integer.compare(Integer.parseInt(mine[i]), Integer.parseInt(others[i]))
                    : number != otherNumber ? (number ? -1 : 1) : mine[i].compareTo(others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.length, others.length);
    }
}
