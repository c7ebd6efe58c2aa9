package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** A colour as plotly.js writes it: a name of CSS, {@code #rgb}, {@code #rrggbb}, {@code rgb(…)} or {@code rgba(…)}. */
final class PlotlyColour {
    /** The names of CSS and the colour scales of plotly.js. */
    static final JsonNode KNOWN = known();

    private PlotlyColour() {}

    private static JsonNode known() {
        try (InputStream in = PlotlyColour.class.getResourceAsStream("colours.json")) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Color> of(JsonNode node) {
        return node.isTextual() ? of(node.asText()) : Optional.empty();
    }

    static Color or(JsonNode node, Color otherwise) {
        return of(node).orElse(otherwise);
    }

    static Optional<Color> of(String text) {
        String colour = text.strip().toLowerCase(Locale.ROOT);
        if (colour.matches("#[0-9a-f]{3}")) {
            return of(colour.replaceAll("([0-9a-f])", "$1$1"));
        }
        if (colour.matches("#[0-9a-f]{6}")) {
            return Optional.of(new Color(Integer.parseInt(colour.substring(1), 16)));
        }
        if (colour.matches("rgba?\\([0-9., ]+\\)")) {
            String[] parts = colour.substring(colour.indexOf('(') + 1, colour.length() - 1)
                    .split(",", -1);
            if (parts.length < 3) {
                return Optional.empty();
            }
            double alpha = parts.length > 3 ? Double.parseDouble(parts[3].strip()) : 1;
            Color solid = new Color(channel(parts[0]), channel(parts[1]), channel(parts[2]));
            return Optional.of(faded(solid, alpha));
        }
        if (colour.equals("transparent")) {
            return Optional.of(new Color(0, 0, 0, 0));
        }
        JsonNode named = KNOWN.path("names").path(colour);
        return named.isTextual() ? of(named.asText()) : Optional.empty();
    }

    private static int channel(String text) {
        return Math.max(0, Math.min(255, (int) Math.round(Double.parseDouble(text.strip()))));
    }

    /** The colour with its opacity multiplied by {@code opacity}. */
    static Color faded(Color colour, double opacity) {
        int alpha = (int) Math.round(colour.getAlpha() * Math.max(0, Math.min(1, opacity)));
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    /** Black or white, whichever is read better on the colour. */
    static Color inkOn(Color colour) {
        double light = (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue()) / 255;
        return light > 0.5 || colour.getAlpha() < 128 ? new Color(0x1B1F24) : Color.WHITE;
    }
}
