package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The brackets of a piece of Java, each with its partner. */
final class Brackets {
    private Brackets() {}

    /**
     * A bracket without a partner.
     *
     * @param bracket the bracket
     * @param index where it stands
     */
    record Lonely(String bracket, int index) {
        boolean opens() {
            return "([{".contains(bracket);
        }

        /** The bracket that is missing. */
        String partner() {
            String all = "()[]{}";
            int at = all.indexOf(bracket);
            return all.substring(at ^ 1, (at ^ 1) + 1);
        }
    }

    /** The first bracket of {@code source} that closes nothing, or the last that is left open. */
    static Optional<Lonely> lonely(String source) {
        JavaScanner scanner = new JavaScanner(source);
        Deque<Lonely> open = new ArrayDeque<>();
        Optional<Token> next = scanner.next();
        while (next.isPresent()) {
            Token token = next.get();
            if (token.kind() == Kind.SYMBOL && "()[]{}".contains(token.text())) {
                Lonely bracket = new Lonely(token.text(), token.start());
                if (bracket.opens()) {
                    open.push(bracket);
                } else if (open.isEmpty()) {
                    return Optional.of(bracket);
                } else if (open.peek().partner().equals(bracket.bracket())) {
                    open.pop();
                } else {
                    return Optional.of(open.pop());
                }
            }
            next = scanner.next();
        }
        return Optional.ofNullable(open.peek());
    }
}
