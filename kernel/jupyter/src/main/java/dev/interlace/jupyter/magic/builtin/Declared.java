package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession.Declaration;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import java.util.stream.Collectors;

/** Lists what cells have declared, of one kind. */
final class Declared implements Magic.OnLine {
    private final String name;
    private final Declaration.Kind kind;

    Declared(String name, Declaration.Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String help() {
        return "%" + name + ": lists the " + name + " that can be used";
    }

    @Override
    public Object run(Call call) {
        String list = call.session().declarations().stream()
                .filter(one -> one.kind() == kind)
                .map(Declaration::text)
                .collect(Collectors.joining("\n"));
        return DisplayData.text(list.isEmpty() ? "no " + name : list);
    }
}
