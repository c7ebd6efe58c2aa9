package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.util.List;

/** Says how a kernel is ended, for a cell must not end it. */
final class Exit implements Magic.OnLine {
    @Override
    public String name() {
        return "exit";
    }

    @Override
    public List<String> aliases() {
        return List.of("quit");
    }

    @Override
    public String help() {
        return "%exit: refused; the front end's menu shuts the kernel down";
    }

    @Override
    public Object run(Call call) {
        throw new MagicException(
                "a cell cannot end the kernel: shut it down or restart it from the front end's Kernel menu;"
                        + " %reset forgets all declarations");
    }
}
