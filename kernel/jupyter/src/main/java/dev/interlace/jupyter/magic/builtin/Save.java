package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.History;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what has been run into a file. */
final class Save implements Magic.OnLine {
    private static final Set<String> LOADS = Set.of("%load", "/open", "/load");

    @Override
    public String name() {
        return "save";
    }

    @Override
    public String help() {
        return "%save file: writes the cells that have run without an error into a file, which %load runs again"
                + "\nThose before the last %reset are left out. A line that begins with // %% stands before each cell.";
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
        Path file = call.session().resolve(call.arguments().get(0));
        List<String> cells = new ArrayList<>();
        for (History.Entry entry : call.session().history().succeeded()) {
            add(call.session(), entry.input().strip(), file, cells);
        }
        Files.writeString(file, CellScript.write(cells));
        return null;
    }

    private static void add(NotebookSession session, String input, Path file, List<String> cells) throws IOException {
        String name = input.split("\\s", 2)[0];
        if (name.equals("%reset") || name.equals("/reset")) {
            cells.clear();
        } else if (LOADS.contains(name)
                && Load.find(session, input.substring(name.length()).strip())
                        .filter(loaded -> same(loaded, file))
                        .isPresent()) {
            cells.addAll(CellScript.read(Files.readString(file))); // it must not load itself
        } else if (!name.equals("%save") && !name.equals("/save")) {
            cells.add(input);
        }
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
