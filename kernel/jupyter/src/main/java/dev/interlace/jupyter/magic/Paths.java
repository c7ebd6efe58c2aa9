package dev.interlace.jupyter.magic;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Completes the paths of files, and finds those that a pattern names. */
public final class Paths {
    /** The type of a completion that is a path. */
    public static final String TYPE = "path";

    private static final int LIMIT = 500;

    private Paths() {}

    /**
     * The files and folders, these with a slash, whose path begins with {@code prefix}; hidden ones only where asked
     * for.
     */
    public static List<String> complete(String prefix) {
        int slash = prefix.lastIndexOf('/');
        String lead = prefix.substring(0, slash + 1);
        String begun = prefix.substring(slash + 1);
        try (Stream<Path> files = Files.list(Path.of(lead.isEmpty() ? "." : lead))) {
            return files.map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(name -> name.startsWith(begun) && name.startsWith(".") == begun.startsWith("."))
                    .sorted()
                    .limit(LIMIT)
                    .map(name -> lead + name)
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    /** Whether {@code text} is a pattern and no path. */
    public static boolean isPattern(String text) {
        return text.contains("*") || text.contains("?") || text.endsWith("/");
    }

    /**
     * The files and folders that {@code pattern} names, by name: {@code *} and {@code ?} stand for characters of one
     * name, a trailing slash for all files of a folder.
     */
    public static List<Path> matching(String pattern) throws IOException {
        String unix = File.separatorChar == '/' ? pattern : pattern.replace(File.separatorChar, '/');
        String text = unix.endsWith("/") ? unix + "*" : unix;
        int wildcard = indexOfWildcard(text);
        if (wildcard < 0) {
            return Files.exists(Path.of(text)) ? List.of(Path.of(text)) : List.of();
        }
        int slash = text.lastIndexOf('/', wildcard);
        List<Path> found = List.of(Path.of(text.substring(0, slash + 1)));
        for (String name : text.substring(slash + 1).split("/", -1)) {
            found = step(found, name);
        }
        return found;
    }

    private static int indexOfWildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '*' || text.charAt(i) == '?') {
                return i;
            }
        }
        return -1;
    }

    private static List<Path> step(List<Path> folders, String name) throws IOException {
        List<Path> found = new ArrayList<>();
        boolean literal = !name.contains("*") && !name.contains("?");
        for (Path folder : folders) {
            if (literal) {
                Path one = folder.resolve(name);
                if (Files.exists(one)) {
                    found.add(one);
                }
            } else if (Files.isDirectory(listed(folder))) {
                PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
                try (Stream<Path> files = Files.list(listed(folder))) {
                    files.filter(file -> matcher.matches(file.getFileName()))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private static Path listed(Path folder) {
        return folder.toString().isEmpty() ? Path.of(".") : folder;
    }
}
