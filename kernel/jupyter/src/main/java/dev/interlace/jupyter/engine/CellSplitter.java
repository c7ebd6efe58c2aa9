package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Cuts a cell into parts that can be evaluated one after the other: Java snippets and line magics.
 *
 * <p>It decides from the tokens alone, in microseconds and without waking the compiler: a snippet ends at a semicolon
 * outside all brackets, or at the brace that closes a declaration, a block or a control statement.
 */
public final class CellSplitter {
    private final String source;
    private final JavaScanner scanner;
    private final UnaryOperator<String> magicExpression;
    private final List<Part> parts = new ArrayList<>();

    /**
     * A part of a cell.
     *
     * @param kind how it is evaluated
     * @param text what is evaluated: a magic without its percent sign, a command of JShell with its slash, or Java with
     *     its magics rewritten
     * @param start index of its first character in the cell
     */
    public record Part(PartKind kind, String text, int start) {}

    /** How a part is evaluated. */
    public enum PartKind {
        JAVA,
        LINE_MAGIC
    }

    private CellSplitter(String source, UnaryOperator<String> magicExpression) {
        this.source = source;
        this.scanner = new JavaScanner(source);
        this.magicExpression = magicExpression;
    }

    /**
     * The parts of {@code cell}, in order.
     *
     * @param magicExpression turns the line of a magic that stands after {@code =} into a Java expression
     */
    public static List<Part> split(String cell, UnaryOperator<String> magicExpression) {
        CellSplitter splitter = new CellSplitter(cell, magicExpression);
        int start = splitter.scanner.skipBlank();
        while (start < cell.length()) {
            splitter.part(start);
            start = splitter.scanner.skipBlank();
        }
        return splitter.parts;
    }

    private void part(int start) {
        if (isMagic(start)) {
            line(start, start + 1);
        } else if (isCommand(start) || (source.charAt(start) == '?' && isMagic(start + 1))) {
            line(start, start);
        } else {
            snippet(start);
        }
    }

    private void line(int start, int from) {
        int end = scanner.endOfLine(start);
        parts.add(new Part(PartKind.LINE_MAGIC, source.substring(from, end).strip(), start));
        scanner.seek(end);
    }

    // no snippet of Java begins with a slash that a letter follows
    private boolean isCommand(int index) {
        return index + 1 < source.length()
                && source.charAt(index) == '/'
                && Character.isLetter(source.charAt(index + 1))
                && startsLine(index);
    }

    private boolean startsLine(int index) {
        return source.substring(source.lastIndexOf('\n', index) + 1, index).isBlank();
    }

    private boolean isMagic(int index) {
        return index + 1 < source.length()
                && source.charAt(index) == '%'
                && Character.isJavaIdentifierStart(source.charAt(index + 1));
    }

    private void snippet(int start) {
        SnippetShape shape = new SnippetShape();
        StringBuilder rewritten = new StringBuilder();
        int copied = start;
        int end = start;
        Optional<Token> next = scanner.next();
        while (next.isPresent()) {
            Token token = next.get();
            end = token.end();
            if (shape.closesWith(token) && !shape.continuesWith(following())) {
                add(start, rewritten.append(source, copied, end).toString(), shape);
                return;
            }
            int magic = magicAfter(token, shape);
            while (magic >= 0) {
                int line = scanner.endOfLine(magic);
                rewritten
                        .append(source, copied, magic)
                        .append(expression(magic + 1, line))
                        .append(';');
                copied = line;
                end = line;
                scanner.seek(line);
                Token semicolon = new Token(JavaScanner.Kind.SYMBOL, ";", line, line);
                if (shape.closesWith(semicolon)) {
                    add(start, rewritten.toString(), shape);
                    return;
                }
                magic = magicAfter(semicolon, shape);
            }
            next = scanner.next();
        }
        add(start, rewritten.append(source, copied, end).append(';').toString(), shape);
    }

    // the index of a magic that stands where a value or, inside a body, a statement would; -1 if there is none
    private int magicAfter(Token token, SnippetShape shape) {
        if (token.is("=") && shape.takesStatement()) {
            int magic = afterSpaces(token.end());
            return isMagic(magic) ? magic : -1;
        }
        if ((token.is("{") || token.is(";") || token.is("}")) && !shape.isOutermost() && shape.takesStatement()) {
            int here = scanner.skipBlank();
            scanner.seek(token.end());
            return isMagic(here) && startsLine(here) ? here : -1;
        }
        return -1;
    }

    private String expression(int from, int to) {
        String call = source.substring(from, to).strip();
        return magicExpression.apply(call.endsWith(";") ? call.substring(0, call.length() - 1) : call);
    }

    private void add(int start, String text, SnippetShape shape) {
        if (!shape.isEmpty()) {
            parts.add(new Part(PartKind.JAVA, text, start));
        }
    }

    private String following() {
        int here = scanner.skipBlank();
        String text = scanner.next().map(Token::text).orElse("");
        scanner.seek(here);
        return text;
    }

    private int afterSpaces(int index) {
        int after = index;
        while (after < source.length() && (source.charAt(after) == ' ' || source.charAt(after) == '\t')) {
            after++;
        }
        return after;
    }
}
