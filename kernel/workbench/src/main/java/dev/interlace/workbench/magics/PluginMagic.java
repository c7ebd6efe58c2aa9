package dev.interlace.workbench.magics;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginCard;
import dev.interlace.workbench.catalogue.PluginHealth;
import dev.interlace.workbench.catalogue.PluginList;
import dev.interlace.workbench.fetch.JarDownload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Brings plugins into the running kernel, takes them out, and says how they are. */
public final class PluginMagic implements Magic.OnLine {
    private static final List<String> VERBS = List.of("list", "info", "add", "allow", "remove", "reload", "doctor");

    private final Supplier<Catalogue> registry;
    private final Supplier<JarDownload> download;

    /** For {@link java.util.ServiceLoader}. */
    public PluginMagic() {
        this(Interlace::catalogue, () -> JarDownload.of(System.getenv()));
    }

    PluginMagic(Supplier<Catalogue> registry, Supplier<JarDownload> download) {
        this.registry = registry;
        this.download = download;
    }

    @Override
    public String name() {
        return "plugin";
    }

    @Override
    public String help() {
        return "%plugin list: what jars and cells brought; info ID: the card of one; add [--replace] PLACE…: adds"
                + " plugin jars, folders of jars or globs, one that was built again is loaded again, and with"
                + " --replace it takes the place of what ships under its id; add https://… [--sha256 DIGEST or"
                + " URL]: fetches a jar whose SHA-256 is stated or stands in a file .sha256 beside it, plain http"
                + " only with --plain-http HOST; add group:artifact:version: finds it as %maven does, with what it"
                + " needs; allow JAR: lets a jar of a plugins folder run; remove ID | JAR…: takes out what a jar"
                + " brought; reload: loads every added jar again; doctor: jars, digests, folders and what is wrong";
    }

    @Override
    public List<String> complete(Completing argument) {
        if (argument.before().isEmpty()) {
            return VERBS;
        }
        Catalogue catalogue = registry.get();
        return switch (argument.before().get(0)) {
            case "info" ->
                catalogue.plugins().stream().map(Plugin::id).distinct().toList();
            case "allow" ->
                catalogue.jars().stream()
                        .map(jar -> String.valueOf(jar.getFileName()))
                        .toList();
            case "remove" ->
                foreign(catalogue).stream().map(Plugin::id).distinct().toList();
            case "add" -> PluginWishes.OPTIONS;
            default -> List.of();
        };
    }

    private static List<Plugin> foreign(Catalogue catalogue) {
        return catalogue.plugins().stream()
                .filter(plugin -> plugin.source().isForeign())
                .toList();
    }

    @Override
    public Object run(Call call) {
        List<String> arguments = call.arguments();
        String verb = arguments.isEmpty() ? "list" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        boolean needsMore = List.of("info", "add", "allow", "remove").contains(verb);
        if (!VERBS.contains(verb) || needsMore == rest.isEmpty()) {
            throw new MagicException(
                    "%plugin must be: %plugin list, info ID, add [--replace] PLACE…, allow JAR, remove ID | JAR…,"
                            + " reload or doctor, got: %plugin " + call.line() + "; %plugins lists what is there");
        }
        Catalogue catalogue = registry.get();
        try {
            return switch (verb) {
                case "info" -> new PluginCard(catalogue.plugin(rest.get(0)));
                case "add" ->
                    new PluginList(
                            catalogue.addSources(PluginWishes.of(rest).sources(call, download.get())), List.of());
                case "allow" -> new PluginList(catalogue.allow(rest.get(0)), catalogue.warnings());
                case "remove" -> {
                    List<Plugin> gone = new ArrayList<>();
                    rest.forEach(name -> gone.addAll(catalogue.remove(name)));
                    yield "taken out: "
                            + String.join(
                                    ", ",
                                    gone.stream().map(Plugin::id).distinct().toList());
                }
                case "reload" -> new PluginList(catalogue.reload(), catalogue.warnings());
                case "doctor" -> PluginHealth.of(catalogue);
                default -> new PluginList(foreign(catalogue), catalogue.warnings());
            };
        } catch (IllegalArgumentException e) {
            throw new MagicException("%plugin " + verb + ": " + e.getMessage(), e);
        }
    }
}
