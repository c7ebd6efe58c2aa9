package dev.interlace.jupyter.jars;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A jar or a folder of classes on the class path of cells, opened when something is read from it. */
final class NotebookJar {
    /** Who brought a jar. */
    enum Origin {
        SHIPPED,
        ADDED
    }

    private final Path path;
    private final Origin origin;
    private final @Nullable JarContents contents;
    private final CodeSource source;
    private @Nullable JarFile file;
    private volatile @Nullable String used;

    private NotebookJar(Path path, Origin origin, @Nullable JarContents contents) {
        this.path = path;
        this.origin = origin;
        this.contents = contents;
        source = new CodeSource(url(path.toUri()), (Certificate @Nullable []) null);
    }

    static NotebookJar shipped(JarContents contents) {
        return new NotebookJar(contents.jar(), Origin.SHIPPED, contents);
    }

    /** A jar or folder that a user adds. */
    static NotebookJar added(Path path) throws IOException {
        return new NotebookJar(path, Origin.ADDED, Files.isDirectory(path) ? null : JarContents.read(path));
    }

    Path path() {
        return path;
    }

    Origin origin() {
        return origin;
    }

    CodeSource source() {
        return source;
    }

    boolean isFolder() {
        return contents == null;
    }

    /** Whether the file has not been written since it was read. */
    boolean isCurrent() {
        return contents == null || contents.isCurrent();
    }

    Set<String> keys() {
        return contents == null ? Set.of() : contents.keys();
    }

    /** Whether an entry of that name may lie in here. */
    boolean mayHold(String entry) {
        return contents == null
                ? Files.exists(path.resolve(entry))
                : contents.keys().contains(JarContents.key(entry));
    }

    /** A class or resource of this jar that is in use; empty while nothing is. */
    Optional<String> used() {
        return Optional.ofNullable(used);
    }

    /** Takes in that {@code what} of this jar is in use. */
    void use(String what) {
        if (used == null) {
            used = what;
        }
    }

    /** The bytes of an entry; empty where there is none. */
    Optional<byte[]> read(String entry) throws IOException {
        if (contents == null) {
            Path found = path.resolve(entry);
            return Files.isRegularFile(found) ? Optional.of(Files.readAllBytes(found)) : Optional.empty();
        }
        JarFile jar = file();
        JarEntry found = jar.getJarEntry(entry);
        if (found == null) {
            return Optional.empty();
        }
        try (InputStream in = jar.getInputStream(found)) {
            return Optional.of(in.readAllBytes());
        }
    }

    /** Where an entry lies; empty where there is none. */
    Optional<URL> find(String entry) throws IOException {
        if (contents == null) {
            Path found = path.resolve(entry);
            return Files.exists(found) ? Optional.of(url(found.toUri())) : Optional.empty();
        }
        JarEntry found = file().getJarEntry(entry);
        if (found == null) {
            return Optional.empty();
        }
        String place = path.toUri() + "!/" + found.getRealName();
        return Optional.of(url(URI.create("jar:" + escaped(place))));
    }

    // spaces and the like in the names of entries
    private static String escaped(String place) {
        StringBuilder plain = new StringBuilder();
        place.codePoints().forEach(c -> {
            if (c <= ' ' || "\"<>[]{}|\\^`".indexOf(c) >= 0) {
                plain.append(String.format("%%%02X", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    @Nullable
    Manifest manifest() throws IOException {
        return contents == null ? null : file().getManifest();
    }

    /**
     * Names of the files in here that lie in a folder other than {@code META-INF}; of folders that {@code keys} has.
     */
    Set<String> entries(Set<String> keys) throws IOException {
        Set<String> names = new HashSet<>();
        if (contents == null) {
            for (String key : keys) {
                Path folder = path.resolve(key);
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.list(folder)) {
                        files.filter(Files::isRegularFile).forEach(one -> names.add(key + one.getFileName()));
                    }
                }
            }
            return names;
        }
        Enumeration<JarEntry> all = file().entries();
        while (all.hasMoreElements()) {
            JarEntry entry = all.nextElement();
            if (!entry.isDirectory() && keys.contains(JarContents.key(entry.getName()))) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private synchronized JarFile file() throws IOException {
        JarFile open = file;
        if (open == null) {
            open = JarContents.open(path);
            file = open;
        }
        return open;
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(uri + " is no URL", e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(path.getFileName());
    }
}
