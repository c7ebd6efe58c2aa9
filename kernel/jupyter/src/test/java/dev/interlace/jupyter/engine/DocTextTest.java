package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Plain words.|Plain words.",
                "A {@code List<String>} of {@link java.util.List#of(Object)}.|A List<String> of java.util.List.of(Object).",
                "See {@link #run the call} and {@link Call}.|See the call and Call.",
                "One.<p>Two &lt; three &amp; <b>four</b>.|One.~~Two < three & four.",
                "<ul><li>one <li>two</ul>|- one~- two",
                "{@code Map.of(\"a\", 1)} of $5 and \\d|Map.of(\"a\", 1) of $5 and \\d",
            })
    void markupBecomesText(String doc, String text) {
        assertEquals(text.replace('~', '\n'), DocText.plain(doc));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@param x the {@code x}|x: the x",
                "@return it|returns it",
                "@throws IllegalStateException where not|throws IllegalStateException: where not",
                "@implNote never shown|''",
                "@since 9|since 9",
            })
    void eachBlockTagIsALine(String tag, String line) {
        assertEquals(("First.\n\n" + line).strip(), DocText.plain("First.\n " + tag));
    }
}
