package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.Colours;
import java.awt.Color;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.renderer.PaintScale;

/**
 * The colours of numbers between two ends.
 *
 * @param stops places between 0 and 1, ascending, with their colours
 * @param low the number of the first colour
 * @param high the number of the last colour
 */
record ColourScale(List<Stop> stops, double low, double high) implements PaintScale {
    /** A colour at its place. */
    record Stop(double place, Color colour) {}

    /**
     * The scale that a trace asks for.
     *
     * @param holder of {@code colorscale} and {@code reversescale}
     */
    static ColourScale of(JsonNode holder, double low, double high) {
        List<Stop> stops = new ArrayList<>();
        JsonNode given = holder.path("colorscale");
        JsonNode named = PlotlyColour.KNOWN.path("scales").path(given.asText(""));
        JsonNode pairs = given.isArray() && given.size() > 1 ? given : named;
        for (JsonNode pair : pairs) {
            stops.add(new Stop(pair.path(0).asDouble(), PlotlyColour.or(pair.path(1), Color.GRAY)));
        }
        if (stops.isEmpty()) {
            double last = Colours.SEQUENTIAL.size() - 1.0;
            for (String colour : Colours.SEQUENTIAL) {
                stops.add(new Stop(stops.size() / last, Color.decode(colour)));
            }
        }
        if (holder.path("reversescale").asBoolean(false)) {
            List<Stop> turned = new ArrayList<>();
            stops.forEach(stop -> turned.add(0, new Stop(1 - stop.place, stop.colour)));
            stops = turned;
        }
        return new ColourScale(List.copyOf(stops), low, high);
    }

    /** The colour of a number; the nearer end's beyond the ends. */
    Color colour(double value) {
        return at(high > low ? (value - low) / (high - low) : 0.5);
    }

    /** The colour at a place between 0 and 1. */
    Color at(double share) {
        double place = Math.max(0, Math.min(1, share));
        Stop before = stops.get(0);
        for (Stop stop : stops) {
            if (stop.place >= place) {
                double gap = stop.place - before.place;
                return gap > 0 ? between(before.colour, stop.colour, (place - before.place) / gap) : stop.colour;
            }
            before = stop;
        }
        return before.colour;
    }

    private static Color between(Color a, Color b, double t) {
        return new Color(
                (int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())),
                (int) Math.round(a.getAlpha() + t * (b.getAlpha() - a.getAlpha())));
    }

    @Override
    public double getLowerBound() {
        return low;
    }

    @Override
    public double getUpperBound() {
        return high > low ? high : low + 1;
    }

    @Override
    public Paint getPaint(double value) {
        return colour(value);
    }
}
