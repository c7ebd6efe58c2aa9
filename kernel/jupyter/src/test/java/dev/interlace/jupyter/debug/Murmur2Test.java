package dev.interlace.jupyter.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.interlace.jupyter.wire.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class Murmur2Test {
    @Test
    void theHashIsTheOneThatFrontEndsCompute() throws Exception {
        String golden;
        try (InputStream in = Murmur2Test.class.getResourceAsStream("murmur2.json")) {
            golden = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        JsonArray hashes = Json.object(golden).getAsJsonArray("hashes");
        assertEquals(10, hashes.size());
        for (JsonElement entry : hashes) {
            String text = entry.getAsJsonArray().get(0).getAsString();
            long expected = entry.getAsJsonArray().get(1).getAsLong();
            assertEquals(expected, Murmur2.hash(text, CellFiles.SEED), text);
        }
    }
}
