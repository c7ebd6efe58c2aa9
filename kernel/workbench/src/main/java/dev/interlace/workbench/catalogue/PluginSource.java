package dev.interlace.workbench.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where plugins come from: a jar, a folder of jars or of classes, or a cell.
 *
 * @param name file name, without the folders above it
 * @param location the file or folder; empty for a cell, and where the class path does not say
 * @param origin who brought it
 * @param sha256 of the jar as it was loaded, in hexadecimal, which a later build of it does not change; of a folder the
 *     digest of the digests of its jars; empty for what ships and for a cell
 * @param fetched the URL or the coordinates that it was fetched from; empty where it was a file here
 */
public record PluginSource(
        String name, Optional<Path> location, Origin origin, Optional<String> sha256, Optional<String> fetched) {
    private static final int SHOWN_FOLDERS = 3;

    /** Who brought a plugin. */
    public enum Origin {
        /** It lies on the kernel's own class path. */
        BUILT_IN,
        /** It was found in a {@code plugins} folder or added at run time. */
        ADDED,
        /** It was added with the word that it takes the place of what has the same id. */
        REPLACEMENT,
        /** It was written in a cell of the notebook. */
        CELL
    }

    /** The source of what a cell has written. */
    static PluginSource cell() {
        return new PluginSource("cell", Optional.empty(), Origin.CELL, Optional.empty(), Optional.empty());
    }

    /** The source of a class on the kernel's class path. */
    static PluginSource of(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code == null || code.getLocation() == null) {
            return builtIn("the kernel", Optional.empty());
        }
        try {
            Path path = Path.of(code.getLocation().toURI());
            return builtIn(shortName(path), Optional.of(path));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return builtIn(code.getLocation().toString(), Optional.empty());
        }
    }

    /** A source on the kernel's class path. */
    static PluginSource builtIn(String name, Optional<Path> location) {
        return new PluginSource(name, location, Origin.BUILT_IN, Optional.empty(), Optional.empty());
    }

    /** The source of a jar, or of a folder of jars, outside the class path, that is not loaded yet. */
    public static PluginSource added(Path path, Origin origin) {
        Path file = Optional.ofNullable(path.getFileName()).orElse(path);
        return new PluginSource(file.toString(), Optional.of(path), origin, Optional.empty(), Optional.empty());
    }

    /** The source of a jar, or of a folder of jars, that was fetched from a URL or by coordinates. */
    public static PluginSource fetched(Path path, Origin origin, String from) {
        PluginSource file = added(path, origin);
        return new PluginSource(file.name, file.location, origin, Optional.empty(), Optional.of(from));
    }

    /** The same, before it was loaded. */
    PluginSource unloaded() {
        return new PluginSource(name, location, origin, Optional.empty(), fetched);
    }

    /** The same, loaded from jars of these digests. */
    PluginSource loaded(List<String> digests) {
        String whole = digests.size() == 1
                ? digests.get(0)
                : hexadecimal(sha256Digest().digest(String.join("", digests).getBytes(StandardCharsets.US_ASCII)));
        return new PluginSource(name, location, origin, Optional.of(whole), fetched);
    }

    /** Where something is from, in words. */
    String words() {
        return origin == Origin.CELL ? "from a cell" : "from " + name;
    }

    /** The same, and where it was fetched from. */
    String wordsInFull() {
        return words() + fetched.map(from -> ", fetched from " + from).orElse("");
    }

    /** Whether it was brought from outside: by a jar or by a cell. */
    public boolean isForeign() {
        return origin != Origin.BUILT_IN;
    }

    private static String shortName(Path path) {
        if (!Files.isDirectory(path)) {
            return Optional.ofNullable(path.getFileName()).orElse(path).toString();
        }
        int names = path.getNameCount();
        return path.subpath(Math.max(0, names - SHOWN_FOLDERS), names)
                .toString()
                .replace('\\', '/');
    }

    /** The jar files: the jar itself, or those that lie in the folder, by name. */
    List<Path> jars() {
        Path path = location.orElseThrow();
        return Files.isDirectory(path) ? jarsIn(path) : List.of(path);
    }

    /** The jar files in a folder, by name. */
    static List<Path> jarsIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of a file in hexadecimal. */
    static String digest(Path file) throws IOException {
        MessageDigest digest = sha256Digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return hexadecimal(digest.digest());
    }

    private static String hexadecimal(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
