package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;

/**
 * What may be named at a place in code: the members of what stands before a point there, else what cells have declared.
 *
 * <p>Signatures come from the loaded class and not from the compiler, which would take as long for each as for the
 * completion itself; only the type of a longer expression is asked for, once.
 */
final class Members {
    private static final int MOST_OVERLOADS = 12;
    private static final Set<String> OF_OBJECT = names(Object.class);
    private static final Set<String> OF_KERNEL = names(SuggestsTexts.class);

    private final ShellEngine engine;
    private final Optional<String> receiver;
    private final Set<String> own = new HashSet<>();
    private Optional<Class<?>> type = Optional.empty();
    private List<Method> methods = List.of();
    private boolean asked;

    /** What may follow {@code before}. */
    Members(ShellEngine engine, String before) {
        this.engine = engine;
        receiver = receiver(before);
        if (receiver.isEmpty()) {
            engine.ask(shell -> shell.snippets()
                            .filter(snippet -> snippet instanceof PersistentSnippet
                                    && snippet.kind() != Snippet.Kind.IMPORT
                                    && shell.status(snippet).isActive())
                            .map(snippet -> ((PersistentSnippet) snippet).name())
                            .toList())
                    .forEach(own::add);
        }
    }

    private static Set<String> names(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a member is named. */
    boolean isMember() {
        return receiver.isPresent();
    }

    /**
     * Where {@code name} stands among the matches: what a cell has declared first; of members those that every object
     * has last, and before them those that an object has for the kernel's sake.
     */
    int rank(String name) {
        if (receiver.isEmpty()) {
            return own.contains(name) ? 0 : 1;
        }
        return OF_OBJECT.contains(name)
                ? 3
                : OF_KERNEL.contains(name)
                                && type().filter(SuggestsTexts.class::isAssignableFrom)
                                        .isPresent()
                        ? 2
                        : 1;
    }

    /** The signatures of the methods called {@code name}, one a line; empty where they are not known. */
    String signatures(String name) {
        Stream<String> found = receiver.isPresent()
                ? methods().stream()
                        .filter(method -> method.getName().equals(name) && !method.isBridge())
                        .map(this::signature)
                : declared(name).stream();
        return found.distinct().sorted().limit(MOST_OVERLOADS).collect(Collectors.joining("\n"));
    }

    private String signature(Method method) {
        return method.getName() + "("
                + ParameterNames.of(method.getDeclaringClass()).parameters(method) + ")";
    }

    private List<String> declared(String name) {
        return engine.ask(shell -> shell.methods()
                .filter(method ->
                        method.name().equals(name) && shell.status(method).isActive())
                .map(Members::heading)
                .toList());
    }

    // from the name to the bracket that closes its parameters
    private static String heading(MethodSnippet method) {
        String source = method.source();
        int start = source.indexOf(method.name() + "(");
        int end = source.indexOf(')', Math.max(0, start));
        return start < 0 || end < 0
                ? method.name() + "(" + method.parameterTypes() + ")"
                : source.substring(start, end + 1);
    }

    private List<Method> methods() {
        if (methods.isEmpty()) {
            methods = type().map(known -> List.of(known.getMethods())).orElse(List.of());
        }
        return methods;
    }

    private Optional<Class<?>> type() {
        if (!asked) {
            type = receiver.flatMap(this::typeOf);
            asked = true;
        }
        return type;
    }

    private Optional<Class<?>> typeOf(String expression) {
        if (expression.startsWith("\"")) {
            return Optional.of(String.class);
        }
        boolean word = expression.chars().allMatch(Character::isJavaIdentifierPart);
        Optional<String> variable = word
                ? engine.ask(shell -> shell.variables()
                        .filter(one -> one.name().equals(expression)
                                && shell.status(one).isActive())
                        .map(one -> one.typeName())
                        .findFirst())
                : Optional.empty();
        if (variable.isPresent()) {
            return variable.flatMap(this::named);
        }
        if (word && Character.isUpperCase(expression.charAt(0))) {
            return engine.names().classMeant(expression);
        }
        return Optional.ofNullable(engine.analyse(analysis -> analysis.analyzeType(expression, expression.length())))
                .flatMap(this::named);
    }

    private Optional<Class<?>> named(String typeName) {
        int generic = typeName.indexOf('<');
        return engine.names().classMeant(generic < 0 ? typeName : typeName.substring(0, generic));
    }

    /** The expression before the point that {@code before} ends with. */
    static Optional<String> receiver(String before) {
        List<Token> tokens = JavaScanner.tokens(before);
        int dot = tokens.size() - 1;
        if (dot < 1 || !tokens.get(dot).is(".")) {
            return Optional.empty();
        }
        int first = dot;
        while (first > 0 && tokens.get(first).is(".")) {
            int start = operand(tokens, first - 1);
            if (start < 0) {
                return Optional.empty();
            }
            first = start - (start > 0 && tokens.get(start - 1).is(".") ? 1 : 0);
        }
        if (first > 0 && tokens.get(first - 1).is("new")) {
            first--;
        }
        return Optional.of(
                before.substring(tokens.get(first).start(), tokens.get(dot - 1).end()));
    }

    // index of the first token of the name, literal, call or element that ends at {@code last}; negative where it is
    // none
    private static int operand(List<Token> tokens, int last) {
        int at = last;
        Deque<String> closing = new ArrayDeque<>();
        while (at >= 0) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.SYMBOL && ")]>".contains(token.text())) {
                closing.push(token.text());
            } else if (token.kind() == Kind.SYMBOL && "([<".contains(token.text())) {
                if (closing.isEmpty()) {
                    return -1;
                }
                closing.pop();
            } else if (closing.isEmpty()) {
                return token.kind() == Kind.SYMBOL || CodeAnalysis.KEYWORDS.contains(token.text())
                        ? bracketed(token, at, last)
                        : at;
            }
            at--;
        }
        return closing.isEmpty() && last > 0 ? 0 : -1;
    }

    private static int bracketed(Token token, int at, int last) {
        return token.is("this") || token.is("super") ? at : at < last ? at + 1 : -1;
    }
}
