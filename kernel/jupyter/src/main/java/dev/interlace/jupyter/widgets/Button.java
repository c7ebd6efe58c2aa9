package dev.interlace.jupyter.widgets;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A widget to press. */
public final class Button extends Widget {
    private static final String CLICK = "click";

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();

    Button(String label) {
        super(Models.button(label));
        model().listener(new Model.Listener() {
            @Override
            public void event(String name) {
                if (name.equals(CLICK)) {
                    origin().run(() -> actions.forEach(Runnable::run));
                }
            }
        });
    }

    /**
     * Calls {@code action} at each press; what it prints and shows arrives below the cell that made this button, and so
     * does what it throws.
     */
    public Button onClick(Runnable action) {
        actions.add(action);
        return this;
    }

    /** Calls {@code action}, which is short, as soon as it is pressed, even while a cell runs. */
    Button onPress(Runnable action) {
        model().onUrgent(action);
        return this;
    }

    @Override
    public Button width(String css) {
        super.width(css);
        return this;
    }

    @Override
    public Button tooltip(String text) {
        super.tooltip(text);
        return this;
    }

    @Override
    String text() {
        return "[" + model().get("description") + "]";
    }
}
