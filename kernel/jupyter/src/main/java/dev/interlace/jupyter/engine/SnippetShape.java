package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** What has been read of one snippet: how deep its brackets stand, and whether a brace that closes also ends it. */
final class SnippetShape {
    private static final Set<String> TYPES = Set.of("class", "interface", "enum");
    private static final Set<String> CONTROLS = Set.of("if", "for", "while", "try", "switch", "synchronized", "do");
    private static final Set<String> BEFORE_BLOCK = Set.of(")", "else", "do", "try", "finally", ":", "");
    private static final Set<String> MODIFIERS = Set.of(
            "public", "protected", "private", "static", "final", "abstract", "strictfp", "sealed", "non", "default");

    private Form form = Form.UNKNOWN;
    private String previous = "";
    private String first = "";
    private int words;
    private int depth;
    private int openDos;
    private boolean assigns;
    private boolean creates;
    private boolean throwing;
    private boolean bodyOpen;
    private boolean empty = true;
    private int parentheses; // open ones since the last open brace
    private final Deque<Integer> outside = new ArrayDeque<>();

    private enum Form {
        UNKNOWN,
        TYPE,
        CONTROL,
        OTHER
    }

    /** Takes in the next token; true where the snippet may end with it. */
    boolean closesWith(Token token) {
        String text = token.kind() == Kind.LITERAL ? "\"" : token.text();
        empty = empty && text.equals(";");
        boolean closes = false;
        switch (text) {
            case "(", "[" -> {
                depth++;
                parentheses++;
            }
            case ")", "]" -> {
                depth = Math.max(0, depth - 1);
                parentheses = Math.max(0, parentheses - 1);
            }
            case "{" -> {
                if (depth == 0) {
                    bodyOpen = opensBody();
                }
                depth++;
                outside.push(parentheses);
                parentheses = 0;
            }
            case "}" -> {
                depth = Math.max(0, depth - 1);
                parentheses = outside.isEmpty() ? 0 : outside.pop();
                closes = depth == 0 && bodyOpen;
            }
            case ";" -> closes = depth == 0;
            default -> outermost(token, text);
        }
        previous = text;
        return closes;
    }

    private void outermost(Token token, String text) {
        if (depth > 0) {
            return;
        }
        switch (text) {
            case "=", "->" -> assigns = true;
            case "new" -> creates = true;
            case "throws" -> throwing = true;
            case "do" -> openDos++;
            case "else" -> {
                assigns = false;
                creates = false;
            }
            default -> {}
        }
        if (form == Form.UNKNOWN) {
            classify(token, text);
        }
    }

    // annotations and modifiers come first; then a keyword or, for a record and a label, the second token decides
    private void classify(Token token, String text) {
        boolean annotation = text.equals("@") || (previous.equals("@") && !text.equals("interface"));
        boolean qualified = previous.equals(".") || text.equals(".");
        if (first.isEmpty() && (annotation || MODIFIERS.contains(text) || previous.equals("non") || qualified)) {
            return;
        }
        if (words == 0) {
            first = text;
            words = 1;
            if (TYPES.contains(text)) {
                form = Form.TYPE;
            } else if (CONTROLS.contains(text)) {
                form = Form.CONTROL;
            } else if (token.kind() != Kind.WORD) {
                form = Form.OTHER;
            }
        } else if (text.equals(":")) { // a label
            words = 0;
            first = "";
        } else {
            form = first.equals("record") && token.kind() == Kind.WORD ? Form.TYPE : Form.OTHER;
        }
    }

    private boolean opensBody() {
        return switch (form) {
            case TYPE -> true;
            case CONTROL -> !assigns && !creates && BEFORE_BLOCK.contains(previous);
            case UNKNOWN -> first.isEmpty();
            case OTHER -> !assigns && !creates && (previous.equals(")") || throwing);
        };
    }

    /** Whether the token after one that may end the snippet belongs to it all the same. */
    boolean continuesWith(String following) {
        boolean more = switch (following) {
            case "else", "catch", "finally" -> form == Form.CONTROL;
            case "while" -> openDos > 0;
            default -> false;
        };
        if (more) {
            openDos -= following.equals("while") ? 1 : 0;
            assigns = false;
            creates = false;
        }
        return more;
    }

    /** Whether the last token stands outside all brackets. */
    boolean isOutermost() {
        return depth == 0;
    }

    /** Whether no parenthesis is open, save those around the braces: a statement may stand here. */
    boolean takesStatement() {
        return parentheses == 0;
    }

    /** Whether nothing but semicolons has been read. */
    boolean isEmpty() {
        return empty;
    }
}
