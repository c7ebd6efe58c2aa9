package dev.interlace.plugins.encoders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A file that {@code golden.py} or a program beside it made: comment lines, then rows of tab-separated cells. */
final class GoldenFile {
    private GoldenFile() {}

    static List<List<String>> rows(String file) {
        try (InputStream in = Objects.requireNonNull(GoldenFile.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> Arrays.asList(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    static double[] numbers(String cell) {
        return Arrays.stream(cell.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** A vector of which {@code column:value} pairs name what is not 0. */
    static float[] sparse(String cell, int width) {
        float[] vector = new float[width];
        for (String pair : cell.isEmpty() ? new String[0] : cell.split(" ", -1)) {
            int colon = pair.indexOf(':');
            vector[Integer.parseInt(pair.substring(0, colon))] = Float.parseFloat(pair.substring(colon + 1));
        }
        return vector;
    }

    /** A text of the golden file, where a backslash, a u and four digits stand for one character. */
    static String text(String cell) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < cell.length(); k++) {
            if (cell.startsWith("\\u", k)) {
                text.append((char) Integer.parseInt(cell.substring(k + 2, k + 6), 16));
                k += 5;
            } else {
                text.append(cell.charAt(k));
            }
        }
        return text.toString();
    }
}
