package dev.interlace.jupyter.display;

import java.util.Objects;

/**
 * Text that is shown as Markdown.
 *
 * @param source the Markdown
 */
public record Markdown(String source) implements Displayable {
    public Markdown {
        Objects.requireNonNull(source, "Markdown.source");
    }

    /** That Markdown. */
    public static Markdown of(String source) {
        return new Markdown(source);
    }

    @Override
    public DisplayData display() {
        return DisplayData.text(source).with("text/markdown", source);
    }
}
