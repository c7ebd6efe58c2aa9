package dev.interlace.jupyter.widgets;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A widget that holds one value: a slider, a field, a choice, a box to tick, a text, a picture.
 *
 * @param <T> the type of the value
 */
public final class ValueWidget<T> extends Widget {
    private final String name;
    private final Form<T> form;
    private final List<Consumer<? super T>> actions = new CopyOnWriteArrayList<>();
    private T last;

    /**
     * How a value is kept in the model.
     *
     * @param <T> the type of the value
     */
    interface Form<T> {
        /** The model's name of it. */
        default String key() {
            return "value";
        }

        /** What the model keeps for {@code value}. */
        Object kept(T value);

        /** The value that the model keeps as {@code kept}; empty where it is none. */
        Optional<T> read(@Nullable Object kept);

        /** What is wrong with {@code value}, for instance {@code the value must be in [1, 50]}; empty for nothing. */
        Optional<String> wrong(T value);

        /** The value in words. */
        default String words(T value) {
            return String.valueOf(value);
        }

        /** What a hand can do, for instance {@code a slider from 1 to 50}. */
        String kind();

        /** Whether the front end expects back what it sends. */
        default boolean isEchoed() {
            return true;
        }
    }

    ValueWidget(String name, Model model, Form<T> form) {
        super(model);
        this.name = name;
        this.form = form;
        last = read();
        model.listener(new Model.Listener() {
            @Override
            public boolean accepts(String key, @Nullable Object value) {
                return !key.equals(form.key())
                        || form.read(value)
                                .filter(one -> form.wrong(one).isEmpty())
                                .isPresent();
            }

            @Override
            public boolean isEchoed(String key) {
                return !key.equals(form.key()) || form.isEchoed();
            }

            @Override
            public void changed() {
                origin().run(ValueWidget.this::tell);
            }
        });
    }

    private T read() {
        return form.read(model().get(form.key()))
                .orElseThrow(() -> new IllegalStateException(name + ": the widget holds no value of its type"));
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Its value now. */
    public T value() {
        return read();
    }

    /** Gives it another value, on both sides; the functions that {@link #onChange} was given are told. */
    public ValueWidget<T> set(T value) {
        form.wrong(value).ifPresent(rule -> {
            throw new IllegalArgumentException(name + ": " + rule + ", got " + form.words(value));
        });
        model().put(form.key(), form.kept(value));
        tell();
        return this;
    }

    /**
     * Calls {@code action} with each new value. Values that come while it still runs are left out except the newest;
     * what it prints and shows arrives below the cell that made this widget, and so does what it throws.
     */
    public ValueWidget<T> onChange(Consumer<? super T> action) {
        actions.add(action);
        return this;
    }

    private void tell() {
        T now = read();
        synchronized (this) {
            if (Objects.equals(now, last)) {
                return;
            }
            last = now;
        }
        actions.forEach(action -> action.accept(now));
    }

    /** Sets the distance between two values of a slider or field of numbers. */
    public ValueWidget<T> step(double step) {
        if (!model().has("step")) {
            throw new IllegalStateException(name + " has no step: it is " + form.kind());
        }
        if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": the step must be in (0, ∞), got " + step);
        }
        boolean whole = model().get("value") instanceof Integer;
        if (whole && step != Math.rint(step)) {
            throw new IllegalArgumentException(name + ": the step of whole numbers must be whole, got " + step);
        }
        model().put("step", whole ? (Object) (int) step : (Object) step);
        return this;
    }

    /** Sends a value when the hand lets go, instead of each that it passes. */
    public ValueWidget<T> onRelease() {
        if (model().has("continuous_update")) {
            model().put("continuous_update", false);
        }
        return this;
    }

    /** Gives the name in front of it room for so much in CSS, for instance {@code 12em}. */
    public ValueWidget<T> nameWidth(String css) {
        model().part("style")
                .filter(style -> style.has("description_width"))
                .ifPresent(style -> style.put("description_width", css));
        return this;
    }

    @Override
    public ValueWidget<T> width(String css) {
        super.width(css);
        return this;
    }

    @Override
    public ValueWidget<T> tooltip(String text) {
        super.tooltip(text);
        return this;
    }

    @Override
    public ValueWidget<T> disable() {
        super.disable();
        return this;
    }

    @Override
    public ValueWidget<T> enable() {
        super.enable();
        return this;
    }

    @Override
    String text() {
        String words = form.words(value());
        return name.isEmpty() ? words : name + ": " + words + " (" + form.kind() + ")";
    }
}
