package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTextTest {
    private static Optional<Object> values(String name) {
        return name.equals("data") ? Optional.of(42) : Optional.empty();
    }

    private static String use(String code) {
        return OpenText.at(code, OpenTextTest::values)
                .map(open -> open.use()
                        .map(use -> use.variable()
                                + use.before().stream()
                                        .map(call -> "." + call.method() + call.arguments())
                                        .reduce("", String::concat)
                                + " " + use.open().method()
                                + use.open().call().arguments() + " "
                                + use.open().place() + " " + open.text())
                        .orElse("of no variable"))
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lab.fusion(\"ga|lab fusion[] Text[] ga",
                "var x = lab.fusion(\"|lab fusion[] Text[]",
                "lab.pair(data, 3, f(1, 2), \"a\", \"|"
                        + "lab pair[Optional[42], Optional.empty, Optional.empty, Optional[a]] Text[]",
                "lab.fusion(\"a\", Map.of(\"|lab fusion[Optional[a]] Key[others=[]]",
                "lab.fusion(\"a\", Map.of(\"k\", 1, \"|lab fusion[Optional[a]] Key[others=[k]]",
                "lab.fusion(\"a\", Map.of(\"k\", \"|lab fusion[Optional[a]] Value[key=k]",
                "lab.fusion(\"a\", java.util.Map.<String, Object>of(\"k\", \"|lab fusion[Optional[a]] Value[key=k]",
                "lab.f(Map.ofEntries(Map.entry(\"a\", 1), Map.entry(\"|lab f[] Key[others=[a]]",
                "lab.f(Map.ofEntries(Map.entry(\"a\", \"|lab f[] Value[key=a]",
                "lab.f(List.of(\"a\", \"|lab f[] Text[]",
                "lab.f(new String[] {\"a\", \"|lab f[] Text[]",
                "lab.g(\"x\").h(1).f(\"|lab.g[Optional[x]].h[Optional.empty] f[] Text[]",
                "g(lab.f(\"|lab f[] Text[]",
                "f(\"|of no variable",
                "if (\"|of no variable",
                "Map.of(\"|of no variable",
                "String s = \"|of no variable",
                "a.b.f(\"|of no variable",
                "lab.f(1); \"|of no variable",
                "lab.f(\"a\")|none",
                "lab.f(\"a\"|none",
                "lab.f(|none",
            })
    void theCallIsReadFromTheTokensBeforeTheText(String code, String expected) {
        assertEquals(expected.strip(), use(code).strip());
    }

    @Test
    void aTextThatEndsWithAnEscapedQuoteIsOpen() {
        assertEquals("lab f[] Text[] a\\\"", use("lab.f(\"a\\\""));
        assertEquals("none", use("lab.f(\"a\\\\\""));
    }

    @Test
    void theTextAroundACursorIsWhole() {
        String code = "lab.f(\"first\", \"second\")";
        assertEquals(
                "second",
                OpenText.around(code, 18, OpenTextTest::values).orElseThrow().text());
        assertEquals(Optional.empty(), OpenText.around(code, 3, OpenTextTest::values));
    }
}
