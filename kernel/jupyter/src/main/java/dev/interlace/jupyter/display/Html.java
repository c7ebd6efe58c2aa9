package dev.interlace.jupyter.display;

import java.util.Objects;

/**
 * Text that is shown as HTML.
 *
 * @param source the HTML, as it is to be shown: what comes from data goes through {@link #escape} first
 */
public record Html(String source) implements Displayable {
    public Html {
        Objects.requireNonNull(source, "Html.source");
    }

    /** That HTML. */
    public static Html of(String source) {
        return new Html(source);
    }

    /** {@code text} in which nothing is HTML. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    @Override
    public DisplayData display() {
        return DisplayData.html(source, source);
    }
}
