package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the ticks of an axis stand and what they say. */
final class AxisTicks {
    /** A tick: its place on the axis and its text. */
    record Tick(double value, String text) {}

    private AxisTicks() {}

    /** Ticks that the layout names. */
    static List<Tick> given(JsonNode values, JsonNode texts) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            double value = values.path(i).asDouble();
            String text = texts.has(i) ? PlainText.of(texts.path(i).asText()) : TableView.number(value);
            ticks.add(new Tick(value, text));
        }
        return ticks;
    }

    /** One tick per category. */
    static List<Tick> named(List<String> categories) {
        List<Tick> ticks = new ArrayList<>();
        categories.forEach(name -> ticks.add(new Tick(ticks.size(), name)));
        return ticks;
    }

    /** Multiples of 1, 2 or 5 times a power of ten, about {@code wanted} of them. */
    static List<Tick> numbers(double min, double max, int wanted, String format) {
        List<Tick> ticks = new ArrayList<>();
        double step = step((max - min) / wanted);
        for (double k = Math.ceil(min / step - 1e-9); k * step <= max + 1e-9 * step; k++) {
            double value = k * step;
            ticks.add(new Tick(value, format.endsWith("%") ? percent(value, format) : number(value, step)));
        }
        return ticks;
    }

    private static String percent(double value, String format) {
        int dot = format.indexOf('.');
        int decimals = dot < 0 ? 0 : Character.digit(format.charAt(dot + 1), 10);
        return String.format(Locale.ROOT, "%." + Math.max(0, decimals) + "f%%", 100 * value);
    }

    /** Powers of ten between the places, which are exponents; with 2 and 5 between them where there are few. */
    static List<Tick> powers(double min, double max) {
        List<Tick> ticks = new ArrayList<>();
        for (double exponent = Math.floor(min); exponent <= max + 1e-9; exponent++) {
            for (int digit : max - min > 2 ? new int[] {1} : new int[] {1, 2, 5}) {
                double place = exponent + Math.log10(digit);
                if (place >= min - 1e-9 && place <= max + 1e-9) {
                    ticks.add(new Tick(place, TableView.number(digit * Math.pow(10, exponent))));
                }
            }
        }
        return ticks;
    }

    /** The next larger of 1, 2, 5 times a power of ten. */
    static double step(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double factor : new double[] {1, 2, 5}) {
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
