package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import java.util.stream.Collectors;

/** Lists the variables of the notebook. */
final class Who implements Magic.OnLine {
    @Override
    public String name() {
        return "who";
    }

    @Override
    public String help() {
        return "%who: lists the variables that cells have declared, with their types";
    }

    @Override
    public Object run(Call call) {
        String list = call.session().variables().stream()
                .map(variable -> variable.type() + " " + variable.name())
                .collect(Collectors.joining("\n"));
        return DisplayData.text(list.isEmpty() ? "no variables" : list);
    }
}
