package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import org.jspecify.annotations.Nullable;

/** Shows in the front end's pager what is known of a name: a variable, a method, a class or a magic. */
final class PrintInfo implements Magic.OnLine {
    @Override
    public String name() {
        return "pinfo";
    }

    @Override
    public String help() {
        return "%pinfo name, name?, ?name: shows the signature and documentation of a variable, a method or a class";
    }

    @Override
    public @Nullable Object run(Call call) {
        String name = call.line().strip();
        String text = call.session()
                .document(name)
                .orElseThrow(() -> new MagicException("nothing is known of " + name
                        + "; a name must be a variable, a method or a class that a cell can see"));
        CurrentCell.get()
                .filter(NotebookSession.Output.class::isInstance)
                .ifPresent(output -> ((NotebookSession.Output) output).page(DisplayData.text(text), 0));
        return null;
    }
}
