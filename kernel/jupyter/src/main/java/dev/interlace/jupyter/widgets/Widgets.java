package dev.interlace.jupyter.widgets;

import dev.interlace.jupyter.widgets.Models.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes widgets, and lets a hand move what a cell draws. */
public final class Widgets {
    private static final int STEPS = 100;

    private Widgets() {}

    /** A slider over whole numbers that starts in the middle. */
    public static ValueWidget<Integer> slider(String name, int min, int max) {
        return slider(name, min, max, min + (max - min) / 2);
    }

    /** A slider over whole numbers from {@code min} to {@code max} that starts at {@code value}. */
    public static ValueWidget<Integer> slider(String name, int min, int max, int value) {
        inRange("slider", name, new Range(min, max, 1, value));
        return new ValueWidget<>(
                name,
                Models.intSlider(name, new Range(min, max, 1, value)),
                new Forms.Whole(min, max, "a slider from " + min + " to " + max));
    }

    /** A slider over numbers that starts in the middle. */
    public static ValueWidget<Double> slider(String name, double min, double max) {
        return slider(name, min, max, min + (max - min) / 2);
    }

    /** A slider over numbers from {@code min} to {@code max}, in a hundred steps, that starts at {@code value}. */
    public static ValueWidget<Double> slider(String name, double min, double max, double value) {
        Range range = new Range(min, max, (max - min) / STEPS, value);
        inRange("slider", name, range);
        return new ValueWidget<>(
                name,
                Models.floatSlider(name, range, ".3g"),
                new Forms.Real(min, max, "a slider from " + Models.number(min) + " to " + Models.number(max)));
    }

    private static void inRange(String kind, String name, Range range) {
        double min = range.min().doubleValue();
        double max = range.max().doubleValue();
        double value = range.value().doubleValue();
        if (!(Double.isFinite(min) && Double.isFinite(max) && min < max)) {
            throw new IllegalArgumentException(kind + " '" + name + "': min must be below max, both finite, got "
                    + Models.number(range.min()) + " and " + Models.number(range.max()));
        }
        if (!(min <= value && value <= max)) {
            throw new IllegalArgumentException(kind + " '" + name + "': the value must be in ["
                    + Models.number(range.min()) + ", " + Models.number(range.max()) + "], got "
                    + Models.number(range.value()));
        }
    }

    /** A list to unfold, of texts that start with the first. */
    public static ValueWidget<String> dropdown(String name, String... options) {
        return dropdown(name, Arrays.asList(options));
    }

    /** A list to unfold, of anything, that starts with the first; each stands there as its text. */
    public static <T> ValueWidget<T> dropdown(String name, List<T> options) {
        return new ValueWidget<>(
                name, Models.dropdown(name, labels("dropdown", name, options), 0), new Forms.Choice<>(options));
    }

    /** Buttons beside each other of which one is pressed, the first at the start. */
    public static ValueWidget<String> toggles(String name, String... options) {
        return toggles(name, Arrays.asList(options));
    }

    /** Buttons beside each other, one for each of the options. */
    public static <T> ValueWidget<T> toggles(String name, List<T> options) {
        return new ValueWidget<>(
                name, Models.toggles(name, labels("toggles", name, options), 0), new Forms.Choice<>(options));
    }

    private static List<String> labels(String kind, String name, List<?> options) {
        if (options.isEmpty()) {
            throw new IllegalArgumentException(kind + " '" + name + "': give at least one option");
        }
        return options.stream().map(String::valueOf).toList();
    }

    /** A box to tick, empty at the start. */
    public static ValueWidget<Boolean> checkbox(String name) {
        return new ValueWidget<>(name, Models.checkbox(name, false), new Forms.Flag());
    }

    /** A field for a line of text, told with each key; {@link ValueWidget#onRelease} tells it when it is left. */
    public static ValueWidget<String> text(String name, String value) {
        return new ValueWidget<>(name, Models.text(name, value), new Forms.Line("a field for text"));
    }

    /** A field for a whole number. */
    public static ValueWidget<Integer> number(String name, int value) {
        return new ValueWidget<>(
                name,
                Models.intText(name, value),
                new Forms.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, "a field for a whole number"));
    }

    /** A field for a number. */
    public static ValueWidget<Double> number(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("number '" + name + "': the value must be finite, got " + value);
        }
        return new ValueWidget<>(
                name,
                Models.floatText(name, value),
                new Forms.Real(-Double.MAX_VALUE, Double.MAX_VALUE, "a field for a number"));
    }

    /** A button. */
    public static Button button(String label) {
        return new Button(label);
    }

    /**
     * A player that counts through the values of a slider over whole numbers and moves it, in the front end alone.
     *
     * @param millis between two values
     */
    public static ValueWidget<Integer> play(ValueWidget<Integer> slider, int millis) {
        if (!(slider.model().has("min") && slider.model().has("max"))) {
            throw new IllegalArgumentException("play: give a slider of whole numbers, got " + slider);
        }
        if (millis < 1) {
            throw new IllegalArgumentException("play: the milliseconds must be at least 1, got " + millis);
        }
        int min = number(slider, "min");
        int max = number(slider, "max");
        Model model = Models.play(new Range(min, max, number(slider, "step"), slider.value()), millis);
        ValueWidget<Integer> player = new ValueWidget<>("", model, new Forms.Whole(min, max, "a player"));
        model.bring(Models.link(model, slider.model()));
        return player;
    }

    private static int number(ValueWidget<?> widget, String name) {
        return widget.model().get(name) instanceof Number number ? number.intValue() : 1;
    }

    /** HTML that {@link ValueWidget#set} exchanges. */
    public static ValueWidget<String> html(String html) {
        return new ValueWidget<>("", Models.html(html), new Forms.Markup());
    }

    /**
     * A picture that {@link ValueWidget#set} exchanges.
     *
     * @param format of the bytes, for instance {@code png}
     */
    public static ValueWidget<byte[]> image(String format, byte[] bytes) {
        return new ValueWidget<>("", Models.image(format, bytes), new Forms.Bytes());
    }

    /** A bar that fills from 0 to {@code max}. */
    public static ValueWidget<Integer> progress(String name, int max) {
        inRange("progress", name, new Range(0, max, null, 0));
        return new ValueWidget<>(
                name, Models.progress(name, new Range(0, max, null, 0)), new Forms.Whole(0, max, "a bar to " + max));
    }

    /** A button by which a hand chooses a file, which the front end reads: the value is empty or that file. */
    public static ValueWidget<List<UploadedFile>> upload(String label) {
        return new ValueWidget<>(label, Models.upload(label, ""), new Forms.Files());
    }

    /** A widget in which code prints and shows. */
    public static OutputArea output() {
        return new OutputArea();
    }

    /**
     * Work behind a button: pressed, it runs; what it prints and shows, for instance the curve of a fit, appears below
     * while it goes on, and a second button cancels it.
     */
    public static Box task(String label, Supplier<?> work) {
        return new Task(label, work).box();
    }

    /** Widgets beside each other. */
    public static Box row(Widget... children) {
        return new Box(Box.Kind.ROW, Arrays.asList(children), List.of());
    }

    /** Widgets below each other. */
    public static Box column(Widget... children) {
        return new Box(Box.Kind.COLUMN, Arrays.asList(children), List.of());
    }

    /** Widgets of which one is seen, chosen by its title; a map that keeps an order keeps it here. */
    public static Box tabs(Map<String, ? extends Widget> children) {
        return titled(Box.Kind.TABS, children);
    }

    /** Widgets that unfold below their titles, all folded at the start. */
    public static Box accordion(Map<String, ? extends Widget> children) {
        return titled(Box.Kind.ACCORDION, children);
    }

    private static Box titled(Box.Kind kind, Map<String, ? extends Widget> children) {
        return new Box(kind, new ArrayList<>(children.values()), new ArrayList<>(children.keySet()));
    }

    /**
     * Shows a control and below it what {@code draw} gives for its value, and draws again in place whenever the control
     * is moved. Where no kernel runs, the last picture stands there.
     */
    public static <A> void interact(ValueWidget<A> control, Function<? super A, ? extends @Nullable Object> draw) {
        show(List.of(control), () -> draw.apply(control.value()));
    }

    /** The same with two controls. */
    public static <A, B> void interact(
            ValueWidget<A> first,
            ValueWidget<B> second,
            BiFunction<? super A, ? super B, ? extends @Nullable Object> draw) {
        show(List.of(first, second), () -> draw.apply(first.value(), second.value()));
    }

    /** The same with three controls. */
    public static <A, B, C> void interact(
            ValueWidget<A> first,
            ValueWidget<B> second,
            ValueWidget<C> third,
            TriFunction<? super A, ? super B, ? super C, ? extends @Nullable Object> draw) {
        show(List.of(first, second, third), () -> draw.apply(first.value(), second.value(), third.value()));
    }

    private static void show(List<ValueWidget<?>> controls, Supplier<? extends @Nullable Object> redraw) {
        new Interaction(controls, redraw).show();
    }
}
