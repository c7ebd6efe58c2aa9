package dev.interlace.jupyter.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkupTypesTest {
    private final Rendering rendering = new Rendering(MarkupTypesTest.class.getClassLoader());

    @Test
    void eachIsShownAsItsTypeWithItsSourceAsText() {
        assertEquals(
                Map.of("text/plain", "<b>x</b>", "text/html", "<b>x</b>"),
                rendering.render(Html.of("<b>x</b>")).data());
        assertEquals(
                Map.of("text/plain", "*x*", "text/markdown", "*x*"),
                rendering.render(Markdown.of("*x*")).data());
        assertEquals(
                Map.of("text/plain", "$x$", "text/latex", "$x$"),
                rendering.render(Latex.of("$x$")).data());
        assertEquals(
                Map.of("text/plain", "<svg/>", "image/svg+xml", "<svg/>"),
                rendering.render(Svg.of("<svg/>")).data());
    }

    @Test
    void escapedTextHoldsNoHtml() {
        assertEquals("&lt;a href=&quot;x&quot;&gt;&amp;&#39;", Html.escape("<a href=\"x\">&'"));
    }
}
