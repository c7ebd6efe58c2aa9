package dev.interlace.bench.golden;

import dev.interlace.spi.History;

/** What a fit recorded. */
final class HistoryLines {
    private HistoryLines() {}

    static void write(Lines lines, String key, History history) {
        history.series()
                .forEach((name, values) -> lines.numbers(
                        key + " history of " + name,
                        values.stream().mapToDouble(Double::doubleValue).toArray()));
        for (int i = 0; i < history.warnings().size(); i++) {
            lines.text(key + " warning " + (i + 1), history.warnings().get(i));
        }
    }
}
