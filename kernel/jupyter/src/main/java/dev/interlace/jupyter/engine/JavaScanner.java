package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Java source token by token, without a compiler: enough of the language to know where literals, text blocks and
 * comments begin and end.
 */
public final class JavaScanner {
    private final String source;
    private int position;
    private int openComment = -1;

    /** What a token is. */
    public enum Kind {
        WORD,
        NUMBER,
        LITERAL,
        SYMBOL
    }

    /**
     * A token of {@code source[start, end)}.
     *
     * @param kind what it is; a symbol is one character, save the arrow
     * @param text its characters
     * @param start index of its first character
     * @param end index after its last character
     */
    public record Token(Kind kind, String text, int start, int end) {
        boolean is(String expected) {
            return text.equals(expected) && kind != Kind.LITERAL;
        }
    }

    public JavaScanner(String source) {
        this.source = source;
    }

    /** All tokens of {@code source}. */
    static List<Token> tokens(String source) {
        JavaScanner scanner = new JavaScanner(source);
        List<Token> tokens = new ArrayList<>();
        for (Optional<Token> token = scanner.next(); token.isPresent(); token = scanner.next()) {
            tokens.add(token.get());
        }
        return tokens;
    }

    /** Goes on reading at {@code index}. */
    void seek(int index) {
        position = index;
    }

    /** Index after the white space and comments that follow the last token. */
    int skipBlank() {
        while (position < source.length()) {
            char c = source.charAt(position);
            if (Character.isWhitespace(c)) {
                position++;
            } else if (source.startsWith("//", position)) {
                position = endOfLine(position);
            } else if (source.startsWith("/*", position)) {
                int end = source.indexOf("*/", position + 2);
                openComment = end < 0 ? position : openComment;
                position = end < 0 ? source.length() : end + 2;
            } else {
                break;
            }
        }
        return position;
    }

    /** Index of a comment that has been met and never ends; -1 where there is none. */
    int openComment() {
        return openComment;
    }

    /** Index of the line break that ends the line of {@code index}, or the source's length. */
    int endOfLine(int index) {
        int end = source.indexOf('\n', index);
        return end < 0 ? source.length() : end;
    }

    /** The next token; empty at the end of the source. */
    public Optional<Token> next() {
        int start = skipBlank();
        if (start >= source.length()) {
            return Optional.empty();
        }
        char c = source.charAt(start);
        Kind kind;
        if (Character.isJavaIdentifierStart(source.codePointAt(start))) {
            kind = Kind.WORD;
            word();
        } else if (c >= '0' && c <= '9') {
            kind = Kind.NUMBER;
            number();
        } else if (c == '"' || c == '\'') {
            kind = Kind.LITERAL;
            literal(c);
        } else {
            kind = Kind.SYMBOL;
            position += source.startsWith("->", start) ? 2 : Character.charCount(source.codePointAt(start));
        }
        return Optional.of(new Token(kind, source.substring(start, position), start, position));
    }

    private void word() {
        while (position < source.length() && Character.isJavaIdentifierPart(source.codePointAt(position))) {
            position += Character.charCount(source.codePointAt(position));
        }
    }

    // digits, letters (hex, suffixes), underscores, and a point that a digit follows
    private void number() {
        while (position < source.length()) {
            char c = source.charAt(position);
            boolean point = c == '.' && position + 1 < source.length() && isDigit(source.charAt(position + 1));
            boolean sign = (c == '+' || c == '-') && isExponent(source.charAt(position - 1)) && !isHex();
            if (!(Character.isLetterOrDigit(c) || c == '_' || point || sign)) {
                return;
            }
            position++;
        }
    }

    private boolean isHex() {
        int start = position;
        while (start > 0 && Character.isLetterOrDigit(source.charAt(start - 1))) {
            start--;
        }
        return source.startsWith("0x", start) || source.startsWith("0X", start);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isExponent(char c) {
        return c == 'e' || c == 'E';
    }

    // an ordinary literal ends at its line's end even where its quote is missing
    private void literal(char quote) {
        boolean block = source.startsWith("\"\"\"", position);
        position += block ? 3 : 1;
        while (position < source.length()) {
            char c = source.charAt(position);
            if (c == '\\') {
                position = Math.min(position + 2, source.length());
            } else if (block && source.startsWith("\"\"\"", position)) {
                position += 3;
                return;
            } else if (!block && c == '\n') {
                return;
            } else {
                position++;
                if (!block && c == quote) {
                    return;
                }
            }
        }
    }
}
