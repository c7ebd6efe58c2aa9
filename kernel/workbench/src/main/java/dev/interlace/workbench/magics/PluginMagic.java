package dev.interlace.workbench.magics;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings plugins into the running kernel. */
public final class PluginMagic implements Magic.OnLine {
    /** For {@link java.util.ServiceLoader}. */
    public PluginMagic() {}

    @Override
    public String name() {
        return "plugin";
    }

    @Override
    public String help() {
        return "%plugin add PATH…: adds plugin jars (or folders of jars) to the running kernel; one that was built again is"
                + " loaded again";
    }

    @Override
    public List<String> complete(Completing argument) {
        return argument.before().isEmpty() ? List.of("add") : List.of();
    }

    @Override
    public Object run(Call call) {
        List<String> arguments = call.arguments();
        if (arguments.size() < 2 || !"add".equals(arguments.get(0))) {
            throw new MagicException("%plugin must be: %plugin add PATH, got: %plugin " + call.line()
                    + "; %plugins lists what is there");
        }
        List<Path> jars = arguments.stream().skip(1).map(Path::of).toList();
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new MagicException(
                        "%plugin add: there is no file " + jar.toAbsolutePath().normalize());
            }
        }
        List<Plugin> added = jars.stream()
                .flatMap(jar -> Interlace.catalogue().add(jar).stream())
                .toList();
        return new PluginList(added, List.of());
    }
}
