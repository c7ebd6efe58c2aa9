package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Corruption;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RegisteredCorruptionsTest {
    @Test
    void theServiceLoaderFindsEveryCorruption() {
        List<String> ids = new ArrayList<>();
        for (Corruption<?> corruption : ServiceLoader.load(Corruption.class)) {
            ids.add(corruption.descriptor().id());
        }
        assertEquals(
                List.of(
                        "corruption/blur",
                        "corruption/modality-drop",
                        "corruption/noise",
                        "corruption/occlusion",
                        "corruption/shuffle",
                        "corruption/typos",
                        "corruption/word-drop"),
                ids);
    }
}
