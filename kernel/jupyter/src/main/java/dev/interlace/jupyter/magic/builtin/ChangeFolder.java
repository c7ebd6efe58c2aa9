package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.Paths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Changes the folder in which magics look for files and commands run; Java's own paths keep theirs. */
final class ChangeFolder implements Magic.OnLine {
    @Override
    public String name() {
        return "cd";
    }

    @Override
    public List<String> aliases() {
        return List.of("pwd");
    }

    @Override
    public String help() {
        return "%cd [folder]: changes the folder of %sh, %load, %save and %%writefile, - goes back to where the kernel began"
                + "\nThe value is the folder. A process cannot move: relative paths in Java code stay those of its first folder.";
    }

    @Override
    public String argumentType() {
        return Paths.TYPE;
    }

    @Override
    public List<String> complete(Completing argument) {
        return Paths.complete(argument.prefix()).stream()
                .filter(path -> path.endsWith("/"))
                .toList();
    }

    @Override
    public Object run(Call call) {
        String asked = call.arguments().isEmpty() ? "" : call.arguments().get(0);
        if (call.name().equals("cd") && !asked.isEmpty()) {
            Path folder = asked.equals("-")
                    ? Path.of("").toAbsolutePath()
                    : asked.startsWith("~")
                            ? Path.of(System.getProperty("user.home") + asked.substring(1))
                            : call.session().resolve(asked);
            if (!Files.isDirectory(folder)) {
                throw new MagicException("%cd: there is no folder " + folder);
            }
            call.session().enter(folder);
        }
        return call.session().resolve("").toString();
    }
}
