package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Adds to the class path of cells what matches paths and globs. */
final class ClassPath implements Magic.OnLine {
    private static final String JAR = ".jar";

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
                + "\n* and ? stand for any characters of a name; a trailing / means all files of a folder."
                + "\nThe value is the list of added paths; without a path, of all paths added so far.";
    }

    @Override
    public String argumentType() {
        return Paths.TYPE;
    }

    @Override
    public List<String> complete(Completing argument) {
        return Paths.complete(argument.prefix()).stream()
                .filter(path -> path.endsWith("/") || path.endsWith(JAR))
                .toList();
    }

    @Override
    public Object run(Call call) throws IOException {
        if (call.arguments().isEmpty()) {
            return call.session().classPath().stream().map(Path::toString).toList();
        }
        List<String> added = new ArrayList<>();
        for (String argument : call.arguments()) {
            if (!Paths.isPattern(argument) && !Files.exists(Path.of(argument))) {
                throw new MagicException(
                        "%" + name + ": there is no " + Path.of(argument).toAbsolutePath());
            }
            for (Path path : Paths.matching(argument)) {
                add(call, path, added);
            }
        }
        return added;
    }

    private void add(Call call, Path path, List<String> added) throws IOException {
        if (name.equals("jars") && Files.isDirectory(path)) {
            for (Path jar : Paths.matching(path.toString().replace('\\', '/') + "/*" + JAR)) {
                add(call, jar, added);
            }
        } else if (name.equals("classpath") || path.toString().endsWith(JAR)) {
            ClassPathChange change = call.session().addToClassPath(path, ClassPathChange.Wish.ASKED);
            change.notice()
                    .ifPresent(notice -> CellOutput.current()
                            .ifPresent(output -> output.display(DisplayData.text("%" + name + ": " + notice))));
            if (change.kind() != ClassPathChange.Kind.KEPT) {
                added.add(change.entry().toString());
            }
        }
    }
}
