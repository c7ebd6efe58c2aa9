package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), Set.of("--out"), Set.of("--user"));
    }

    @Test
    void valuesStandBehindOrAreJoined() {
        assertEquals(
                new Options(Map.of("--out", "x"), Set.of("--user"), List.of("a")), parse("--out", "x", "a", "--user"));
        assertEquals(new Options(Map.of("--out", "x=y"), Set.of(), List.of()), parse("--out=x=y"));
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheKnownOnes() {
        assertEquals(
                "unknown option --oot; there are --out, --user",
                assertThrows(IllegalArgumentException.class, () -> parse("--oot", "x"))
                        .getMessage());
    }

    @Test
    void aMissingValueIsTold() {
        assertEquals(
                "--out needs a value, got none",
                assertThrows(IllegalArgumentException.class, () -> parse("--out"))
                        .getMessage());
    }
}
