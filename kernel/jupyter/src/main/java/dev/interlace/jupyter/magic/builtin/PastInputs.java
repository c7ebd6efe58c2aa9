package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.util.stream.Collectors;

/** Shows what has been run. */
final class PastInputs implements Magic.OnLine {
    private static final int SHOWN = 20;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String help() {
        return "%history [n]: shows the last n cells of this session, 20 by default";
    }

    @Override
    public Object run(Call call) {
        int count = call.arguments().isEmpty() ? SHOWN : number(call.arguments().get(0));
        return DisplayData.text(call.session().history().own(count).stream()
                .map(entry -> entry.line() + ": " + entry.input())
                .collect(Collectors.joining("\n")));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new MagicException("%history needs a number of cells, got " + text, e);
        }
    }
}
