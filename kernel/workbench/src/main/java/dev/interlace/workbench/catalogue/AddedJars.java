package dev.interlace.workbench.catalogue;

import dev.interlace.workbench.catalogue.Discovery.Candidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The jars, and folders of jars, of a registry that lie outside the kernel's class path, with what they hold. */
final class AddedJars {
    private final ClassLoader kernel;
    private final List<Path> folders;
    private final Duration limit;
    private final PluginTrust trust;
    private final Map<Path, Discovery> added = new LinkedHashMap<>();
    private final Set<Path> asked = new HashSet<>();

    /** None yet; see {@link Catalogue#open(ClassLoader, List, Duration)} for what is given. */
    AddedJars(ClassLoader kernel, List<Path> folders, Duration limit, PluginTrust trust) {
        this.kernel = kernel;
        this.folders = List.copyOf(folders);
        this.limit = limit;
        this.trust = trust;
    }

    List<Path> folders() {
        return folders;
    }

    List<Path> paths() {
        return List.copyOf(added.keySet());
    }

    /** What they hold, in the order in which they were added. */
    List<Discovery> found() {
        return List.copyOf(added.values());
    }

    /**
     * Loads jars side by side, again where they are there already.
     *
     * @param wanted whether the user has asked for them by a call
     */
    void load(List<PluginSource> sources, boolean wanted) {
        List<Path> paths =
                sources.stream().map(source -> source.location().orElseThrow()).toList();
        if (wanted) {
            asked.addAll(paths);
        }
        List<Discovery> found = JarSearch.all(
                sources,
                kernel,
                limit,
                (source, digests) -> trust.refusal(
                        source,
                        digests,
                        source.location().filter(asked::contains).isPresent()));
        for (int i = 0; i < paths.size(); i++) {
            added.put(paths.get(i), found.get(i));
        }
    }

    /** Loads what lies in the plugins folders. */
    void loadFolders() {
        load(
                folders.stream()
                        .filter(Files::isDirectory)
                        .flatMap(folder -> jarsOf(folder.toAbsolutePath().normalize()).stream())
                        .distinct()
                        .map(path -> PluginSource.added(path, PluginSource.Origin.ADDED))
                        .toList(),
                false);
    }

    void remove(Collection<Path> gone) {
        gone.forEach(added::remove);
    }

    /** Loads every one again that is still there. */
    void reload() {
        Map<Path, Discovery> old = new LinkedHashMap<>(added);
        added.clear();
        load(
                old.entrySet().stream()
                        .filter(entry -> Files.exists(entry.getKey()))
                        .map(entry -> source(entry.getKey(), entry.getValue()))
                        .toList(),
                false);
    }

    private static PluginSource source(Path path, Discovery discovery) {
        return Stream.concat(
                        discovery.candidates().stream().map(Candidate::source),
                        discovery.failures().stream().map(Discovery.Failure::source))
                .findFirst()
                .map(PluginSource::unloaded)
                .orElse(PluginSource.added(path, PluginSource.Origin.ADDED));
    }

    private static List<Path> jarsOf(Path folder) {
        List<Path> found = new ArrayList<>(PluginSource.jarsIn(folder));
        try (var files = Files.list(folder)) {
            files.filter(Files::isDirectory)
                    .filter(sub -> !PluginSource.jarsIn(sub).isEmpty())
                    .sorted()
                    .forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
