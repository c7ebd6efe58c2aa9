package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands before the body of a type's declaration, and the types within that body.
 *
 * @param modifiers its words, {@code non-sealed} as one
 * @param keyword class, interface, enum or record; {@code @} for the type of an annotation
 * @param name its simple name
 * @param supertypes names of what it extends and implements, as they are written and without type arguments
 * @param permits whether it names its subtypes itself
 * @param body index in the source of the brace that opens the body
 * @param members the types that are declared directly within the body
 */
record TypeHeader(
        List<Modifier> modifiers,
        String keyword,
        String name,
        List<String> supertypes,
        boolean permits,
        int body,
        List<TypeHeader> members) {
    private static final Set<String> MODIFIERS =
            Set.of("public", "protected", "private", "static", "final", "abstract", "strictfp", "sealed");

    /** A modifier and where it stands in the source. */
    record Modifier(String text, int start, int end) {}

    /** The header of the type that {@code source} declares; empty where it declares none. */
    static Optional<TypeHeader> of(String source) {
        List<Token> tokens = JavaScanner.tokens(source);
        return new Reader(tokens, 0).type();
    }

    /** The modifier of that text. */
    Optional<Modifier> modifier(String text) {
        return modifiers.stream().filter(one -> one.text().equals(text)).findFirst();
    }

    /** Whether its subtypes must be known and nothing says which they are. */
    boolean isOpenlySealed() {
        return modifier("sealed").isPresent() && !permits;
    }

    /** Whether it names {@code type} as what it extends or implements. */
    boolean isBelow(String type) {
        return supertypes.contains(type);
    }

    /** The names of the types within this one that are below it, as a permits clause outside it writes them. */
    List<String> ownSubtypes() {
        List<String> found = new ArrayList<>();
        collect(name, members, found);
        return found;
    }

    private void collect(String outer, List<TypeHeader> types, List<String> found) {
        for (TypeHeader type : types) {
            String path = outer + "." + type.name;
            if (type.isBelow(name)) {
                found.add(path);
            }
            collect(path, type.members, found);
        }
    }

    private static final class Reader {
        private final List<Token> tokens;
        private int at;

        Reader(List<Token> tokens, int at) {
            this.tokens = tokens;
            this.at = at;
        }

        private boolean is(int index, String text) {
            return index >= 0 && index < tokens.size() && tokens.get(index).is(text);
        }

        private boolean isWord(int index) {
            return index < tokens.size() && tokens.get(index).kind() == Kind.WORD;
        }

        Optional<TypeHeader> type() {
            List<Modifier> modifiers = modifiers();
            String keyword = keyword();
            if (keyword.isEmpty() || !isWord(at)) {
                return Optional.empty();
            }
            String name = tokens.get(at).text();
            at++;
            skip("<", ">");
            if (keyword.equals("record")) {
                skip("(", ")");
            }
            List<String> supertypes = new ArrayList<>();
            boolean permits = false;
            boolean below = false;
            while (at < tokens.size() && !is(at, "{")) {
                if (is(at, "extends") || is(at, "implements")) {
                    below = true;
                    at++;
                } else if (is(at, "permits")) {
                    permits = true;
                    below = false;
                    at++;
                } else if (is(at, "<")) {
                    skip("<", ">");
                } else if (is(at, "@")) {
                    annotation();
                } else if (isWord(at)) {
                    String type = qualified();
                    if (below) {
                        supertypes.add(type);
                    }
                } else {
                    at++;
                }
            }
            if (at >= tokens.size()) {
                return Optional.empty();
            }
            int body = tokens.get(at).start();
            return Optional.of(
                    new TypeHeader(List.copyOf(modifiers), keyword, name, supertypes, permits, body, members()));
        }

        private List<Modifier> modifiers() {
            List<Modifier> modifiers = new ArrayList<>();
            while (at < tokens.size()) {
                Token token = tokens.get(at);
                if (token.is("@") && !is(at + 1, "interface")) {
                    annotation();
                } else if (MODIFIERS.contains(token.text())) {
                    modifiers.add(new Modifier(token.text(), token.start(), token.end()));
                    at++;
                } else if (token.is("non") && is(at + 1, "-") && is(at + 2, "sealed")) {
                    modifiers.add(new Modifier(
                            "non-sealed", token.start(), tokens.get(at + 2).end()));
                    at += 3;
                } else {
                    return modifiers;
                }
            }
            return modifiers;
        }

        private String keyword() {
            if (is(at, "@") && is(at + 1, "interface")) {
                at += 2;
                return "@";
            }
            boolean record = is(at, "record") && isWord(at + 1) && (is(at + 2, "(") || is(at + 2, "<"));
            if (is(at, "class") || is(at, "interface") || is(at, "enum") || record) {
                at++;
                return tokens.get(at - 1).text();
            }
            return "";
        }

        private void annotation() {
            at++;
            if (isWord(at)) {
                qualified();
            }
            skip("(", ")");
        }

        private String qualified() {
            StringBuilder name = new StringBuilder(tokens.get(at).text());
            at++;
            while (is(at, ".") && isWord(at + 1)) {
                name.append('.').append(tokens.get(at + 1).text());
                at += 2;
            }
            return name.toString();
        }

        // what stands between a pair of brackets, if they open here
        private void skip(String open, String close) {
            if (!is(at, open)) {
                return;
            }
            int depth = 0;
            while (at < tokens.size()) {
                depth += is(at, open) ? 1 : is(at, close) ? -1 : 0;
                at++;
                if (depth == 0) {
                    return;
                }
            }
        }

        private List<TypeHeader> members() {
            List<TypeHeader> members = new ArrayList<>();
            int depth = 0;
            while (at < tokens.size()) {
                depth += is(at, "{") ? 1 : is(at, "}") ? -1 : 0;
                if (depth == 0) {
                    at++;
                    break;
                }
                boolean declares = depth == 1 && !is(at - 1, ".") && isWord(at);
                Optional<TypeHeader> member = declares ? memberHere() : Optional.empty();
                member.ifPresent(members::add);
                at += member.isPresent() ? 0 : 1;
            }
            return List.copyOf(members);
        }

        private Optional<TypeHeader> memberHere() {
            int start = at;
            Optional<TypeHeader> type = type();
            if (type.isEmpty()) {
                at = start;
            }
            return type;
        }
    }
}
