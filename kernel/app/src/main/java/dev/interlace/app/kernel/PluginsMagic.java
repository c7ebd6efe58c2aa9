package dev.interlace.app.kernel;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import java.util.List;

/** Lists the registry, or a part of it. */
final class PluginsMagic implements Magic.OnLine {
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
                .flatMap(plugin -> java.util.stream.Stream.of(plugin.family(), plugin.id()))
                .filter(name -> name.startsWith(argument.prefix()))
                .distinct()
                .toList();
    }

    @Override
    public Object run(Call call) {
        Catalogue catalogue = Interlace.catalogue();
        if (call.arguments().isEmpty()) {
            return new PluginList(catalogue.plugins(), catalogue.warnings());
        }
        if (call.arguments().size() > 1) {
            throw new MagicException("%plugins takes one family or id, got: " + call.line());
        }
        String wanted = call.arguments().get(0);
        List<Plugin> family = catalogue.plugins().stream()
                .filter(plugin -> plugin.family().equals(wanted))
                .toList();
        return new PluginList(family.isEmpty() ? List.of(catalogue.plugin(wanted)) : family, List.of());
    }
}
