package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CellErrors.Origin;
import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ImportSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** Says how a cell that does not compile may be mended: what to import, which name was meant, which sign is missing. */
final class Hints {
    private static final int MOST = 3;
    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(class|variable|method)\\s+(\\w+)");
    private static final Pattern LOCATION =
            Pattern.compile("location:\\s+(?:(?:class|interface|record|enum)|variable \\w+ of type)\\s+([\\w.$]+)");

    private final ShellEngine engine;
    private final Supplier<List<String>> pastInputs;

    /** Hints for the cells of {@code engine}, whose user has typed {@code pastInputs} before. */
    Hints(ShellEngine engine, Supplier<List<String>> pastInputs) {
        this.engine = engine;
        this.pastInputs = pastInputs;
    }

    /**
     * What may be done about {@code diagnostics} of {@code source}, which stands at {@code origin}; at most a few
     * lines.
     */
    List<String> about(Origin origin, String source, List<Diag> diagnostics) {
        Set<String> hints = new LinkedHashSet<>();
        for (Diag diagnostic : diagnostics) {
            if (diagnostic.isError()) {
                about(origin, source, diagnostic).ifPresent(hints::add);
            }
        }
        return hints.stream().limit(MOST).toList();
    }

    private Optional<String> about(Origin origin, String source, Diag diagnostic) {
        String code = String.valueOf(diagnostic.getCode());
        int index = (int) Math.max(0, Math.min(diagnostic.getPosition(), source.length()));
        if (code.contains("cant.resolve")) {
            return unresolved(source, diagnostic.getMessage(Locale.ROOT));
        }
        if (code.contains("unclosed")) {
            String quote = code.endsWith("char.lit") ? "'" : code.contains("text.block") ? "\"\"\"" : "\"";
            return Optional.of("the text that begins in line " + line(origin, index) + " has no closing " + quote);
        }
        boolean syntax = code.contains("err.expected") || code.contains("premature") || code.contains("illegal.start");
        return syntax ? sign(origin, source, index, diagnostic.getMessage(Locale.ROOT)) : Optional.empty();
    }

    private static int line(Origin origin, int index) {
        return origin.lineOf(origin.index(index));
    }

    private static Optional<String> sign(Origin origin, String source, int index, String message) {
        Optional<Brackets.Lonely> lonely = Brackets.lonely(source);
        if (lonely.isPresent()) {
            Brackets.Lonely bracket = lonely.get();
            String which = "the " + bracket.bracket() + " in line " + line(origin, bracket.index());
            return Optional.of(
                    bracket.opens()
                            ? which + " is never closed: add " + bracket.partner()
                            : which + " closes nothing: remove it, or add " + bracket.partner() + " before it");
        }
        return message.startsWith("';' expected")
                ? Optional.of("a ; is missing in line " + line(origin, index) + ", where the ^ is")
                : Optional.empty();
    }

    private Optional<String> unresolved(String source, String message) {
        Matcher symbol = SYMBOL.matcher(message);
        if (!symbol.find()) {
            return Optional.empty();
        }
        String kind = symbol.group(1);
        String name = symbol.group(2);
        Matcher location = LOCATION.matcher(message);
        Optional<Class<?>> receiver = location.find()
                ? engine.names()
                        .classNamed(location.group(1))
                        .filter(type -> !type.getName().startsWith("REPL"))
                : Optional.empty();
        if (receiver.isPresent()) {
            return meant(name, members(receiver.get(), kind));
        }
        return unknown(kind, name, source);
    }

    /** What to do about something that {@code source} names but no code declares: its kind and its name. */
    Optional<String> aboutDependency(String dependency, String source) {
        String[] words = dependency.split("[ (]", -1);
        return words.length < 2 ? Optional.empty() : unknown(words[0], words[1], source);
    }

    private Optional<String> unknown(String kind, String name, String source) {
        Optional<String> declared = unusable(name).or(() -> PastCells.declaring(name, pastInputs.get()));
        if (declared.isPresent()) {
            return declared;
        }
        boolean type = kind.equals("class") || (kind.equals("variable") && Character.isUpperCase(name.charAt(0)));
        return type ? missingClass(name).or(() -> meant(name, types())) : meant(name, names(kind, name, source));
    }

    // declared, but with types in its signature that are not
    private Optional<String> unusable(String name) {
        return engine.ask(shell -> shell.snippets()
                .filter(snippet -> snippet instanceof DeclarationSnippet one
                        && one.name().equals(name)
                        && shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .map(snippet -> {
                    String missing = shell.unresolvedDependencies((DeclarationSnippet) snippet)
                            .collect(Collectors.joining(", "));
                    String what = snippet.kind() == Snippet.Kind.METHOD ? "method " : "";
                    return what + name + " is declared, but cannot be used until this is declared: " + missing;
                })
                .findFirst());
    }

    /** What to do about a class of that simple name that is not imported. */
    Optional<String> missingClass(String name) {
        List<String> found = engine.names().classesNamed(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String first = found.get(0);
        String others = found.stream().skip(1).limit(MOST).map(Hints::packageOf).collect(Collectors.joining(", "));
        return Optional.of("class " + name + " is in package " + packageOf(first) + ": import " + first + ";"
                + (others.isEmpty() ? "" : " (there are others in " + others + ")"));
    }

    private static String packageOf(String fullName) {
        return fullName.substring(0, Math.max(0, fullName.lastIndexOf('.')));
    }

    private static Optional<String> meant(String name, Set<String> known) {
        known.remove(name);
        return NearName.slip(name, known).map(near -> "did you mean " + near + "?");
    }

    private static Set<String> members(Class<?> type, String kind) {
        return (kind.equals("method")
                        ? Stream.of(type.getMethods()).map(Method::getName)
                        : Stream.of(type.getFields()).map(Field::getName))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> types() {
        Set<String> names = new LinkedHashSet<>(PlatformClasses.in("java.lang"));
        List<String> packages = engine.ask(shell -> {
            shell.types().map(TypeDeclSnippet::name).forEach(names::add);
            return shell.imports()
                    .filter(one -> !one.isStatic() && one.fullname().endsWith(".*"))
                    .map(ImportSnippet::fullname)
                    .map(Hints::packageOf)
                    .toList();
        });
        packages.forEach(one -> names.addAll(PlatformClasses.in(one)));
        engine.names().offered().stream()
                .filter(one -> one.startsWith("java."))
                .forEach(one -> names.addAll(PlatformClasses.in(packageOf(one))));
        return names;
    }

    // the notebook's own, and the words of the snippet: local variables and parameters are among them
    private Set<String> names(String kind, String wanted, String source) {
        boolean method = kind.equals("method");
        Set<String> names = new LinkedHashSet<>(engine.ask(shell -> (method
                        ? shell.methods().map(MethodSnippet::name)
                        : shell.variables().map(VarSnippet::name))
                .toList()));
        List<Token> tokens = JavaScanner.tokens(source);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
            if (token.kind() == Kind.WORD && called == method && !token.text().equals(wanted)) {
                names.add(token.text());
            }
        }
        if (method) {
            names.addAll(members(dev.interlace.jupyter.Notebook.class, kind));
        }
        names.removeAll(CodeAnalysis.KEYWORDS);
        return names;
    }
}
