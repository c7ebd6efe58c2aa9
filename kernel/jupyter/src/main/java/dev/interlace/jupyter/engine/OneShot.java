package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A snippet that declares nothing: an expression or a statement, which can be compiled in one go because no code will
 * ever name it.
 *
 * <p>What it is is decided from the tokens alone. Where that leaves a doubt the snippet is none, and JShell decides.
 *
 * @param form what it is
 * @param text its source, an expression without its semicolon
 * @param names every name in it
 * @param simpleNames those that stand for themselves and not for a member of what is before them
 */
record OneShot(Form form, String text, Set<String> names, Set<String> simpleNames) {
    private static final Set<String> STATEMENTS =
            Set.of("if", "for", "while", "do", "try", "throw", "synchronized", "assert");
    private static final Set<String> OPERANDS = Set.of("new", "this", "super", "true", "false", "null");
    private static final Set<String> RESERVED = Set.of(
            "abstract",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "goto",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "non",
            "package",
            "permits",
            "private",
            "protected",
            "public",
            "record",
            "return",
            "sealed",
            "short",
            "static",
            "strictfp",
            "switch",
            "throws",
            "transient",
            "var",
            "void",
            "volatile",
            "yield");
    private static final Set<String> PREFIXES = Set.of("(", "!", "~", "+", "-");

    /** The two kinds of snippet that declare nothing. */
    enum Form {
        EXPRESSION,
        STATEMENT
    }

    /** The snippet {@code text} as one that declares nothing; empty where it may declare something. */
    static Optional<OneShot> of(String text) {
        if (text.contains("\\u")) {
            return Optional.empty(); // an escape may stand for any character, a brace too
        }
        List<Token> tokens = JavaScanner.tokens(text);
        if (tokens.isEmpty() || !isBalanced(tokens)) {
            return Optional.empty();
        }
        Token first = tokens.get(0);
        if (first.is("{") || STATEMENTS.contains(first.text())) {
            return Optional.of(of(Form.STATEMENT, text, tokens));
        }
        if (tokens.stream().anyMatch(token -> token.is("switch")) || !startsExpression(tokens)) {
            return Optional.empty(); // a switch has another type where a value is wanted
        }
        Token last = tokens.get(tokens.size() - 1);
        String expression = last.is(";") ? text.substring(0, last.start()) : text;
        return isPrinting(tokens)
                ? Optional.of(of(Form.STATEMENT, text, tokens))
                : Optional.of(of(Form.EXPRESSION, expression, tokens));
    }

    private static OneShot of(Form form, String text, List<Token> tokens) {
        Set<String> names = new HashSet<>();
        Set<String> simple = new HashSet<>();
        String before = "";
        for (Token token : tokens) {
            boolean keyword = RESERVED.contains(token.text())
                    || OPERANDS.contains(token.text())
                    || STATEMENTS.contains(token.text());
            if (token.kind() == Kind.WORD && !keyword) {
                names.add(token.text());
                if (!before.equals(".")) {
                    simple.add(token.text());
                }
            }
            before = token.text();
        }
        return new OneShot(form, text, Set.copyOf(names), Set.copyOf(simple));
    }

    /** The same text, to be run for its effect alone. */
    OneShot asStatement() {
        return new OneShot(Form.STATEMENT, text + "\n;", names, simpleNames);
    }

    // one that closes more than it opens would end the method around it
    private static boolean isBalanced(List<Token> tokens) {
        StringBuilder open = new StringBuilder();
        for (Token token : tokens) {
            if (token.kind() != Kind.SYMBOL) {
                continue;
            }
            int pair = "([{)]}".indexOf(token.text());
            if (token.text().length() != 1 || pair < 0) {
                continue;
            }
            if (pair < 3) {
                open.append(pair);
            } else if (open.length() == 0 || open.charAt(open.length() - 1) - '0' != pair - 3) {
                return false;
            } else {
                open.setLength(open.length() - 1);
            }
        }
        return open.length() == 0;
    }

    private static boolean startsExpression(List<Token> tokens) {
        Token first = tokens.get(0);
        if (first.kind() == Kind.NUMBER || first.kind() == Kind.LITERAL || PREFIXES.contains(first.text())) {
            return true;
        }
        if (first.kind() != Kind.WORD || RESERVED.contains(first.text())) {
            return false;
        }
        return OPERANDS.contains(first.text()) || !isTypeOrLabel(tokens);
    }

    // a name, perhaps qualified; then a word is declared, `<` may open type arguments, `[]` makes an array type
    private static boolean isTypeOrLabel(List<Token> tokens) {
        int i = 1;
        while (i + 1 < tokens.size()
                && tokens.get(i).is(".")
                && tokens.get(i + 1).kind() == Kind.WORD) {
            i += 2;
        }
        if (i >= tokens.size()) {
            return false;
        }
        Token next = tokens.get(i);
        boolean array =
                next.is("[") && i + 1 < tokens.size() && tokens.get(i + 1).is("]");
        boolean word = next.kind() == Kind.WORD && !next.is("instanceof");
        boolean label =
                next.is(":") && !(i + 1 < tokens.size() && tokens.get(i + 1).is(":"));
        return word || array || label || next.is("<") || next.is("@") || next.is(".");
    }

    // spares these the attempt to show a value that they do not have
    private static boolean isPrinting(List<Token> tokens) {
        return tokens.size() > 5
                && tokens.get(0).is("System")
                && (tokens.get(2).is("out") || tokens.get(2).is("err"))
                && (tokens.get(4).is("println") || tokens.get(4).is("print"))
                && tokens.get(5).is("(");
    }
}
