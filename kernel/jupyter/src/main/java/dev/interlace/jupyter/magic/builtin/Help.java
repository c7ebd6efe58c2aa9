package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookCommand;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.ShellCommands;
import java.util.List;
import java.util.stream.Collectors;

/** Tells all about one magic, or what there is to ask about. */
final class Help implements Magic.OnLine {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public String help() {
        return "%help [name]: shows the help of a magic, as %name? and ?%name do; without a name, what a cell can do";
    }

    @Override
    public String argumentType() {
        return "magic";
    }

    @Override
    public List<String> complete(Completing argument) {
        return argument.session().magics().stream().map(NotebookCommand::name).toList();
    }

    @Override
    public Object run(Call call) {
        if (call.arguments().isEmpty()) {
            return DisplayData.text(
                    """
                    A cell holds Java, magics and commands; the value of its last expression is shown.
                    %lsmagic  lists the magics; %name? shows the help of one
                    Tab       completes; Shift+Tab shows signatures and documentation
                    display(x), render(x), updateDisplay(id, x), eval("code"), out(n) can be called anywhere
                    """ + "/" + String.join(" /", ShellCommands.names()) + "  are those of the jshell tool");
        }
        String asked = call.arguments().get(0);
        String name = asked.startsWith("/") ? ShellCommands.magic(asked.substring(1)) : asked.replaceAll("[%?]", "");
        return call.session().magics().stream()
                .filter(magic -> magic.name().equals(name) || magic.aliases().contains(name))
                .findFirst()
                .map(Help::page)
                .orElseThrow(() -> new MagicException("there is no magic %" + name + "; %lsmagic lists them all"));
    }

    private static DisplayData page(NotebookCommand magic) {
        String aliases = magic.aliases().isEmpty()
                ? ""
                : "\nother names: "
                        + magic.aliases().stream().map(alias -> "%" + alias).collect(Collectors.joining(", "));
        String text = magic.help() + aliases;
        List<String> lines = text.lines().map(Markup::escaped).toList();
        String first = lines.get(0);
        int colon = first.indexOf(": ");
        String heading =
                colon < 0 ? first : "<code>" + first.substring(0, colon) + "</code>: " + first.substring(colon + 2);
        String html = "<p>" + heading
                + lines.stream().skip(1).map(line -> "<br>" + line).collect(Collectors.joining()) + "</p>";
        return DisplayData.html(html, text);
    }
}
