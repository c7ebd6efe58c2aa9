package dev.interlace.jupyter.engine;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the sources of a class path are, from which documentation is read: in {@code META-INF/sources} of a jar or
 * folder, or in the jar beside it whose name ends with {@code -sources}, as local repositories keep it.
 */
final class LibrarySources {
    private static final Logger LOG = LoggerFactory.getLogger(LibrarySources.class);
    private static final String INSIDE = "META-INF/sources/";
    private static final String JAR = ".jar";

    private final Map<Path, Optional<Path>> known = new HashMap<>();

    /** The roots of the sources of {@code classPath}, in its order. */
    List<Path> of(List<Path> classPath) {
        List<Path> roots = new ArrayList<>();
        classPath.forEach(
                entry -> known.computeIfAbsent(entry, LibrarySources::root).ifPresent(roots::add));
        return roots;
    }

    private static Optional<Path> root(Path entry) {
        if (Files.isDirectory(entry)) {
            return Optional.of(entry.resolve(INSIDE)).filter(Files::isDirectory);
        }
        String name = String.valueOf(entry.getFileName());
        if (!name.endsWith(JAR) || !Files.isRegularFile(entry)) {
            return Optional.empty();
        }
        Path beside = entry.resolveSibling(name.substring(0, name.length() - JAR.length()) + "-sources" + JAR);
        if (Files.isRegularFile(beside)) {
            return opened(beside, "");
        }
        try (JarFile jar = new JarFile(entry.toFile(), false)) {
            return jar.getEntry(INSIDE) == null ? Optional.empty() : opened(entry, INSIDE);
        } catch (IOException e) {
            LOG.debug("{} is no jar that can be read: {}", entry, e.toString());
            return Optional.empty();
        }
    }

    // stays open: documentation is read from it as long as the process lives
    private static Optional<Path> opened(Path jar, String folder) {
        try {
            FileSystem inside = FileSystems.newFileSystem(jar, Map.of());
            return Optional.of(inside.getPath("/" + folder));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} has no sources that can be read: {}", jar, e.toString());
            return Optional.empty();
        }
    }
}
