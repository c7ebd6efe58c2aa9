package dev.interlace.testkit;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/** What the rows of a raw column hold, as values that can be compared; an absent row is the text {@code absent}. */
final class RawRows {
    private static final Object ABSENT = "absent";

    private RawRows() {}

    /** One value per row; the numbers of a row are a {@code List<Double>}. */
    static List<Object> of(Raw raw) {
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < raw.rows(); row++) {
            rows.add(raw.presence().has(row) ? value(raw, row) : ABSENT);
        }
        return rows;
    }

    private static Object value(Raw raw, int row) {
        if (raw instanceof Raw.Texts texts) {
            return List.of(texts.values().get(row).orElseThrow());
        }
        if (raw instanceof Raw.Pictures pictures) {
            return pictures.values().get(row).orElseThrow();
        }
        if (raw instanceof Raw.Sounds sounds) {
            return sounds.values().get(row).orElseThrow();
        }
        if (raw instanceof Raw.Timings timings) {
            return timings.values().get(row).orElseThrow();
        }
        if (raw instanceof Raw.Nodes nodes) {
            OptionalInt node = nodes.values().get(row);
            return List.of(nodes.graph(), node.orElseThrow());
        }
        if (raw instanceof Raw.Fields fields) {
            return fields.fields().stream().map(field -> field.text(row)).toList();
        }
        Features features = ((Raw.Numbers) raw).features().rows(new int[] {row});
        double[] all = Host.doubles(features.values());
        int counted = features.lengths().length == 0 ? all.length : features.lengths()[0] * features.width();
        return DoubleStream.of(all).limit(counted).boxed().toList();
    }
}
