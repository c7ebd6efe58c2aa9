package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"abc\".|\"abc\"",
                "int x = names.stream().|names.stream()",
                "f(a, b.get(0).|b.get(0)",
                "new ArrayList<String>().|new ArrayList<String>()",
                "return this.|this",
                "if (a) b.|b",
                "(a + b).|(a + b)",
                "x[3].|x[3]",
                "1 + java.util.List.|java.util.List",
            })
    void theReceiverIsTheWholeExpressionBeforeThePoint(String before, String receiver) {
        assertEquals(receiver, Members.receiver(before).orElse(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"abc", "f(", "x = ", "."})
    void withoutAPointThereIsNone(String before) {
        assertEquals("", Members.receiver(before).orElse(""));
    }

    @Test
    void parametersAreNamedWhereTheClassFileTells() throws NoSuchMethodException {
        assertEquals(
                "int beginIndex, int endIndex",
                ParameterNames.of(String.class).parameters(String.class.getMethod("substring", int.class, int.class)));
        assertEquals(
                "String format, Object... args",
                ParameterNames.of(String.class)
                        .parameters(String.class.getMethod("format", String.class, Object[].class)));
        assertEquals(
                "int, E",
                ParameterNames.of(List.class).parameters(List.class.getMethod("add", int.class, Object.class)));
    }
}
