package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** One figure of every kind, as plotly.js JSON. */
final class Kinds {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final JsonNode ALL = read(text("kinds.json"));

    private Kinds() {}

    static List<String> names() {
        return ALL.properties().stream().map(entry -> entry.getKey()).toList();
    }

    static StaticPicture picture(String name) {
        JsonNode figure = ALL.path(name);
        return new StaticPicture(
                figure.path("data"),
                figure.path("layout"),
                figure.path("frames").size(),
                false);
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Kinds.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
