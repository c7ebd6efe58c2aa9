package dev.interlace.plugins.alignment.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The matrices of {@code transport-golden.tsv}, which other programs made. */
final class GoldenTransport {
    private GoldenTransport() {}

    static INDArray matrix(String name) {
        try (InputStream in =
                        Objects.requireNonNull(GoldenTransport.class.getResourceAsStream("transport-golden.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String[] parts = lines.lines()
                    .filter(line -> line.startsWith(name + "\t"))
                    .findFirst()
                    .orElseThrow()
                    .split("\t", -1);
            double[] values = Arrays.stream(parts, 3, parts.length)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return Nd4j.createFromArray(values).reshape('c', Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double number(String name) {
        return matrix(name).getDouble(0);
    }
}
