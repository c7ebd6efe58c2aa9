package dev.interlace.jupyter.magic;

import dev.interlace.jupyter.engine.CellSplitter;
import dev.interlace.jupyter.engine.CellSplitter.Part;
import dev.interlace.jupyter.engine.CellSplitter.PartKind;
import dev.interlace.jupyter.engine.CodeAnalysis.Completion;
import dev.interlace.jupyter.engine.CodeAnalysis.Match;
import dev.interlace.jupyter.engine.JavaScanner;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import dev.interlace.jupyter.engine.OpenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Completes what is not Java: magics and commands with their arguments, and the texts in string literals. */
public final class Completions {
    private final MagicTable magics;

    public Completions(MagicTable magics) {
        this.magics = magics;
    }

    /** The ways to go on at {@code cursor}, where it stands in something that is not Java. */
    public Optional<Completion> complete(String code, int cursor) {
        String before = code.substring(0, cursor);
        String line = before.substring(before.lastIndexOf('\n') + 1);
        String bare = line.stripLeading();
        int start = cursor - bare.length();
        if (bare.startsWith("%%")) {
            return Optional.of(call(new Typed(bare.substring(2), cursor), Magic.OnCell.class));
        }
        if (bare.startsWith("%")) {
            return Optional.of(call(new Typed(bare.substring(1), cursor), Magic.OnLine.class));
        }
        if (bare.startsWith("?%")) {
            return Optional.of(names(new Typed(bare.substring(2), cursor), Magic.class));
        }
        if (bare.startsWith("/") && isCommand(before, start)) {
            return Optional.of(command(new Typed(bare.substring(1), cursor)));
        }
        int assigned = assignedMagic(before);
        if (assigned >= 0) {
            return Optional.of(call(new Typed(before.substring(assigned + 1), cursor), Magic.OnLine.class));
        }
        return text(before);
    }

    /**
     * A call that is being typed.
     *
     * @param text its characters, without what marks it
     * @param end index after the last one
     */
    private record Typed(String text, int end) {
        Optional<String> name() {
            int space = text.indexOf(' ');
            return space < 0 ? Optional.empty() : Optional.of(text.substring(0, space));
        }

        String prefix() {
            return text.substring(text.lastIndexOf(' ') + 1);
        }

        List<String> before(String name) {
            return Arguments.split(text.substring(name.length(), text.length() - prefix().length()));
        }
    }

    private Completion call(Typed typed, Class<? extends Magic> kind) {
        Optional<String> name = typed.name();
        return name.isEmpty()
                ? names(typed, kind)
                : arguments(typed, magics.find(name.get()), typed.before(name.get()));
    }

    private Completion names(Typed typed, Class<? extends Magic> kind) {
        List<Match> names = magics.all().stream()
                .filter(kind::isInstance)
                .flatMap(magic -> Stream.concat(Stream.of(magic.name()), magic.aliases().stream()))
                .filter(name -> name.startsWith(typed.text))
                .map(name -> new Match(name, "magic", ""))
                .toList();
        return new Completion(typed.end - typed.text.length(), names);
    }

    private Completion command(Typed typed) {
        Optional<String> name = typed.name();
        if (name.isEmpty()) {
            List<Match> names = ShellCommands.names().stream()
                    .filter(command -> command.startsWith(typed.text))
                    .map(command -> new Match(command, "command", ""))
                    .toList();
            return new Completion(typed.end - typed.text.length(), names);
        }
        try {
            return arguments(typed, magics.find(ShellCommands.magic(name.get())), typed.before(name.get()));
        } catch (MagicException e) {
            return new Completion(typed.end, List.of());
        }
    }

    private Completion arguments(Typed typed, Optional<Magic> magic, List<String> before) {
        String prefix = typed.prefix();
        List<Match> arguments = magic.stream()
                .flatMap(one -> one.complete(new Magic.Completing(magics.session(), before, prefix)).stream()
                        .filter(argument -> argument.startsWith(prefix))
                        .map(argument ->
                                new Match(argument, argument.startsWith("-") ? "option" : one.argumentType(), "")))
                .toList();
        return new Completion(typed.end - prefix.length(), arguments);
    }

    private static boolean isCommand(String before, int start) {
        List<Part> parts = CellSplitter.split(before.substring(0, start) + "/x", call -> "null");
        Part last = parts.get(parts.size() - 1);
        return last.kind() == PartKind.LINE_MAGIC && last.start() == start;
    }

    // the index of the percent sign of a magic behind the equals sign of the last line; -1 if there is none
    private static int assignedMagic(String before) {
        int percent = before.indexOf('%', before.lastIndexOf('\n') + 1);
        while (percent >= 0) {
            List<Token> tokens = tokens(before.substring(0, percent));
            if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).text().equals("=")) {
                return percent;
            }
            percent = before.indexOf('%', percent + 1);
        }
        return -1;
    }

    private static List<Token> tokens(String code) {
        List<Token> tokens = new ArrayList<>();
        JavaScanner scanner = new JavaScanner(code);
        for (Optional<Token> token = scanner.next(); token.isPresent(); token = scanner.next()) {
            tokens.add(token.get());
        }
        return tokens;
    }

    // an open literal at the end: what the call's object says may stand there, else the beginning of a path
    private Optional<Completion> text(String before) {
        TextArguments arguments = new TextArguments(magics.session());
        return OpenText.at(before, arguments::value).map(open -> {
            List<Match> known = arguments.suggest(open);
            List<Match> files = known.isEmpty()
                    ? Paths.complete(open.text()).stream()
                            .map(file -> new Match(file, Paths.TYPE, ""))
                            .toList()
                    : List.of();
            return new Completion(open.start(), known.isEmpty() ? files : known);
        });
    }
}
