package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the body of a cell into a file. */
final class WriteFile implements Magic.OnCell {
    private static final List<String> APPEND = List.of("-a", "--append");

    @Override
    public String name() {
        return "writefile";
    }

    @Override
    public String help() {
        return "%%writefile [-a] file: writes the cell into a file, with -a behind what is there";
    }

    @Override
    public String argumentType() {
        return Paths.TYPE;
    }

    @Override
    public List<String> complete(Completing argument) {
        return argument.prefix().startsWith("-") ? APPEND : Paths.complete(argument.prefix());
    }

    @Override
    public @Nullable Object run(Call call, String body) throws IOException {
        List<String> files = new ArrayList<>(call.arguments());
        boolean append = files.removeAll(APPEND);
        if (files.size() != 1) {
            throw new MagicException("%%writefile must be: %%writefile [-a] FILE, got: %%writefile " + call.line());
        }
        Path file = call.session().resolve(files.get(0));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new MagicException("%%writefile: there is no folder " + folder);
        }
        if (append) {
            Files.writeString(file, body, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(file, body);
        }
        return null;
    }
}
