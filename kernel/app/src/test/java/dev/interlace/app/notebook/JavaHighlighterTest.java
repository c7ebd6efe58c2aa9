package dev.interlace.app.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JavaHighlighterTest {
    @Test
    void literalsCommentsAndMagicsAreTold() {
        assertEquals(
                "<span class=\"string\">&quot;a \\&quot; // b&quot;</span> + <span class=\"number\">1_0.5e3f</span>;",
                JavaHighlighter.html("\"a \\\" // b\" + 1_0.5e3f;"));
        assertEquals("<span class=\"magic\">%plugins fusion</span>", JavaHighlighter.html("%plugins fusion"));
        assertEquals("a % b", JavaHighlighter.html("a % b"));
    }

    @Test
    void aTextBlockIsOneLiteral() {
        assertEquals(
                "<span class=\"string\">&quot;&quot;&quot;\nint x; &quot;y&quot;\n&quot;&quot;&quot;</span>",
                JavaHighlighter.html("\"\"\"\nint x; \"y\"\n\"\"\""));
    }

    @Test
    void longSourcesAreNoTrouble() {
        String source = "/*" + "x".repeat(200_000) + "*/ \"" + "y".repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> JavaHighlighter.html(source));
    }
}
