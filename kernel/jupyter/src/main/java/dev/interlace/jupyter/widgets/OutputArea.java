package dev.interlace.jupyter.widgets;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.MalformedMessageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A widget that shows what code prints, shows and gives. */
public final class OutputArea extends Widget {
    private final Place place = new Place(origin(), this::put);
    private volatile String plain = "";

    OutputArea() {
        super(Models.output());
    }

    /**
     * Runs {@code code} and shows here what it prints and shows, its value last, in place of what stood here before.
     */
    public OutputArea run(Supplier<?> code) {
        place.run(code);
        return this;
    }

    /** Shows {@code value} in place of what stood here before. */
    public OutputArea show(@Nullable Object value) {
        put(NotebookSession.current()
                .map(session -> session.rendering().render(value))
                .orElseGet(() -> DisplayData.text(String.valueOf(value))));
        return this;
    }

    private void put(DisplayData data) {
        plain = data.plain();
        Map<String, @Nullable Object> bundle = new LinkedHashMap<>();
        data.data().forEach((mime, text) -> bundle.put(mime, value(mime, text)));
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        data.metadata().forEach((mime, text) -> metadata.put(mime, value("json", text)));
        model().put("outputs", List.of(Map.of("output_type", "display_data", "data", bundle, "metadata", metadata)));
    }

    private static @Nullable Object value(String mime, String text) {
        if (mime.endsWith("json")) {
            try {
                return WireState.value(Json.parse(text));
            } catch (MalformedMessageException e) {
                return "[" + e.getMessage() + "]";
            }
        }
        return text;
    }

    @Override
    String text() {
        return plain;
    }
}
