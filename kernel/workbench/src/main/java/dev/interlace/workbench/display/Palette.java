package dev.interlace.workbench.display;

import java.util.List;

/**
 * The colours of a range of numbers: from dark to bright, or, where the range lies on both sides of zero, away from a
 * light zero in two directions. Both can be told apart with any common colour blindness.
 *
 * @param low the number of the first colour
 * @param high the number of the last colour
 * @param stops colours at even steps, {@code #RRGGBB}
 */
record Palette(double low, double high, List<String> stops) {
    /** Of what is no number; unlike every other colour. */
    static final String NAN = "#E000E0";

    private static final List<String> DIVERGING = List.of("#00517F", "#3D97CC", "#F4F4F4", "#EE8B3C", "#9A4300");

    /** The palette of the numbers from {@code least} to {@code most}. */
    static Palette of(double least, double most) {
        if (least < 0 && most > 0) {
            double far = Math.max(-least, most);
            return new Palette(-far, far, DIVERGING);
        }
        return new Palette(least, most, Colours.SEQUENTIAL);
    }

    /** The colour of {@code value} as 0xAARRGGBB; what lies outside has the colour of the nearer end. */
    int argb(double value) {
        if (Double.isNaN(value)) {
            return 0xFF000000 | Integer.parseInt(NAN.substring(1), 16);
        }
        double share = high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0.5;
        double place = share * (stops.size() - 1);
        int stop = Math.min((int) place, stops.size() - 2);
        return 0xFF000000 | mix(rgb(stop), rgb(stop + 1), place - stop);
    }

    private int rgb(int stop) {
        return Integer.parseInt(stops.get(stop).substring(1), 16);
    }

    private static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            mixed |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }
}
