package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CellSplitter.Part;
import dev.interlace.jupyter.engine.CellSplitter.PartKind;
import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** Finds the declaration further down in a cell that a rejected part of it needs first. */
final class ForwardReferences {
    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(?:class|variable|method)\\s+(\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("package (\\w+) does not exist");

    private ForwardReferences() {}

    /** The first of {@code later} that declares a type or a method that {@code diagnostics} miss. */
    static Optional<Part> firstNeeded(List<Diag> diagnostics, List<Part> later) {
        for (Diag diagnostic : diagnostics) {
            String message = diagnostic.getMessage(Locale.ROOT);
            for (Pattern pattern : List.of(SYMBOL, PACKAGE)) {
                Matcher missing = pattern.matcher(message);
                if (missing.find()) {
                    Optional<Part> found = later.stream()
                            .filter(part -> part.kind() == PartKind.JAVA
                                    && declared(part.text())
                                            .filter(missing.group(1)::equals)
                                            .isPresent())
                            .findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The name of the type or the method that {@code source} declares. */
    static Optional<String> declared(String source) {
        return TypeHeader.of(source).map(TypeHeader::name).or(() -> method(source));
    }

    // a name between a type and a parenthesis, before the first brace and outside all brackets
    private static Optional<String> method(String source) {
        List<Token> tokens = JavaScanner.tokens(source);
        if (tokens.isEmpty() || !tokens.get(tokens.size() - 1).is("}")) {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = 1;
                i + 1 < tokens.size()
                        && !tokens.get(i).is("{")
                        && !tokens.get(i).is("=");
                i++) {
            Token token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            Token before = tokens.get(i - 1);
            boolean typed = (before.kind() == Kind.WORD && !before.is("new")) || before.is(">") || before.is("]");
            if (depth == 0
                    && typed
                    && token.kind() == Kind.WORD
                    && tokens.get(i + 1).is("(")) {
                return Optional.of(token.text());
            }
        }
        return Optional.empty();
    }
}
