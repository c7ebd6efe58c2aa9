package dev.interlace.workbench.catalogue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A version: numbers of any length separated by points, and what stands behind a hyphen. Ordered as semver.org says,
 * with a missing number as 0; build metadata behind a plus does not count.
 *
 * @param numbers the numbers, the most significant first
 * @param pre what stands behind a hyphen; empty for a release, which is higher
 */
record Version(List<BigInteger> numbers, String pre) implements Comparable<Version> {
    Version {
        numbers = List.copyOf(numbers);
    }

    /** Reads a version; a part that is no number ends the numbers and counts as what stands behind a hyphen. */
    static Version parse(String text) {
        String core = text.replaceAll("\\+.*", "");
        List<BigInteger> numbers = new ArrayList<>();
        int at = 0;
        while (at < core.length() && Character.digit(core.charAt(at), 10) >= 0) {
            int end = at;
            while (end < core.length() && Character.digit(core.charAt(end), 10) >= 0) {
                end++;
            }
            numbers.add(new BigInteger(core.substring(at, end)));
            at = end < core.length() && core.charAt(end) == '.' ? end + 1 : end;
            if (at == end) {
                break;
            }
        }
        return new Version(numbers, core.substring(at).replaceFirst("^-", ""));
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = number(i).compareTo(other.number(i));
            if (order != 0) {
                return order;
            }
        }
        if (pre.isEmpty() || other.pre.isEmpty()) {
            return Boolean.compare(pre.isEmpty(), other.pre.isEmpty());
        }
        return comparePre(pre.split("\\.", -1), other.pre.split("\\.", -1));
    }

    private BigInteger number(int place) {
        return place < numbers.size() ? numbers.get(place) : BigInteger.ZERO;
    }

    private static int comparePre(String[] mine, String[] others) {
        for (int i = 0; i < Math.min(mine.length, others.length); i++) {
            boolean number = mine[i].matches("[0-9]+");
            boolean otherNumber = others[i].matches("[0-9]+");
            int order = number && otherNumber
                    ? new BigInteger(mine[i]).compareTo(new BigInteger(others[i]))
                    : number != otherNumber ? (number ? -1 : 1) : mine[i].compareTo(others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.length, others.length);
    }

    /**
     * Whether this version lies in a range as Maven writes it, {@code [0.1,0.2)}: a square bracket takes the end in, a
     * round one leaves it out, an end that is missing is open. A version alone is the lowest that will do.
     *
     * @throws IllegalArgumentException when the text is no range
     */
    boolean isIn(String range) {
        String text = range.strip();
        if (!text.startsWith("[") && !text.startsWith("(")) {
            return compareTo(parse(text)) >= 0;
        }
        List<String> ends = Stream.of(
                        text.substring(1, Math.max(1, text.length() - 1)).split(",", -1))
                .map(String::strip)
                .toList();
        if ((!text.endsWith("]") && !text.endsWith(")")) || ends.size() > 2) {
            throw new IllegalArgumentException("a range of versions must be such as [0.1,0.2), got '" + range + "'");
        }
        String low = ends.get(0);
        String high = ends.get(ends.size() - 1);
        int fromLow = low.isEmpty() ? 1 : compareTo(parse(low));
        int toHigh = high.isEmpty() ? 1 : parse(high).compareTo(this);
        return (text.startsWith("[") ? fromLow >= 0 : fromLow > 0) && (text.endsWith("]") ? toHigh >= 0 : toHigh > 0);
    }
}
