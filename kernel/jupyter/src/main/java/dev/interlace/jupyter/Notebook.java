package dev.interlace.jupyter;

import dev.interlace.jupyter.NotebookSession.Echo;
import dev.interlace.jupyter.NotebookSession.Output;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Pictures;
import dev.interlace.jupyter.widgets.TriFunction;
import dev.interlace.jupyter.widgets.ValueWidget;
import dev.interlace.jupyter.widgets.Widgets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions that every cell can call without an import. */
public final class Notebook {
    private Notebook() {}

    private static Output output() {
        return CurrentCell.get()
                .filter(Output.class::isInstance)
                .map(Output.class::cast)
                .orElseThrow(() -> new IllegalStateException(
                        "this thread belongs to no cell; call notebook functions from a cell or from a thread that a"
                                + " cell has started"));
    }

    /** The kernel's side: class path, magics, comms, past results. */
    public static NotebookSession kernel() {
        return output().session();
    }

    /** The same as {@link #kernel}, under the name that IJava gave it. */
    public static NotebookSession getKernelInstance() {
        return kernel();
    }

    /** Shows a value below the cell; returns the id under which it can be updated. */
    public static String display(@Nullable Object value) {
        return output().display(render(value));
    }

    /** Shows a value as the given MIME types and plain text. */
    public static String display(@Nullable Object value, String... mimeTypes) {
        return output().display(render(value, mimeTypes));
    }

    /** Replaces what was shown under an id. */
    public static void updateDisplay(String id, @Nullable Object value) {
        output().update(id, render(value));
    }

    /** Replaces what was shown under an id, as the given MIME types and plain text. */
    public static void updateDisplay(String id, @Nullable Object value, String... mimeTypes) {
        output().update(id, render(value, mimeTypes));
    }

    /** What would be shown for a value. */
    public static DisplayData render(@Nullable Object value) {
        return kernel().rendering().render(value);
    }

    /**
     * What would be shown for a value as the given MIME types: text becomes markup of the type that is asked for, a
     * picture a file of that format.
     */
    public static DisplayData render(@Nullable Object value, String... mimeTypes) {
        DisplayData full = render(value);
        Map<String, String> chosen = new LinkedHashMap<>();
        chosen.put(DisplayData.PLAIN, full.plain());
        for (String mime : mimeTypes) {
            String known = full.data().get(mime);
            if (known != null) {
                chosen.put(mime, known);
            } else if (value instanceof CharSequence text) {
                chosen.put(mime, text.toString());
            } else if (value != null) {
                Pictures.encoded(value, mime).ifPresent(data -> chosen.put(mime, data));
            }
        }
        return new DisplayData(chosen, full.metadata());
    }

    /** Shows a value in the front end's pager when the cell has ended. */
    public static void page(@Nullable Object value) {
        output().page(render(value), 0);
    }

    /** Removes what the cell has shown so far. */
    public static void clearOutput() {
        output().clear(CellOutput.Clear.NOW);
    }

    /**
     * Removes what the cell has shown so far as soon as it shows something else, so that the place does not flicker.
     */
    public static void clearOutputBeforeNext() {
        output().clear(CellOutput.Clear.BEFORE_NEXT_OUTPUT);
    }

    /** Proposes the text of the next cell. */
    public static void setNextInput(String text) {
        output().setNextInput(text);
    }

    /** Evaluates the text of a cell in the user's scope; returns its live value. */
    public static @Nullable Object eval(String source) {
        return kernel().eval(source);
    }

    /** Prints formatted text. */
    @SuppressWarnings("AnnotateFormatMethod") // the format is the user's
    public static void printf(String format, @Nullable Object... arguments) {
        output().print(String.format(format, arguments));
    }

    /** Runs a line magic; its result has whatever type the caller expects. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as wide as the language allows
    public static <T> T lineMagic(String name, List<String> arguments) {
        return (T) kernel().lineMagic(name, arguments);
    }

    /** Runs a line magic as it is typed, without the percent sign; its result has whatever type the caller expects. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as wide as the language allows
    public static <T> T lineMagic(String call) {
        return (T) kernel().lineMagic(call);
    }

    /** Runs a line magic as it is typed, without the percent sign, as if it stood on a line of its own. */
    public static void showLineMagic(String call) {
        kernel().showLineMagic(call);
    }

    /** Runs a cell magic; its result has whatever type the caller expects. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as wide as the language allows
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        return (T) kernel().cellMagic(name, arguments, body);
    }

    /** Asks the user for a line of text. */
    public static String input(String prompt) {
        return output().readLine(prompt, Echo.SHOWN);
    }

    /** Asks the user for a line that the front end hides. */
    public static String password(String prompt) {
        return output().readLine(prompt, Echo.HIDDEN);
    }

    /** The value of a past cell; null where there was none or it is no longer kept. */
    public static @Nullable Object out(int cell) {
        return kernel().result(cell).orElse(null);
    }

    /** A slider over whole numbers that starts in the middle; {@link Widgets} has the other kinds of widgets. */
    public static ValueWidget<Integer> slider(String name, int min, int max) {
        return Widgets.slider(name, min, max);
    }

    /** A slider over whole numbers that starts at {@code value}. */
    public static ValueWidget<Integer> slider(String name, int min, int max, int value) {
        return Widgets.slider(name, min, max, value);
    }

    /** A slider over numbers that starts in the middle. */
    public static ValueWidget<Double> slider(String name, double min, double max) {
        return Widgets.slider(name, min, max);
    }

    /** A slider over numbers that starts at {@code value}. */
    public static ValueWidget<Double> slider(String name, double min, double max, double value) {
        return Widgets.slider(name, min, max, value);
    }

    /** A list to unfold, of texts that start with the first. */
    public static ValueWidget<String> dropdown(String name, String... options) {
        return Widgets.dropdown(name, options);
    }

    /** A box to tick, empty at the start. */
    public static ValueWidget<Boolean> checkbox(String name) {
        return Widgets.checkbox(name);
    }

    /** Shows a control and below it what {@code draw} gives for its value; draws again when the control is moved. */
    public static <A> void interact(ValueWidget<A> control, Function<? super A, ? extends @Nullable Object> draw) {
        Widgets.interact(control, draw);
    }

    /** The same with two controls. */
    public static <A, B> void interact(
            ValueWidget<A> first,
            ValueWidget<B> second,
            BiFunction<? super A, ? super B, ? extends @Nullable Object> draw) {
        Widgets.interact(first, second, draw);
    }

    /** The same with three controls. */
    public static <A, B, C> void interact(
            ValueWidget<A> first,
            ValueWidget<B> second,
            ValueWidget<C> third,
            TriFunction<? super A, ? super B, ? super C, ? extends @Nullable Object> draw) {
        Widgets.interact(first, second, third, draw);
    }
}
