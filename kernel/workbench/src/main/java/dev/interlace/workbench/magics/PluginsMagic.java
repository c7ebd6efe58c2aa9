package dev.interlace.workbench.magics;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import java.util.List;
import java.util.stream.Stream;

/** Lists the registry, or a part of it. */
public final class PluginsMagic implements Magic.OnLine {
    /** For {@link java.util.ServiceLoader}. */
    public PluginsMagic() {}

    @Override
    public String name() {
        return "plugins";
    }

    @Override
    public String help() {
        return "%plugins [FAMILY | ID]: lists the methods, encoders and data sets with their options and where they come from";
    }

    @Override
    public List<String> complete(Completing argument) {
        return Interlace.catalogue().plugins().stream()
                .flatMap(plugin -> Stream.of(plugin.family(), plugin.id()))
                .filter(name -> name.startsWith(argument.prefix()))
                .distinct()
                .toList();
    }

    @Override
    public Object run(Call call) {
        Lab lab = Interlace.lab();
        if (call.arguments().isEmpty()) {
            return lab.plugins();
        }
        if (call.arguments().size() > 1) {
            throw new MagicException("%plugins takes one family or id, got: " + call.line());
        }
        String wanted = call.arguments().get(0);
        return wanted.contains("/") ? lab.plugin(wanted) : lab.plugins(wanted);
    }
}
