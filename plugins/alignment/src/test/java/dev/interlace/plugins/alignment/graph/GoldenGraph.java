package dev.interlace.plugins.alignment.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** The matrices of {@code graph-golden.tsv}, which other programs made. */
final class GoldenGraph {
    private GoldenGraph() {}

    static double[][] matrix(String name) {
        try (InputStream in = Objects.requireNonNull(GoldenGraph.class.getResourceAsStream("graph-golden.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String[] parts = lines.lines()
                    .filter(line -> line.startsWith(name + "\t"))
                    .findFirst()
                    .orElseThrow()
                    .split("\t", -1);
            double[] values = Arrays.stream(parts[3].split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            int columns = Integer.parseInt(parts[2]);
            double[][] rows = new double[Integer.parseInt(parts[1])][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double number(String name) {
        return matrix(name)[0][0];
    }
}
