package dev.interlace.jupyter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.server.StreamBuffer.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamBufferTest {
    private final List<String> sent = new ArrayList<>();
    private final StreamBuffer buffer = new StreamBuffer((stream, text) -> sent.add(stream.label() + " " + text));

    private boolean write(Stream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return buffer.write(stream, bytes, 0, bytes.length);
    }

    @Test
    void gathersWritesUntilTheStreamChanges() {
        assertTrue(write(Stream.STDOUT, "a"));
        assertFalse(write(Stream.STDOUT, "b"));
        write(Stream.STDERR, "c");
        buffer.flushAll();
        assertEquals(List.of("stdout ab", "stderr c"), sent);
    }

    @Test
    void aSplitCharacterWaitsForItsRest() {
        byte[] bytes = "x😀".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            buffer.write(Stream.STDOUT, bytes, i, 1);
            buffer.flush();
        }
        assertEquals(List.of("stdout x", "stdout 😀"), sent);
    }

    @Test
    void largeTextIsCutBetweenCharacters() {
        String text = "é€😀".repeat(100_000);
        write(Stream.STDOUT, text);
        buffer.flushAll();
        assertTrue(sent.size() > 1);
        StringBuilder whole = new StringBuilder();
        sent.forEach(part -> whole.append(part.substring("stdout ".length())));
        assertEquals(text, whole.toString());
    }
}
