package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/**
 * One axis of a figure: which place a value has, and which range is shown, by the rules of plotly.js. Places are the
 * numbers themselves, exponents of ten on a log axis, milliseconds since 1970 of dates, and 0, 1, 2 of categories.
 */
final class AxisScale {
    private static final double EXTRA = 0.05;
    private static final int PIXELS_PER_TICK_BESIDE = 50;
    private static final int PIXELS_PER_TICK_BELOW = 80;

    private final JsonNode layout;
    private final boolean horizontal;
    private final double pixels;
    private final Kind kind;
    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private final List<End> lows = new ArrayList<>();
    private final List<End> highs = new ArrayList<>();

    /** What the values of an axis are. */
    enum Kind {
        NUMBER,
        LOG,
        DATE,
        CATEGORY
    }

    /** An extreme place, and how many pixels must lie between it and the end of the axis. */
    private record End(double place, double pad) {}

    /**
     * An axis before its values are known.
     *
     * @param pixels its length
     * @param values of its traces, from which its kind is inferred where the layout names none
     */
    AxisScale(JsonNode layout, boolean horizontal, double pixels, List<JsonNode> values) {
        this.layout = layout;
        this.horizontal = horizontal;
        this.pixels = pixels;
        kind = switch (layout.path("type").asText("-")) {
            case "linear" -> Kind.NUMBER;
            case "log" -> Kind.LOG;
            case "date" -> Kind.DATE;
            case "category", "multicategory" -> Kind.CATEGORY;
            default -> inferred(values);
        };
        layout.path("categoryarray")
                .forEach(name -> categories.putIfAbsent(PlainText.of(name.asText()), categories.size()));
    }

    private static Kind inferred(List<JsonNode> values) {
        int texts = 0;
        int dates = 0;
        for (JsonNode array : values) {
            for (JsonNode value : array) {
                boolean text = value.isTextual() && !isNumber(value.asText());
                texts += text ? 1 : 0;
                dates += text && Double.isFinite(date(value.asText())) ? 1 : 0;
            }
        }
        return texts == 0 ? Kind.NUMBER : dates == texts ? Kind.DATE : Kind.CATEGORY;
    }

    private static boolean isNumber(String text) {
        return text.matches("\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*");
    }

    Kind kind() {
        return kind;
    }

    String title() {
        JsonNode title = layout.path("title");
        return PlainText.of(
                title.isTextual() ? title.asText() : title.path("text").asText(""));
    }

    /** The place of a value; NaN where there is none. */
    double place(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Double.NaN;
        }
        return switch (kind) {
            case CATEGORY -> categories.computeIfAbsent(PlainText.of(value.asText()), name -> categories.size());
            case DATE -> value.isNumber() ? value.asDouble() : date(value.asText());
            case NUMBER, LOG -> scaled(number(value));
        };
    }

    private static double number(JsonNode value) {
        return value.isNumber()
                ? value.asDouble()
                : isNumber(value.asText()) ? Double.parseDouble(value.asText().strip()) : Double.NaN;
    }

    /** The place of a number: its exponent of ten on a log axis. */
    double scaled(double number) {
        return kind != Kind.LOG ? number : number > 0 ? Math.log10(number) : Double.NaN;
    }

    private static double date(String text) {
        String date = text.strip().replace(' ', 'T').replaceAll("Z$", "");
        try {
            return date.contains("T")
                    ? LocalDateTime.parse(date).toInstant(ZoneOffset.UTC).toEpochMilli()
                    : LocalDate.parse(date.matches("\\d{4}-\\d{2}") ? date + "-01" : date)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    /** Places that the axis must reach exactly. */
    void reach(double... places) {
        for (double place : places) {
            end(place, 0, 0);
        }
    }

    /** Places that must lie within, with a twentieth of the axis and some pixels beyond them. */
    void surround(double pad, double... places) {
        for (double place : places) {
            end(place, pad + EXTRA * pixels, pad + EXTRA * pixels);
        }
    }

    /** The end of a bar that starts at 0: room beyond it, none beyond 0. */
    void from(double zero, double place) {
        if (!Double.isFinite(zero)) {
            surround(0, place);
            return;
        }
        reach(zero);
        end(place, place < zero ? EXTRA * pixels : 0, place > zero ? EXTRA * pixels : 0);
    }

    private void end(double place, double below, double above) {
        if (Double.isFinite(place)) {
            keep(lows, new End(place, below), -1);
            keep(highs, new End(place, above), 1);
        }
    }

    /** Keeps the ends that no other one makes needless. */
    private static void keep(List<End> ends, End added, int side) {
        for (End end : ends) {
            if (side * (end.place - added.place) >= 0 && end.pad >= added.pad) {
                return;
            }
        }
        ends.removeIf(end -> side * (added.place - end.place) >= 0 && added.pad >= end.pad);
        ends.add(added);
    }

    /** The shown range, low end first. */
    Range range() {
        JsonNode given = layout.path("range");
        if (given.size() == 2 && !given.path(0).isNull() && !given.path(1).isNull()) {
            double a = ofRange(given.path(0));
            double b = ofRange(given.path(1));
            if (Double.isFinite(a) && Double.isFinite(b) && a != b) {
                return new Range(Math.min(a, b), Math.max(a, b));
            }
        }
        boolean zero = layout.path("rangemode").asText().equals("tozero");
        if (zero) {
            reach(0);
        }
        if (lows.isEmpty()) {
            return kind == Kind.LOG ? new Range(0, 1) : new Range(-1, 6);
        }
        Range best = null;
        double steepest = 0;
        for (End low : lows) {
            for (End high : highs) {
                double room = pixels - low.pad - high.pad;
                double slope = (high.place - low.place) / Math.max(pixels / 10, room);
                if (slope > steepest) {
                    steepest = slope;
                    best = new Range(low.place - slope * low.pad, high.place + slope * high.pad);
                }
            }
        }
        double only = lows.get(0).place;
        return best == null ? new Range(only - 1, only + 1) : best;
    }

    /** How much of the axis some pixels cover, upwards or to the right. */
    double pixels(double count) {
        return (reversed() ? -1 : 1) * count * range().getLength() / pixels;
    }

    /** The place of a value as ranges and annotations write it: exponents on a log axis. */
    double ofRange(JsonNode end) {
        return kind == Kind.LOG || end.isNumber() ? end.asDouble() : place(end);
    }

    /** Whether it runs the other way. */
    boolean reversed() {
        JsonNode given = layout.path("range");
        return given.size() == 2
                ? ofRange(given.path(0)) > ofRange(given.path(1))
                : layout.path("autorange").asText().equals("reversed");
    }

    /** This axis in the words of JFreeChart, without colours. */
    ValueAxis axis() {
        Range range = range();
        ValueAxis axis = kind == Kind.DATE
                ? new DateAxis(title(), TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT)
                : new NamedTicksAxis(title(), ticks(range));
        axis.setAutoRange(false);
        axis.setRange(range, false, false);
        axis.setInverted(reversed());
        boolean shown = layout.path("visible").asBoolean(true);
        axis.setTickLabelsVisible(shown && layout.path("showticklabels").asBoolean(true));
        axis.setTickMarksVisible(shown && kind != Kind.CATEGORY);
        axis.setAxisLineVisible(shown && layout.path("showline").asBoolean(true));
        return axis;
    }

    private List<AxisTicks.Tick> ticks(Range range) {
        if (layout.path("tickvals").isArray()) {
            List<JsonNode> places = new ArrayList<>();
            layout.path("tickvals").forEach(places::add);
            List<AxisTicks.Tick> given = new ArrayList<>();
            JsonNode texts = layout.path("ticktext");
            AxisTicks.given(layout.path("tickvals"), texts).forEach(tick -> {
                double place = place(places.get(given.size()));
                given.add(new AxisTicks.Tick(place, tick.text()));
            });
            return given;
        }
        int wanted = (int) Math.max(3, pixels / (horizontal ? PIXELS_PER_TICK_BELOW : PIXELS_PER_TICK_BESIDE));
        return switch (kind) {
            case CATEGORY -> AxisTicks.named(List.copyOf(categories.keySet()));
            case LOG -> AxisTicks.powers(range.getLowerBound(), range.getUpperBound());
            case NUMBER, DATE ->
                AxisTicks.numbers(
                        range.getLowerBound(),
                        range.getUpperBound(),
                        wanted,
                        layout.path("tickformat").asText(""));
        };
    }
}
