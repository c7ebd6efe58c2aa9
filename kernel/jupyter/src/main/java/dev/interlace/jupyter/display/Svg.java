package dev.interlace.jupyter.display;

import java.util.Objects;

/**
 * Text that is shown as SVG.
 *
 * @param source the SVG, from {@code <svg>} to {@code </svg>}
 */
public record Svg(String source) implements Displayable {
    public Svg {
        Objects.requireNonNull(source, "Svg.source");
    }

    /** That SVG. */
    public static Svg of(String source) {
        return new Svg(source);
    }

    @Override
    public DisplayData display() {
        return DisplayData.text(source).with("image/svg+xml", source);
    }
}
