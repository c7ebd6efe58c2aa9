package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One axis of the static picture: from values to pixels, and where its ticks are. */
final class Axis {
    private static final int WANTED_TICKS = 6;
    private static final double PADDING = 0.04;

    private final JsonNode layout;
    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean padded = true;
    private int from;
    private int to;

    /** A tick: its value on the axis and its text. */
    record Tick(double value, String text) {}

    Axis(JsonNode layout) {
        this.layout = layout;
    }

    String title() {
        return TextTwin.unescape(layout.path("title").path("text").asText(""));
    }

    boolean isCategory() {
        return !categories.isEmpty();
    }

    private boolean isLog() {
        return layout.path("type").asText().equals("log");
    }

    /**
     * Takes up a value and gives its place: the number itself, or the number of the category; NaN where there is none.
     */
    double take(JsonNode value) {
        boolean text = value.isTextual() || layout.path("type").asText().equals("category");
        double place = value.isNull() || value.isMissingNode()
                ? Double.NaN
                : text
                        ? categories.computeIfAbsent(TextTwin.unescape(value.asText()), name -> categories.size())
                        : value.asDouble();
        include(place);
        return place;
    }

    void include(double value) {
        if (Double.isFinite(value) && !(isLog() && value <= 0)) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    /** Heatmaps reach the edge of the picture. */
    void withoutPadding() {
        padded = false;
    }

    /** Fixes the range and the pixels that it covers. */
    void place(int first, int last) {
        boolean reversed = layout.path("autorange").asText().equals("reversed");
        from = reversed ? last : first;
        to = reversed ? first : last;
        JsonNode range = layout.path("range");
        if (range.size() == 2 && range.path(0).isNumber() && !isCategory()) {
            min = isLog()
                    ? Math.pow(10, range.path(0).asDouble())
                    : range.path(0).asDouble();
            max = isLog()
                    ? Math.pow(10, range.path(1).asDouble())
                    : range.path(1).asDouble();
            return;
        }
        if (isCategory()) {
            min = -0.5;
            max = categories.size() - 0.5;
            return;
        }
        if (!(min <= max)) {
            min = isLog() ? 1 : 0;
            max = isLog() ? 10 : 1;
        }
        if (min == max) {
            double around = min == 0 ? 1 : Math.abs(min) / 2;
            min = isLog() ? min / 2 : min - around;
            max = isLog() ? max * 2 : max + around;
        } else if (padded) {
            pad();
        }
    }

    private void pad() {
        if (isLog()) {
            double factor = Math.pow(max / min, PADDING);
            min /= factor;
            max *= factor;
            return;
        }
        double margin = (max - min) * PADDING;
        min = min == 0 ? 0 : min - margin;
        max = max == 0 ? 0 : max + margin;
    }

    double pixel(double value) {
        double share = isLog()
                ? (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min))
                : (value - min) / (max - min);
        return from + share * (to - from);
    }

    boolean shows(double value) {
        return value >= min - 1e-9 * (max - min) && value <= max + 1e-9 * (max - min);
    }

    double clamp(double value) {
        return Math.max(min, Math.min(max, value));
    }

    /** The width in pixels of one unit, for bars and cells. */
    double unit() {
        return Math.abs(to - from) / (max - min);
    }

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        if (isCategory()) {
            int step = Math.max(1, (categories.size() + 39) / 40);
            categories.forEach((name, place) -> {
                if (place % step == 0) {
                    ticks.add(new Tick(place, name));
                }
            });
            return ticks;
        }
        if (isLog()) {
            for (double power = Math.pow(10, Math.floor(Math.log10(min))); power <= max * 1.0001; power *= 10) {
                for (int digit : max / min > 100 ? new int[] {1} : new int[] {1, 2, 5}) {
                    if (shows(power * digit)) {
                        ticks.add(new Tick(power * digit, TableView.number(power * digit)));
                    }
                }
            }
            return ticks;
        }
        double step = step((max - min) / WANTED_TICKS);
        for (double k = Math.ceil(min / step - 1e-9); k * step <= max + 1e-9 * step; k++) {
            double value = k * step;
            ticks.add(new Tick(value, number(value, step)));
        }
        return ticks;
    }

    /** The next larger of 1, 2, 2.5, 5 times a power of ten. */
    private static double step(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= raw * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** All ticks of an axis with the same number of decimals. */
    private static String number(double value, double step) {
        if (Math.abs(value) >= 1e6 || step < 1e-4) {
            return Math.abs(value) < step / 2 ? "0" : String.format(Locale.ROOT, "%.3g", value);
        }
        int decimals = 0;
        for (double scaled = step; decimals < 6 && Math.abs(scaled - Math.rint(scaled)) > 1e-9 * scaled; scaled *= 10) {
            decimals++;
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", value + 0.0);
    }
}
