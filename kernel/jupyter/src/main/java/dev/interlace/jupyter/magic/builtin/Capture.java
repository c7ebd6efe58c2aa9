package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.Captured;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.engine.SourceName;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import org.jspecify.annotations.Nullable;

/** Runs a cell and keeps what it prints and shows, in a variable where one is named. */
final class Capture implements Magic.OnCell {
    @Override
    public String name() {
        return "capture";
    }

    @Override
    public String help() {
        return "%%capture [variable]: runs the cell and shows nothing of it; the variable keeps what it would have shown"
                + "\nvariable.stdout() and .stderr() are its texts, .outputs() its displays; .show() shows them all.";
    }

    @Override
    public @Nullable Object run(Call call, String body) {
        String variable = call.line().strip();
        if (!variable.isEmpty() && !javax.lang.model.SourceVersion.isName(variable)) {
            throw new MagicException("%%capture needs the name of a variable, got " + variable);
        }
        NotebookSession.Output output = CurrentCell.get()
                .filter(NotebookSession.Output.class::isInstance)
                .map(NotebookSession.Output.class::cast)
                .orElseThrow(() -> new MagicException("%%capture works in a cell only"));
        Captured captured = output.captured(() -> call.session().eval(body, new SourceName("%%capture", 1)));
        if (!variable.isEmpty()) {
            call.session().declare(Captured.class.getName(), variable, captured);
        }
        return null;
    }
}
