package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.util.List;
import java.util.stream.Collectors;

/** Lists the magics, or tells all about one. */
final class ListMagics implements Magic.OnLine {
    @Override
    public String name() {
        return "lsmagic";
    }

    @Override
    public String help() {
        return "%lsmagic [name]: lists the magics, or shows the help of one";
    }

    @Override
    public Object run(Call call) {
        List<Magic> magics = call.session().magics();
        if (call.arguments().isEmpty()) {
            return DisplayData.text(magics.stream()
                    .map(magic -> magic.help().lines().findFirst().orElse(magic.name()))
                    .collect(Collectors.joining("\n")));
        }
        String wanted = call.arguments().get(0).replace("%", "");
        return magics.stream()
                .filter(magic -> magic.name().equals(wanted) || magic.aliases().contains(wanted))
                .findFirst()
                .map(magic -> DisplayData.text(magic.help()))
                .orElseThrow(() -> new MagicException("there is no magic %" + wanted + "; %lsmagic lists them all"));
    }
}
