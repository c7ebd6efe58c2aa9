package dev.interlace.jupyter.magic.builtin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.engine.SourceName;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.Paths;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs a source file, or the code cells of a notebook, as if they stood here. */
final class Load implements Magic.OnLine {
    private static final List<String> EXTENSIONS = List.of("", ".jsh", ".jshell", ".java", ".ijava", ".ipynb");

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String help() {
        return "%load file: runs a source file, or the code cells of a notebook, in the user's scope\n"
                + "The endings .jsh .jshell .java .ijava .ipynb may be left out.";
    }

    @Override
    public String argumentType() {
        return Paths.TYPE;
    }

    @Override
    public List<String> complete(Completing argument) {
        return Paths.complete(argument.prefix()).stream()
                .filter(path ->
                        path.endsWith("/") || EXTENSIONS.stream().anyMatch(end -> !end.isEmpty() && path.endsWith(end)))
                .toList();
    }

    @Override
    public @Nullable Object run(Call call) throws IOException, MalformedMessageException {
        if (call.arguments().size() != 1) {
            throw new MagicException("%load needs one file, got " + call.arguments());
        }
        String asked = call.arguments().get(0);
        Path file = find(call.session(), asked)
                .orElseThrow(() -> new MagicException("%load: there is no file "
                        + call.session().resolve(asked).toAbsolutePath()));
        Object last = null;
        for (Piece piece : pieces(file)) {
            last = call.session().eval(piece.source(), piece.name());
        }
        return last;
    }

    /** What is run in one go, and what its errors call it. */
    private record Piece(String source, SourceName name) {}

    private static List<Piece> pieces(Path file) throws IOException, MalformedMessageException {
        String text = Files.readString(file);
        String name = String.valueOf(file.getFileName());
        List<Piece> pieces = new ArrayList<>();
        if (!name.endsWith(".ipynb")) {
            CellScript.numbered(text)
                    .forEach(cell -> pieces.add(new Piece(cell.source(), new SourceName(name, cell.before()))));
        } else if (Json.object(text).get("cells") instanceof JsonArray cells) {
            int number = 0;
            for (JsonElement cell : cells) {
                if (cell instanceof JsonObject object
                        && Json.string(object, "cell_type", "").equals("code")) {
                    number++;
                    pieces.add(new Piece(source(object), new SourceName(name + ", code cell " + number, 0)));
                }
            }
        }
        return pieces;
    }

    /** The file that {@code name} means; its ending may be left out. */
    static Optional<Path> find(NotebookSession session, String name) {
        return EXTENSIONS.stream()
                .map(extension -> session.resolve(name + extension))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String source(JsonObject cell) {
        return cell.get("source") instanceof JsonArray lines
                ? StreamSupport.stream(lines.spliterator(), false)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : Json.string(cell, "source", "");
    }
}
