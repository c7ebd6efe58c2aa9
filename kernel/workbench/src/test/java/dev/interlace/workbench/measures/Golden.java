package dev.interlace.workbench.measures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The lines of {@code measures-golden.tsv}, which other tools wrote. */
public final class Golden {
    /** Sums in another order. */
    public static final double ROUNDING = 1e-9;

    private final Map<String, double[]> lines = new LinkedHashMap<>();

    private Golden() {}

    /** Reads the lines. */
    public static Golden read() {
        Golden golden = new Golden();
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("measures-golden.tsv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split("\t", -1);
                golden.lines.put(
                        parts[0],
                        Arrays.stream(parts[1].split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return golden;
    }

    /** The numbers of a line. */
    public double[] get(String name) {
        return Objects.requireNonNull(lines.get(name), name);
    }

    /** The only number of a line. */
    public double one(String name) {
        return get(name)[0];
    }

    /** The numbers of a line, which are whole. */
    public int[] whole(String name) {
        return Arrays.stream(get(name)).mapToInt(value -> (int) value).toArray();
    }

    /** The names of lines that begin so. */
    public List<String> names(String prefix) {
        return lines.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
