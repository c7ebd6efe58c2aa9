package dev.interlace.bench.golden;

import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import java.util.Map;
import java.util.stream.IntStream;

/** A few rows of the data that ship. */
final class Shipped {
    private static final String LETTERS = "encoder/char-ngrams";
    private static final Map<String, Integer> NARROW = Map.of("width", 128);

    private Shipped() {}

    /** Evenly spaced rows. */
    static LabData rows(Lab lab, String id, int rows) {
        LabData data = lab.data(id);
        int step = Math.max(1, data.rows() / rows);
        return data.rows(IntStream.range(0, rows).map(row -> row * step).toArray());
    }

    /** Names and search words of emoji as vectors of 128 columns. */
    static Encoding words() {
        return Encoding.none().and("name", LETTERS, NARROW).and("tags", LETTERS, NARROW);
    }

    /** The numbers of a data set as they are. */
    static Encoded numbers(Lab lab, String id, int rows) {
        LabData data = rows(lab, id, rows);
        Encoding encoding = Encoding.none();
        for (String column : data.dataset().columns().keySet()) {
            encoding = encoding.and(column, "");
        }
        return lab.encode(data, encoding);
    }
}
