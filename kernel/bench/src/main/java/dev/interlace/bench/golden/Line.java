package dev.interlace.bench.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One value of the record.
 *
 * @param key what was computed, unique in a file
 * @param kind how it is compared
 * @param count how many numbers it has; 0 for a text or a hash
 * @param hash the first 16 hexadecimal digits of the SHA-256 of its bits; for a text the text itself
 * @param sum sum of the numbers in double precision
 * @param sample the first four numbers and up to twelve evenly spaced ones
 */
record Line(String key, Kind kind, long count, String hash, double sum, List<Double> sample) {
    private static final int FIRST = 4;
    private static final int SPACED = 12;

    /** How two lines of one key are compared. */
    enum Kind {
        /** By bits, and where they differ by the largest relative difference of the sum and the sample. */
        NUMBERS,
        /** By bits alone, for instance a data set. */
        BITS,
        /** A message; another wording is told and breaks nothing. */
        TEXT
    }

    Line {
        sample = List.copyOf(sample);
    }

    static Line numbers(String key, double[] values) {
        List<Double> sample = new ArrayList<>();
        int first = Math.min(FIRST, values.length);
        for (int i = 0; i < first; i++) {
            sample.add(values[i]);
        }
        int rest = values.length - first;
        int spaced = Math.min(SPACED, rest);
        for (int i = 1; i <= spaced; i++) {
            sample.add(values[first - 1 + (int) ((long) i * rest / spaced)]);
        }
        return new Line(
                key,
                Kind.NUMBERS,
                values.length,
                Digest.of(values),
                Arrays.stream(values).sum(),
                sample);
    }

    static Line bits(String key, String hash) {
        return new Line(key, Kind.BITS, 0, hash, 0, List.of());
    }

    static Line text(String key, String text) {
        return new Line(key, Kind.TEXT, 0, text.replaceAll("\\s+", " ").strip(), 0, List.of());
    }

    /** Reads what {@link #toString} wrote. */
    static Line parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException(
                    "a line of the record has six columns, got " + parts.length + ": " + line);
        }
        List<Double> sample = parts[5].isEmpty()
                ? List.of()
                : Arrays.stream(parts[5].split(" ")).map(Double::valueOf).toList();
        return new Line(
                parts[0],
                Kind.valueOf(parts[1]),
                Long.parseLong(parts[2]),
                parts[3],
                Double.parseDouble(parts[4]),
                sample);
    }

    @Override
    public String toString() {
        return String.join(
                "\t",
                key,
                kind.name(),
                Long.toString(count),
                hash,
                Double.toString(sum),
                sample.stream().map(Line::shortest).collect(Collectors.joining(" ")));
    }

    private static String shortest(double value) {
        float single = (float) value;
        return single == value ? Float.toString(single) : Double.toString(value);
    }
}
