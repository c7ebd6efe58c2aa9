package dev.interlace.jupyter.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void whiteSpaceSeparatesAndQuotesHoldTogether() {
        assertEquals(List.of("a", "b c", "d\"e", ""), Arguments.split("  a \"b c\"\t'd\"e' \"\""));
        assertEquals(List.of("key=a b"), Arguments.split("key=\"a b\""));
    }

    @Test
    void backslashesOfPathsStay() {
        assertEquals(List.of("C:\\Users\\x", "C:\\a b\\y"), Arguments.split("C:\\Users\\x \"C:\\a b\\y\""));
        assertEquals(List.of("say \"hi\""), Arguments.split("\"say \\\"hi\\\"\""));
    }
}
