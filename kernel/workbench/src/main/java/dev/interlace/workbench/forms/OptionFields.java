package dev.interlace.workbench.forms;

import dev.interlace.jupyter.widgets.ValueWidget;
import dev.interlace.jupyter.widgets.Widgets;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.Param;

/**
 * The field of one option: a box to tick for true and false, a list for an enum, a slider where a number's range is
 * small and its default lies on one of the slider's steps, else a field for the number.
 */
final class OptionFields {
    private static final double MOST_WHOLE_STEPS = 256;
    private static final double MOST_REAL_RANGE = 10;
    private static final double REAL_STEPS = 100;
    private static final double ON_A_STEP = 1e-9;
    private static final String NAME_WIDTH = "12em";
    private static final String WIDTH = "30em";

    private OptionFields() {}

    /** A field that holds {@code value}. */
    static ValueWidget<?> field(Option option, Object value) {
        return widget(option, value).nameWidth(NAME_WIDTH).width(WIDTH).tooltip(note(option));
    }

    private static ValueWidget<?> widget(Option option, Object value) {
        String name = option.name();
        Class<?> type = option.type();
        if (type == boolean.class) {
            return Widgets.checkbox(name).set((Boolean) value);
        }
        if (type.isEnum()) {
            return Widgets.dropdown(name, option.choices()).set(value);
        }
        if (value instanceof Integer whole) {
            return isSlider(option)
                    ? Widgets.slider(
                            name,
                            (int) option.param().min(),
                            (int) option.param().max(),
                            whole)
                    : Widgets.number(name, whole);
        }
        if (value instanceof Double real) {
            return isSlider(option, real)
                    ? Widgets.slider(name, option.param().min(), option.param().max(), real)
                    : Widgets.number(name, real);
        }
        return Widgets.text(name, value.toString());
    }

    private static double range(Param param) {
        return param.ends() == Param.Ends.CLOSED && param.scale() == Param.Scale.LINEAR
                ? param.max() - param.min()
                : Double.POSITIVE_INFINITY;
    }

    private static boolean isSlider(Option option) {
        double range = range(option.param());
        return range > 0 && range <= MOST_WHOLE_STEPS;
    }

    private static boolean isSlider(Option option, double value) {
        double range = range(option.param());
        double step = range / REAL_STEPS;
        double steps = (value - option.param().min()) / step;
        return range > 0 && range <= MOST_REAL_RANGE && Math.abs(steps - Math.rint(steps)) < ON_A_STEP;
    }

    private static String note(Option option) {
        String unit = option.param().unit();
        return option.param().doc() + " (" + option.range() + (unit.isEmpty() ? "" : " " + unit) + ", default "
                + option.initial() + ")";
    }
}
