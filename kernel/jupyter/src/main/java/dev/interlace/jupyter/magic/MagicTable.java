package dev.interlace.jupyter.magic;

import dev.interlace.jupyter.History;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.NearName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The magics of a kernel by name, and how their calls are read from a cell. */
public final class MagicTable implements CellRunner.Magics {
    private static final int REMEMBERED = 2_000;

    private final Map<String, Magic> byName = new LinkedHashMap<>();
    private final NotebookSession session;
    private final Supplier<List<Magic>> jars;
    private boolean asked;

    /**
     * A table in which later magics replace earlier ones of the same name.
     *
     * @param jars those that the notebook's jars bring; asked for when a name is not among {@code magics}, or when all
     *     are listed
     */
    public MagicTable(NotebookSession session, List<Magic> magics, Supplier<List<Magic>> jars) {
        this.session = session;
        this.jars = jars;
        magics.forEach(this::add);
    }

    /** Takes in that the notebook has other jars now. */
    public synchronized void reload() {
        asked = false;
    }

    // a magic of the kernel is not replaced by one of a jar
    private synchronized void ask() {
        if (!asked) {
            asked = true;
            for (Magic magic : jars.get()) {
                byName.putIfAbsent(magic.name(), magic);
                magic.aliases().forEach(alias -> byName.putIfAbsent(alias, magic));
            }
        }
    }

    /** The kernel's side. */
    NotebookSession session() {
        return session;
    }

    /** The help of the magic whose name stands on the line of {@code cursor}; empty where the line is no magic's. */
    public Optional<String> help(String code, int cursor) {
        String line = code.substring(code.lastIndexOf('\n', cursor - 1) + 1).stripLeading();
        if (line.startsWith("/") && line.length() > 1 && Character.isLetter(line.charAt(1))) {
            return find(ShellCommands.known(Parsed.of(line.substring(1)).name)).map(Magic::help);
        }
        return line.startsWith("%")
                ? find(Parsed.of(line.replaceFirst("^%+", "")).name.replace("?", ""))
                        .map(Magic::help)
                : Optional.empty();
    }

    /** Adds a magic; it replaces an earlier one of the same name. */
    public synchronized void add(Magic magic) {
        byName.put(magic.name(), magic);
        magic.aliases().forEach(alias -> byName.put(alias, magic));
    }

    /** Each magic once, by name. */
    public synchronized List<Magic> all() {
        ask();
        return byName.values().stream()
                .distinct()
                .sorted(Comparator.comparing(Magic::name))
                .toList();
    }

    /** The magic of that name or alias. */
    public synchronized Optional<Magic> find(String name) {
        Magic known = byName.get(name);
        if (known == null && !name.isEmpty()) {
            ask();
            known = byName.get(name);
        }
        return Optional.ofNullable(known);
    }

    private Magic require(String name) {
        return find(name)
                .orElseThrow(() -> new MagicException("there is no magic %" + name + "; did you mean %" + nearest(name)
                        + "? %lsmagic lists them all"));
    }

    private synchronized String nearest(String name) {
        return NearName.nearest(name, byName.keySet()).orElse("lsmagic");
    }

    @Override
    public @Nullable Object line(String call) throws Exception {
        Parsed parsed = Parsed.of(ShellCommands.asMagic(call));
        return line(parsed.name, Arguments.split(parsed.rest), Optional.of(parsed.rest), Magic.Use.SHOWN);
    }

    /** Runs the line magic {@code call}, as it was typed, for code that takes its value. */
    public @Nullable Object value(String call) throws Exception {
        Parsed parsed = Parsed.of(call);
        return line(parsed.name, Arguments.split(parsed.rest), Optional.of(parsed.rest), Magic.Use.TAKEN);
    }

    /** Runs a line magic for code that takes its value. */
    public @Nullable Object line(String name, List<String> arguments) throws Exception {
        return line(name, arguments, Optional.empty(), Magic.Use.TAKEN);
    }

    private @Nullable Object line(String name, List<String> arguments, Optional<String> text, Magic.Use use)
            throws Exception {
        if (require(name) instanceof Magic.OnLine magic) {
            return magic.run(new Magic.Call(session, name, arguments, text, use));
        }
        throw new MagicException("%" + name + " needs a body: write %%" + name + " on the first line of a cell");
    }

    /** Runs a cell magic. */
    public @Nullable Object cell(String name, List<String> arguments, String body) throws Exception {
        return cell(name, arguments, Optional.empty(), Magic.Use.TAKEN, body);
    }

    private @Nullable Object cell(
            String name, List<String> arguments, Optional<String> text, Magic.Use use, String body) throws Exception {
        if (require(name) instanceof Magic.OnCell magic) {
            return magic.run(new Magic.Call(session, name, arguments, text, use), body);
        }
        throw new MagicException("%%" + name + " has no body: write %" + name + " on a line of its own");
    }

    @Override
    public List<String> pastInputs() {
        return session.history().tail(REMEMBERED).stream()
                .map(History.Entry::input)
                .toList();
    }

    @Override
    public String expression(String call) {
        return "dev.interlace.jupyter.Notebook.lineMagic(" + literal(call.strip()) + ")";
    }

    @Override
    public String statement(String call) {
        return "dev.interlace.jupyter.Notebook.showLineMagic(" + literal(call.strip()) + ")";
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
            } else if (c < ' ') {
                literal.append(String.format("\\%03o", c));
            } else {
                literal.append((char) c);
            }
        });
        return literal.append('"').toString();
    }

    @Override
    public Optional<CellRunner.CellMagicCall> cellMagic(String source) {
        String text = source.stripLeading();
        if (!text.startsWith("%%") || text.length() < 3 || !Character.isJavaIdentifierStart(text.charAt(2))) {
            return Optional.empty();
        }
        int end = text.indexOf('\n');
        Parsed parsed = Parsed.of(text.substring(2, end < 0 ? text.length() : end));
        String body = end < 0 ? "" : text.substring(end + 1);
        if (parsed.name.endsWith("?") && body.isBlank()) {
            return Optional.of(() -> line(parsed.name));
        }
        return Optional.of(
                () -> cell(parsed.name, Arguments.split(parsed.rest), Optional.of(parsed.rest), Magic.Use.SHOWN, body));
    }

    private record Parsed(String name, String rest) {
        static Parsed of(String call) {
            String text = call.strip();
            int end = 0;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            return new Parsed(text.substring(0, end), text.substring(end).strip());
        }
    }
}
