package dev.interlace.jupyter.widgets;

import dev.interlace.jupyter.NotebookSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work behind a button: pressed, it runs, what it prints and shows appears below while it goes on, and another button
 * cancels it.
 */
final class Task {
    private final Button start;
    private final Button cancel = new Button("Cancel");
    private final OutputArea area = new OutputArea();
    private volatile Optional<NotebookSession.Output> running = Optional.empty();

    Task(String label, Supplier<?> work) {
        start = new Button(label);
        cancel.disable();
        cancel.onPress(() -> running.ifPresent(NotebookSession.Output::interrupt));
        start.onClick(() -> run(work));
    }

    private void run(Supplier<?> work) {
        running = Origin.output();
        start.disable();
        cancel.enable();
        try {
            area.run(work);
        } finally {
            running = Optional.empty();
            cancel.disable();
            start.enable();
        }
    }

    Box box() {
        Box buttons = new Box(Box.Kind.ROW, List.of(start, cancel), List.of());
        return new Box(Box.Kind.COLUMN, List.of(buttons, area), List.of());
    }
}
