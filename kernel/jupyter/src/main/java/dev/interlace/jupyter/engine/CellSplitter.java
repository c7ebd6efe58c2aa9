package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Cuts a cell into parts that can be evaluated one after the other: Java snippets and line magics.
 *
 * <p>It decides from the tokens alone, in microseconds and without waking the compiler: a snippet ends at a semicolon
 * outside all brackets, or at the brace that closes a declaration, a block or a control statement.
 */
public final class CellSplitter {
    private static final Pattern QUESTION = Pattern.compile("\\?[ \\t]*[\\w.$]+[ \\t]*|[\\w.$]+[ \\t]*\\?[ \\t]*");

    private final String source;
    private final JavaScanner scanner;
    private final MagicCode magics;
    private final List<Part> parts = new ArrayList<>();

    /**
     * A part of a cell.
     *
     * @param kind how it is evaluated
     * @param text what is evaluated: a magic without its percent sign, a command of JShell with its slash, or Java with
     *     its magics rewritten
     * @param start index of its first character in the cell
     * @param places leads an index of the text to one of the cell, both counted from the part's first character
     */
    public record Part(PartKind kind, String text, int start, IntUnaryOperator places) {}

    /** How a part is evaluated. */
    public enum PartKind {
        JAVA,
        LINE_MAGIC,
        /** A comment that never ends. */
        OPEN_COMMENT
    }

    /** The Java that stands in for a magic between other Java. */
    @FunctionalInterface
    public interface MagicCode {
        /** An expression with the value of the magic {@code call}. */
        String expression(String call);

        /** An expression that runs the magic {@code call} as a line of its own would. */
        default String statement(String call) {
            return expression(call);
        }
    }

    private CellSplitter(String source, MagicCode magics) {
        this.source = source;
        this.scanner = new JavaScanner(source);
        this.magics = magics;
    }

    /**
     * The parts of {@code cell}, in order.
     *
     * @param magics what a magic becomes that stands within Java
     */
    public static List<Part> split(String cell, MagicCode magics) {
        CellSplitter splitter = new CellSplitter(cell, magics);
        int start = splitter.scanner.skipBlank();
        while (start < cell.length()) {
            splitter.part(start);
            start = splitter.scanner.skipBlank();
        }
        int comment = splitter.scanner.openComment();
        if (comment >= 0) {
            splitter.parts.add(new Part(PartKind.OPEN_COMMENT, cell.substring(comment), comment, at -> at));
        }
        return splitter.parts;
    }

    private void part(int start) {
        if (isMagic(start)) {
            line(start, start + 1);
        } else if (isCommand(start) || (source.charAt(start) == '?' && isMagic(start + 1))) {
            line(start, start);
        } else if (isQuestion(start)) {
            int end = scanner.endOfLine(start);
            String name = source.substring(start, end).replace("?", "").strip();
            parts.add(new Part(PartKind.LINE_MAGIC, "pinfo " + name, start, at -> at));
            scanner.seek(end);
        } else {
            snippet(start);
        }
    }

    private void line(int start, int from) {
        int end = scanner.endOfLine(start);
        parts.add(new Part(PartKind.LINE_MAGIC, source.substring(from, end).strip(), start, at -> at));
        scanner.seek(end);
    }

    // no snippet of Java begins with a slash that a letter follows
    private boolean isCommand(int index) {
        return index + 1 < source.length()
                && source.charAt(index) == '/'
                && Character.isLetter(source.charAt(index + 1))
                && startsLine(index);
    }

    // a condition whose question mark ends its line goes on in the next
    private boolean isQuestion(int index) {
        return QUESTION.matcher(source).region(index, scanner.endOfLine(index)).matches()
                && source.substring(scanner.endOfLine(index)).isBlank()
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
        List<Rewritten> magicCalls = new ArrayList<>();
        int end = start;
        Optional<Token> next = scanner.next();
        while (next.isPresent()) {
            Token token = next.get();
            end = token.end();
            if (shape.closesWith(token) && !shape.continuesWith(following())) {
                add(start, end, magicCalls, "", shape);
                return;
            }
            int magic = magicAfter(token, shape);
            while (magic >= 0) {
                int line = scanner.endOfLine(magic);
                magicCalls.add(new Rewritten(magic, line, code(token, magic + 1, line)));
                end = line;
                scanner.seek(line);
                token = new Token(JavaScanner.Kind.SYMBOL, ";", line, line);
                if (shape.closesWith(token)) {
                    add(start, end, magicCalls, "", shape);
                    return;
                }
                magic = magicAfter(token, shape);
            }
            next = scanner.next();
        }
        add(start, end, magicCalls, ";", shape);
    }

    private record Rewritten(int start, int end, String code) {}

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

    private String code(Token before, int from, int to) {
        String line = source.substring(from, to).strip();
        String call = line.endsWith(";") ? line.substring(0, line.length() - 1) : line;
        return (before.is("=") ? magics.expression(call) : magics.statement(call)) + ";";
    }

    private void add(int start, int end, List<Rewritten> magicCalls, String close, SnippetShape shape) {
        if (shape.isEmpty()) {
            return;
        }
        Edits edits = new Edits(source.substring(start, end));
        magicCalls.forEach(call -> edits.replace(call.start - start, call.end - start, call.code));
        parts.add(new Part(PartKind.JAVA, edits.text() + close, start, edits::original));
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
