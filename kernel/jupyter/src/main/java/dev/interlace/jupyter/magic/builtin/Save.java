package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.History;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what has been run into a file. */
final class Save implements Magic.OnLine {
    @Override
    public String name() {
        return "save";
    }

    @Override
    public String help() {
        return "%save file: writes every cell that has been run into a file, which %load runs again";
    }

    @Override
    public String argumentType() {
        return Paths.TYPE;
    }

    @Override
    public List<String> complete(Completing argument) {
        return Paths.complete(argument.prefix());
    }

    @Override
    public @Nullable Object run(Call call) throws IOException {
        if (call.arguments().size() != 1) {
            throw new MagicException("%save needs one file, got " + call.arguments());
        }
        Files.writeString(
                Path.of(call.arguments().get(0)),
                call.session().history().range(0, 0, Integer.MAX_VALUE).stream()
                        .map(History.Entry::input)
                        .filter(input -> !input.stripLeading().startsWith("/save")
                                && !input.stripLeading().startsWith("%save"))
                        .map(input -> input.stripTrailing() + "\n")
                        .collect(Collectors.joining("\n")));
        return null;
    }
}
