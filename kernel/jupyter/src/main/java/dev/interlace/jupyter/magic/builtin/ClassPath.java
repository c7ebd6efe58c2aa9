package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Adds to the class path of cells what matches paths and globs. */
final class ClassPath implements Magic.OnLine {
    private final String name;
    private final String purpose;

    ClassPath(String name, String purpose) {
        this.name = name;
        this.purpose = purpose;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String help() {
        return "%" + name + " path…: " + purpose
                + "\n* and ? stand for any characters of a file's name; a trailing / means all files of a folder."
                + "\nThe value is the list of added paths; without a path, of all paths added so far.";
    }

    @Override
    public List<String> complete(Completing argument) {
        Path typed = Path.of(argument.prefix().isEmpty() ? "." : argument.prefix());
        Path folder = argument.prefix().endsWith("/") || argument.prefix().isEmpty() ? typed : typed.getParent();
        String lead = argument.prefix().contains("/")
                ? argument.prefix().substring(0, argument.prefix().lastIndexOf('/') + 1)
                : "";
        try (Stream<Path> files = Files.list(folder == null ? Path.of(".") : folder)) {
            return files.filter(
                            file -> Files.isDirectory(file) || file.toString().endsWith(".jar"))
                    .map(file -> lead + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public Object run(Call call) throws IOException {
        if (call.arguments().isEmpty()) {
            return call.session().classPath().stream().map(Path::toString).toList();
        }
        List<String> added = new ArrayList<>();
        for (String argument : call.arguments()) {
            for (Path path : matches(argument)) {
                if (name.equals("classpath") || path.toString().endsWith(".jar")) {
                    call.session().addToClassPath(path);
                    added.add(path.toAbsolutePath().normalize().toString());
                }
            }
        }
        return added;
    }

    private List<Path> matches(String argument) throws IOException {
        String glob = argument.endsWith("/") ? argument + "*" : argument;
        if (!glob.contains("*") && !glob.contains("?")) {
            Path path = Path.of(glob);
            if (!Files.exists(path)) {
                throw new MagicException("%" + name + ": there is no " + path.toAbsolutePath());
            }
            return List.of(path);
        }
        int slash = glob.lastIndexOf('/');
        Path folder = slash < 0 ? Path.of(".") : Path.of(glob.substring(0, Math.max(1, slash)));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(slash + 1));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
