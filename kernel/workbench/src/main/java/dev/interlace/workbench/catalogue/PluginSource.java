package dev.interlace.workbench.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
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
 */
public record PluginSource(String name, Optional<Path> location, Origin origin) {
    private static final int SHOWN_FOLDERS = 3;

    /** Who brought a plugin. */
    public enum Origin {
        /** It lies on the kernel's own class path. */
        BUILT_IN,
        /** It was found in a {@code plugins} folder or added at run time. */
        ADDED,
        /** It was written in a cell of the notebook. */
        CELL
    }

    /** The source of what a cell has written. */
    static PluginSource cell() {
        return new PluginSource("cell", Optional.empty(), Origin.CELL);
    }

    /** The source of a class on the kernel's class path. */
    static PluginSource of(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code == null || code.getLocation() == null) {
            return new PluginSource("the kernel", Optional.empty(), Origin.BUILT_IN);
        }
        try {
            Path path = Path.of(code.getLocation().toURI());
            return new PluginSource(shortName(path), Optional.of(path), Origin.BUILT_IN);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return new PluginSource(code.getLocation().toString(), Optional.empty(), Origin.BUILT_IN);
        }
    }

    /** The source of a jar, or of a folder of jars, outside the class path. */
    static PluginSource added(Path path) {
        Path file = Optional.ofNullable(path.getFileName()).orElse(path);
        return new PluginSource(file.toString(), Optional.of(path), Origin.ADDED);
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

    /** The SHA-256 of the jar in hexadecimal; empty where the source is not one file. */
    public Optional<String> sha256() {
        if (location.isEmpty() || !Files.isRegularFile(location.get())) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(location.get())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
