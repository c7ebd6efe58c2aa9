package dev.interlace.notebooks;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java of a guide as a notebook, a cell for each block, in the order of the text. A comment that begins with
 * {@code <!-- run} holds what the next block needs and the reader need not see. A block that cannot run where the guide
 * is tested begins with {@code ```java not-run}.
 */
final class Guide {
    private static final Pattern BLOCK = Pattern.compile(
            "^```java(?<info>[^\\n]*)\\n(?<shown>.*?)^```|^<!-- run\\n(?<hidden>.*?)^-->",
            Pattern.MULTILINE | Pattern.DOTALL);

    private Guide() {}

    /** The blocks of a guide that run. */
    static List<String> blocks(String guide) {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(guide);
        while (block.find()) {
            String hidden = block.group("hidden");
            if (hidden != null) {
                blocks.add(hidden);
            } else if (!block.group("info").contains("not-run")) {
                blocks.add(block.group("shown"));
            }
        }
        return blocks;
    }

    /** Writes the blocks of a guide as a notebook into a folder of its own within {@code folder}. */
    static Path notebook(Path guide, Path folder) throws IOException {
        String name = String.valueOf(guide.getFileName()).replace(".md", "");
        List<Map<String, ?>> cells = new ArrayList<>();
        for (String block : blocks(Files.readString(guide))) {
            cells.add(Map.of(
                    "cell_type", "code",
                    "id", name + "-" + cells.size(),
                    "metadata", Map.of(),
                    "outputs", List.of(),
                    "source", block.stripTrailing()));
        }
        Path own = Files.createDirectories(folder.resolve(name));
        String json = new Gson()
                .toJson(Map.of(
                        "cells",
                        cells,
                        "metadata",
                        Map.of("kernelspec", Map.of("display_name", "Java", "language", "java", "name", "interlace")),
                        "nbformat",
                        4,
                        "nbformat_minor",
                        5));
        return Files.writeString(own.resolve(name + ".ipynb"), json);
    }
}
