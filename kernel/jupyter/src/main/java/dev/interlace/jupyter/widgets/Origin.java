package dev.interlace.jupyter.widgets;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import java.util.Optional;

/**
 * The cell that made a widget: what a widget's functions print and show later arrives below it.
 *
 * @param cell empty outside a kernel
 */
record Origin(Optional<NotebookSession.Output> cell) {
    /** The cell that the calling thread works for. */
    static Origin current() {
        return new Origin(output().map(NotebookSession.Output::afterwards));
    }

    /** The output of the calling thread's request. */
    static Optional<NotebookSession.Output> output() {
        return CurrentCell.get()
                .filter(NotebookSession.Output.class::isInstance)
                .map(NotebookSession.Output.class::cast);
    }

    /** Runs a widget's function; shows what it throws, so that the kernel and the widget go on. */
    @SuppressWarnings("CatchingThrowable") // the user's code may end in anything
    void run(Runnable function) {
        Optional<NotebookSession.Output> here = output();
        if (here.isEmpty() || cell.isEmpty()) {
            function.run();
            return;
        }
        try {
            here.get().redirected(new CellSink(cell.get()), () -> {
                function.run();
                return null;
            });
        } catch (Throwable e) {
            cell.get().display(Place.error(Place.cause(e)));
        }
    }

    /** A sink below a cell. */
    private static final class CellSink implements NotebookSession.Sink {
        private final NotebookSession.Output cell;

        CellSink(NotebookSession.Output cell) {
            this.cell = cell;
        }

        @Override
        public void print(String text) {
            cell.print(text);
        }

        @Override
        public void display(String id, DisplayData data) {
            cell.display(id, data);
        }

        @Override
        public void update(String id, DisplayData data) {
            cell.update(id, data);
        }

        @Override
        public void clear() {
            cell.clear(CellOutput.Clear.BEFORE_NEXT_OUTPUT);
        }
    }
}
