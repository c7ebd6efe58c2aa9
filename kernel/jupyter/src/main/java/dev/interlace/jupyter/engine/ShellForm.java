package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form in which JShell takes a declaration that a source file may hold as it stands.
 *
 * <p>JShell makes every type of a cell public. The canonical constructor of a record has to be as accessible as the
 * record, so it is made public too. The subtypes of a sealed type that names none stand in the same source file; in a
 * notebook they stand in the cells, and the type is told their names.
 */
final class ShellForm {
    private static final String PUBLIC = "public ";

    private static final Pattern REPEATABLE =
            Pattern.compile("@(?:java\\.lang\\.annotation\\.)?Repeatable[ ]*\\([ ]*(\\w+)[ ]*\\.[ ]*class[ ]*\\)");

    private ShellForm() {}

    /** Makes public the constructors of the record that {@code source} declares with {@code header}. */
    static void openConstructors(String source, TypeHeader header, Edits edits) {
        if (!header.keyword().equals("record")) {
            return;
        }
        List<Token> tokens = JavaScanner.tokens(source);
        int at = 0;
        while (tokens.get(at).start() < header.body()) {
            at++;
        }
        int depth = 0;
        int member = at + 1;
        for (int i = at; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(") || token.is("{")) {
                depth++;
            } else if (token.is(")") || token.is("}")) {
                depth--;
                member = depth == 1 && token.is("}") ? i + 1 : member;
            } else if (depth == 1 && token.is(";")) {
                member = i + 1;
            }
            boolean names = depth == 1
                    && token.is(header.name())
                    && i + 1 < tokens.size()
                    && (tokens.get(i + 1).is("{") || tokens.get(i + 1).is("("));
            if (names && isDeclared(tokens, i)) {
                open(tokens.subList(member, i + 1), edits);
            }
        }
    }

    private static boolean isDeclared(List<Token> tokens, int index) {
        Token before = tokens.get(index - 1);
        return !before.is("new") && !before.is("@") && !before.is(".");
    }

    private static void open(List<Token> heading, Edits edits) {
        for (Token token : heading) {
            if (token.is("public") || token.is("private")) {
                return;
            }
            if (token.is("protected")) {
                edits.replace(token.start(), token.end(), "public");
                return;
            }
        }
        edits.insert(heading.get(0).start(), PUBLIC);
    }

    /** Names the subtypes of a sealed type. */
    static void permit(TypeHeader header, List<String> subtypes, Edits edits) {
        edits.insert(header.body(), " permits " + String.join(", ", subtypes) + " ");
    }

    /**
     * Replaces {@code non-sealed} by what the compiler takes before it knows the type above: JDK 17 refuses the word
     * there. A class becomes final; one that nobody could make, an interface or an abstract class, gets a subtype of
     * its own.
     */
    static void holdPlace(String source, TypeHeader header, TypeHeader.Modifier word, Edits edits) {
        boolean open = header.keyword().equals("interface")
                || header.modifier("abstract").isPresent();
        if (!open) {
            edits.replace(word.start(), word.end(), "final");
            return;
        }
        edits.replace(word.start(), word.end(), "sealed");
        String kind = header.keyword().equals("interface") ? "interface" : "static abstract class";
        edits.insert(source.lastIndexOf('}'), " non-sealed " + kind + " Place$ extends " + header.name() + " {} ");
    }

    /**
     * The type that the annotation {@code @Repeatable} on {@code source} names, which the compiler of JDK 17 must know
     * before it reads the annotation.
     */
    static Optional<String> container(String source) {
        Matcher repeatable = REPEATABLE.matcher(source);
        return repeatable.find() ? Optional.of(repeatable.group(1)) : Optional.empty();
    }

    /** Leaves {@code @Repeatable} away. */
    static void leaveRepeatable(String source, Edits edits) {
        Matcher repeatable = REPEATABLE.matcher(source);
        if (repeatable.find()) {
            edits.replace(repeatable.start(), repeatable.end(), " ".repeat(repeatable.end() - repeatable.start()));
        }
    }
}
