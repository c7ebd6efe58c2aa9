package dev.interlace.workbench.magics;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginCard;
import dev.interlace.workbench.catalogue.PluginHealth;
import dev.interlace.workbench.catalogue.PluginList;
import dev.interlace.workbench.catalogue.PluginSource.Origin;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** Brings plugins into the running kernel, takes them out, and says how they are. */
public final class PluginMagic implements Magic.OnLine {
    private static final String REPLACE = "--replace";
    private static final List<String> VERBS = List.of("list", "info", "add", "allow", "remove", "reload", "doctor");

    /** For {@link java.util.ServiceLoader}. */
    public PluginMagic() {}

    @Override
    public String name() {
        return "plugin";
    }

    @Override
    public String help() {
        return "%plugin list: what jars and cells brought; info ID: the card of one; add [--replace] PATH…: adds plugin"
                + " jars, folders of jars or globs, one that was built again is loaded again, and with --replace it takes"
                + " the place of what ships under its id; allow JAR: lets a jar of a plugins folder run; remove ID | JAR…:"
                + " takes out what a jar brought; reload: loads every added jar again; doctor: jars, digests, folders and"
                + " what is wrong";
    }

    @Override
    public List<String> complete(Completing argument) {
        if (argument.before().isEmpty()) {
            return VERBS;
        }
        Catalogue catalogue = Interlace.catalogue();
        return switch (argument.before().get(0)) {
            case "info" ->
                catalogue.plugins().stream().map(Plugin::id).distinct().toList();
            case "allow" ->
                catalogue.jars().stream()
                        .map(jar -> String.valueOf(jar.getFileName()))
                        .toList();
            case "remove" ->
                foreign(catalogue).stream().map(Plugin::id).distinct().toList();
            case "add" -> List.of(REPLACE);
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
                    "%plugin must be: %plugin list, info ID, add [--replace] PATH…, allow JAR, remove ID | JAR…,"
                            + " reload or doctor, got: %plugin " + call.line() + "; %plugins lists what is there");
        }
        Catalogue catalogue = Interlace.catalogue();
        try {
            return switch (verb) {
                case "info" -> new PluginCard(catalogue.plugin(rest.get(0)));
                case "add" -> add(catalogue, rest);
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

    private static PluginList add(Catalogue catalogue, List<String> words) {
        Origin origin = words.contains(REPLACE) ? Origin.REPLACEMENT : Origin.ADDED;
        List<Path> jars = new ArrayList<>();
        words.stream().filter(word -> !word.equals(REPLACE)).forEach(word -> jars.addAll(files(word)));
        if (jars.isEmpty()) {
            throw new MagicException("%plugin add: name a jar, a folder of jars or a glob");
        }
        return new PluginList(catalogue.add(jars, origin), List.of());
    }

    /** The file or folder of that name, or the files that fit a glob. */
    private static List<Path> files(String word) {
        if (word.contains("://")) {
            throw new MagicException("%plugin add: fetch " + word
                    + " first and look at it; a plugin runs with all your rights, so it is added from a file");
        }
        if (!word.contains("*") && !word.contains("?")) {
            Path path = Path.of(word);
            if (!Files.exists(path)) {
                throw new MagicException(
                        "%plugin add: there is no file " + path.toAbsolutePath().normalize());
            }
            return List.of(path);
        }
        int slash = word.lastIndexOf('/');
        Path folder = Path.of(slash < 0 ? "." : word.substring(0, slash + 1));
        PathMatcher fits = FileSystems.getDefault().getPathMatcher("glob:" + word.substring(slash + 1));
        try (var files = Files.list(folder)) {
            List<Path> found = files.filter(file -> fits.matches(file.getFileName()))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new MagicException("%plugin add: no file fits " + word);
            }
            return found;
        } catch (IOException e) {
            throw new MagicException(
                    "%plugin add: " + folder.toAbsolutePath().normalize() + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
