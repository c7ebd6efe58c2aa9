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
     * @param text what is evaluated: a magic without its percent sign, or Java with its magics rewritten
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
            int end = scanner.endOfLine(start);
            parts.add(new Part(
                    PartKind.LINE_MAGIC, source.substring(start + 1, end).strip(), start));
            scanner.seek(end);
        } else {
            snippet(start);
        }
    }

    private boolean isMagic(int index) {
        return index + 1 < source.length()
                && source.charAt(index) == '%'
                && Character.isJavaIdentifierStart(source.charAt(index + 1));
    }

    private void snippet(int start) {
        SnippetShape shape = new SnippetShape();
        int end = start;
        Optional<Token> next = scanner.next();
        while (next.isPresent()) {
            Token token = next.get();
            end = token.end();
            if (shape.closesWith(token) && !shape.continuesWith(following())) {
                add(start, source.substring(start, end), shape);
                return;
            }
            int magic = afterSpaces(end);
            if (token.is("=") && shape.isOutermost() && isMagic(magic)) {
                int line = scanner.endOfLine(magic);
                String call = source.substring(magic + 1, line).strip();
                String bare = call.endsWith(";") ? call.substring(0, call.length() - 1) : call;
                add(start, source.substring(start, magic) + magicExpression.apply(bare) + ";", shape);
                scanner.seek(line);
                return;
            }
            next = scanner.next();
        }
        add(start, source.substring(start, end) + ";", shape);
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
