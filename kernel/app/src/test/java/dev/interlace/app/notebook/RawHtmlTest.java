package dev.interlace.app.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RawHtmlTest {
    @Test
    void whatOnlyShowsPasses() {
        assertEquals(
                "<details><summary><b>Explain</b></summary>",
                RawHtml.safe("<details><summary><b>Explain</b></summary>"));
        assertEquals("<img src=\"images/a.png\" width=\"40\">", RawHtml.safe("<IMG src='images/a.png' width=40 />"));
        assertEquals("<a href=\"https://a.org/?b=1\">x</a>", RawHtml.safe("<a href=\"https://a.org/?b=1\">x</a>"));
        assertEquals("1 &lt; 2 &amp; 3", RawHtml.safe("1 < 2 &amp; 3"));
        assertEquals("", RawHtml.safe("<!-- note -->"));
    }

    @Test
    void whatDoesSomethingDoesNot() {
        for (String hostile : List.of(
                "<script>alert(1)</script>",
                "<SCRIPT SRC=//x.org/a.js></SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<img src=\"x\" onerror=\"alert(1)\">",
                "<details ontoggle=alert(1) open>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\" java\tscript:alert(1)\">x</a>",
                "<a href=\"&#106;avascript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<iframe src=\"https://x.org\"></iframe>",
                "<svg onload=alert(1)>",
                "<object data=x></object>",
                "<p style=\"background:url(javascript:alert(1))\">",
                "<form action=x><button>x</button></form>",
                "<style>@import 'x'</style>",
                "<meta http-equiv=refresh content=0>",
                "<base href=//x.org>",
                "<<script>alert(1)//<</script>",
                "<img/src=x/onerror=alert(1)>",
                "<math><mtext><script>alert(1)</script>",
                "<script")) {
            String safe = RawHtml.safe(hostile);
            String tags = safe.toLowerCase(Locale.ROOT);
            for (String bad : List.of(
                    "<script",
                    "<iframe",
                    "<svg",
                    "<object",
                    "<form",
                    "<button",
                    "<style",
                    "<meta",
                    "<base",
                    "<math",
                    "javascript:alert(1)\"",
                    "script:alert(1)\">",
                    "data:text")) {
                assertFalse(tags.contains(bad), hostile + " became " + safe);
            }
            assertFalse(tags.matches("(?s).*<[a-z][^>]*\\son[a-z]+\\s*=.*"), hostile + " became " + safe);
        }
    }
}
