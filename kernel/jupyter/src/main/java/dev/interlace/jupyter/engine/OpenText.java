package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.OpenCall.Place;
import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.SourceVersion;

/**
 * A text literal that is being typed, with the call that it is for.
 *
 * @param start index of the first character behind its quote
 * @param text what stands there so far
 * @param use the call that it is an argument of; empty where it is none on a variable
 */
public record OpenText(int start, String text, Optional<Use> use) {
    private static final Set<String> LISTS = Set.of("List", "Set", "Arrays", "Stream");

    /**
     * What a text is used for.
     *
     * @param variable the name that the expression begins with
     * @param before the complete calls on it, in order
     * @param open the call that the text is for
     */
    public record Use(String variable, List<Call> before, OpenCall open) {}

    /**
     * The open literal that {@code code} ends with; empty where it ends with none.
     *
     * @param values the value of a variable by its name
     */
    public static Optional<OpenText> at(String code, Function<String, Optional<Object>> values) {
        List<Token> tokens = JavaScanner.tokens(code);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        Token last = tokens.get(tokens.size() - 1);
        if (!isText(last) || last.end() != code.length() || isClosed(last)) {
            return Optional.empty();
        }
        Optional<Use> use = new Reader(tokens, values).use(tokens.size() - 1);
        return Optional.of(new OpenText(last.start() + 1, last.text().substring(1), use));
    }

    /** The literal around {@code cursor}, whole, as one that is being typed; empty where there is none. */
    public static Optional<OpenText> around(String code, int cursor, Function<String, Optional<Object>> values) {
        return JavaScanner.tokens(code).stream()
                .filter(token -> isText(token) && isClosed(token) && token.start() < cursor && cursor <= token.end())
                .findFirst()
                .flatMap(token -> at(code.substring(0, token.end() - 1), values));
    }

    private static boolean isText(Token token) {
        return token.kind() == Kind.LITERAL
                && token.text().startsWith("\"")
                && !token.text().startsWith("\"\"\"");
    }

    private static boolean isClosed(Token token) {
        int slashes = 0;
        for (int i = token.text().length() - 2; i > 0 && token.text().charAt(i) == '\\'; i--) {
            slashes++;
        }
        return token.text().length() > 1 && token.text().endsWith("\"") && slashes % 2 == 0;
    }

    /** Reads the tokens before a literal from right to left. */
    private record Reader(List<Token> tokens, Function<String, Optional<Object>> values) {
        Optional<Use> use(int literal) {
            return use(literal, new Place.Text());
        }

        /** The use of what begins at token {@code index} and has the text at {@code place}. */
        private Optional<Use> use(int index, Place place) {
            int opener = opener(index);
            if (opener < 0) {
                return Optional.empty();
            }
            if (tokens.get(opener).is("{")) {
                int array = opener - 1;
                while (array >= 0 && !tokens.get(array).is("new")) {
                    array = "[].".contains(tokens.get(array).text()) || isName(array) ? array - 1 : -1;
                }
                return array < 0 ? Optional.empty() : use(array, place);
            }
            if (!tokens.get(opener).is("(") || opener == 0 || !isName(opener - 1)) {
                return Optional.empty();
            }
            String method = tokens.get(opener - 1).text();
            String owner = owner(opener - 1);
            List<List<Token>> before = arguments(opener, index);
            if (owner.equals("Map") && Set.of("of", "entry", "ofEntries").contains(method)) {
                return inMap(method, opener, before, place);
            }
            if (LISTS.contains(owner) && Set.of("of", "asList").contains(method)) {
                return use(beginning(opener - 1), place);
            }
            return call(opener, new OpenCall(new Call(method, known(before)), place));
        }

        private Optional<Use> inMap(String method, int opener, List<List<Token>> before, Place place) {
            int map = beginning(opener - 1);
            if (method.equals("ofEntries")) {
                return use(map, place instanceof Place.Key ? new Place.Key(keysOfEntries(before)) : place);
            }
            int index = before.size();
            boolean key = method.equals("of") ? index % 2 == 0 : index == 0;
            if (key) {
                List<String> others = new ArrayList<>();
                for (int i = 0; i < index; i += 2) {
                    text(before.get(i)).ifPresent(others::add);
                }
                return use(map, new Place.Key(others));
            }
            return text(before.get(index - 1)).flatMap(known -> use(map, new Place.Value(known)));
        }

        // Map.entry("key", …) before this one
        private static List<String> keysOfEntries(List<List<Token>> entries) {
            List<String> keys = new ArrayList<>();
            for (List<Token> entry : entries) {
                entry.stream()
                        .filter(token -> isText(token) && isClosed(token))
                        .findFirst()
                        .ifPresent(token -> keys.add(unquoted(token)));
            }
            return keys;
        }

        private Optional<Use> call(int opener, OpenCall open) {
            List<Call> before = new ArrayList<>();
            int name = opener - 1;
            while (name > 1 && tokens.get(name - 1).is(".")) {
                int last = name - 2;
                if (isName(last)) {
                    Collections.reverse(before);
                    boolean root = last == 0 || !tokens.get(last - 1).is(".");
                    return root ? Optional.of(new Use(tokens.get(last).text(), before, open)) : Optional.empty();
                }
                int opened = tokens.get(last).is(")") ? opener(last) : -1;
                if (opened < 1 || !isName(opened - 1)) {
                    return Optional.empty();
                }
                before.add(new Call(tokens.get(opened - 1).text(), known(arguments(opened, last))));
                name = opened - 1;
            }
            return Optional.empty();
        }

        private boolean isName(int index) {
            Token token = tokens.get(index);
            return token.kind() == Kind.WORD && !SourceVersion.isKeyword(token.text());
        }

        // the bracket that is open before token {@code index}; negative where there is none in this statement
        private int opener(int index) {
            int depth = 0;
            for (int i = index - 1; i >= 0; i--) {
                Token token = tokens.get(i);
                if (token.kind() != Kind.SYMBOL) {
                    continue;
                }
                if (")]}".contains(token.text())) {
                    depth++;
                } else if ("([{".contains(token.text())) {
                    if (depth == 0) {
                        return i;
                    }
                    depth--;
                } else if (depth == 0 && token.is(";")) {
                    return -1;
                }
            }
            return -1;
        }

        /** The arguments between the bracket {@code opener} and token {@code end}; an unfinished last one is none. */
        private List<List<Token>> arguments(int opener, int end) {
            List<List<Token>> all = new ArrayList<>();
            List<Token> current = new ArrayList<>();
            int depth = 0;
            for (int i = opener + 1; i < end; i++) {
                Token token = tokens.get(i);
                boolean symbol = token.kind() == Kind.SYMBOL;
                depth += symbol && "([{".contains(token.text()) ? 1 : symbol && ")]}".contains(token.text()) ? -1 : 0;
                if (depth == 0 && token.is(",")) {
                    all.add(current);
                    current = new ArrayList<>();
                } else {
                    current.add(token);
                }
            }
            if (!current.isEmpty() && tokens.get(end).is(")")) {
                all.add(current);
            }
            return all;
        }

        private List<Optional<Object>> known(List<List<Token>> arguments) {
            return arguments.stream().map(this::value).toList();
        }

        private Optional<Object> value(List<Token> argument) {
            Optional<String> text = text(argument);
            if (text.isPresent()) {
                return text.map(Object.class::cast);
            }
            boolean word = argument.size() == 1 && argument.get(0).kind() == Kind.WORD;
            return word ? values.apply(argument.get(0).text()) : Optional.empty();
        }

        private static Optional<String> text(List<Token> argument) {
            return argument.size() == 1 && isText(argument.get(0)) && isClosed(argument.get(0))
                    ? Optional.of(unquoted(argument.get(0)))
                    : Optional.empty();
        }

        private static String unquoted(Token token) {
            return token.text().substring(1, token.text().length() - 1);
        }

        // the simple name of the type that a static method is called on; empty where it is none
        private String owner(int method) {
            int dot = beforeTypeArguments(method - 1);
            return dot > 0 && tokens.get(dot).is(".") && isName(dot - 1)
                    ? tokens.get(dot - 1).text()
                    : "";
        }

        // the first token of the static call {@code java.util.Map.of} whose method is named at {@code method}
        private int beginning(int method) {
            int at = beforeTypeArguments(method - 1);
            while (at > 0 && tokens.get(at).is(".") && isName(at - 1)) {
                at -= 2;
            }
            return at + 1;
        }

        private int beforeTypeArguments(int index) {
            int at = index;
            if (at >= 0 && tokens.get(at).is(">")) {
                while (at > 0 && !tokens.get(at).is(".")) {
                    at--;
                }
            }
            return at;
        }
    }
}
