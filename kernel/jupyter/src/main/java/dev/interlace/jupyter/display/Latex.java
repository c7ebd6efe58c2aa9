package dev.interlace.jupyter.display;

import java.util.Objects;

/**
 * Text that is shown as LaTeX.
 *
 * @param source the LaTeX, with its delimiters: {@code $x^2$} stands in the line, {@code $$x^2$$} by itself
 */
public record Latex(String source) implements Displayable {
    public Latex {
        Objects.requireNonNull(source, "Latex.source");
    }

    /** That LaTeX. */
    public static Latex of(String source) {
        return new Latex(source);
    }

    @Override
    public DisplayData display() {
        return DisplayData.text(source).with("text/latex", source);
    }
}
