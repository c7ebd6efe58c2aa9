package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CellSplitter.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Answers questions about code that is being typed; positions are UTF-16 indices. */
public final class CodeAnalysis {
    static final Set<String> KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "non-sealed",
            "null",
            "permits",
            "private",
            "protected",
            "public",
            "record",
            "return",
            "sealed",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "try",
            "var",
            "void",
            "volatile",
            "while",
            "yield");
    private static final String INDENT = "    ";

    private final ShellEngine engine;

    public CodeAnalysis(ShellEngine engine) {
        this.engine = engine;
    }

    /**
     * One way to go on.
     *
     * @param text what replaces the text from the start on
     * @param type what it is: keyword, class, function, field, instance (a variable) or module
     * @param signature of a function, one line for each overload; empty otherwise
     */
    public record Match(String text, String type, String signature) {}

    /**
     * The ways to go on at a position.
     *
     * @param start where the text that a match replaces begins
     * @param matches the best first
     */
    public record Completion(int start, List<Match> matches) {}

    /** What may stand at {@code cursor}. */
    public Completion complete(String code, int cursor) {
        String before = code.substring(0, cursor);
        String word = lastWord(before);
        engine.importNames(before.substring(0, before.length() - word.length()));
        Completion java = java(before);
        Set<String> texts = new HashSet<>();
        java.matches().forEach(match -> texts.add(match.text().strip()));
        Unimported unimported = new Unimported(engine);
        List<Match> matches = new ArrayList<>(java.matches());
        matches.addAll(unimported.beside(texts, before, word));
        Optional<Completion> classes = unimported.classes(texts, before, word);
        if (matches.isEmpty() && classes.isPresent()) {
            return classes.get();
        }
        classes.ifPresent(more -> matches.addAll(more.matches()));
        return new Completion(java.matches().isEmpty() ? cursor - word.length() : java.start(), matches);
    }

    private Completion java(String before) {
        Completion whole = suggestions(before, 0);
        if (!whole.matches().isEmpty()) {
            return whole;
        }
        // declarations and statements mixed in one cell: the part under the cursor alone
        List<Part> parts = CellSplitter.split(before, call -> "null");
        int start = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).start();
        return start == 0 ? whole : suggestions(before.substring(start), start);
    }

    private Completion suggestions(String code, int offset) {
        int[] anchor = new int[] {code.length()};
        List<Suggestion> found =
                engine.analyse(analysis -> analysis.completionSuggestions(code, code.length(), anchor));
        Set<String> texts = new LinkedHashSet<>();
        Set<String> expected = new HashSet<>();
        for (Suggestion suggestion : found) {
            texts.add(suggestion.continuation());
            if (suggestion.matchesType()) {
                expected.add(suggestion.continuation());
            }
        }
        Members members = new Members(engine, code.substring(0, anchor[0]));
        List<Match> matches = texts.stream()
                .sorted(Comparator.<String>comparingInt(text -> expected.contains(text) ? 0 : 1)
                        .thenComparingInt(text -> members.rank(bare(text))))
                .map(text -> match(text, members))
                .toList();
        return new Completion(offset + anchor[0], matches);
    }

    private static String bare(String text) {
        return text.strip().replaceAll("[(.].*", "");
    }

    private static Match match(String text, Members members) {
        String bare = text.strip();
        if (bare.endsWith("(") || bare.endsWith("()")) {
            return new Match(text, "function", members.signatures(bare(text)));
        }
        if (KEYWORDS.contains(bare) && !members.isMember()) {
            return new Match(text, "keyword", "");
        }
        if (bare.endsWith(".")) {
            return new Match(text, "module", "");
        }
        boolean type = !bare.isEmpty()
                && Character.isUpperCase(bare.charAt(0))
                && !bare.equals(bare.toUpperCase(java.util.Locale.ROOT));
        return new Match(text, type ? "class" : members.isMember() ? "field" : "instance", "");
    }

    /** Signatures and documentation of what stands at {@code cursor}; empty where nothing is known. */
    public Optional<String> document(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        if (end > 0 && end == cursor && isCloser(code.charAt(end - 1))) {
            end--;
        }
        String upTo = code.substring(0, end);
        String word = lastWord(upTo);
        engine.importNames(upTo);
        Optional<String> variable = variable(word, upTo);
        List<Documentation> found = documentation(upTo);
        if (found.isEmpty() && !upTo.endsWith("(")) {
            found = documentation(upTo + "(");
        }
        List<String> texts = new ArrayList<>();
        variable.ifPresent(texts::add);
        SourceDocs sources = new SourceDocs(engine);
        for (Documentation one : found) {
            Optional<SourceDocs.Found> source = sources.find(one.signature());
            String doc = source.map(SourceDocs.Found::doc).orElse(one.javadoc());
            String signature = source.map(SourceDocs.Found::signature).orElse(one.signature());
            texts.add(doc == null || doc.isBlank() ? signature : signature + "\n\n" + DocText.plain(doc));
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", texts));
    }

    private List<Documentation> documentation(String upTo) {
        List<Part> parts = CellSplitter.split(upTo, call -> "null");
        int start = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).start();
        String part = upTo.substring(start);
        return engine.analyse(analysis -> analysis.documentation(part, part.length(), true));
    }

    private static boolean isCloser(char c) {
        return c == ')';
    }

    private static String lastWord(String text) {
        int start = text.length();
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start);
    }

    private Optional<String> variable(String word, String upTo) {
        boolean member = upTo.length() > word.length() && upTo.charAt(upTo.length() - word.length() - 1) == '.';
        if (word.isEmpty() || member) {
            return Optional.empty();
        }
        return engine.variables().stream()
                .filter(v -> v.name().equals(word))
                .map(v -> v.type() + " " + v.name()
                        + v.value().map(CodeAnalysis::brief).orElse(" = null"))
                .findFirst();
    }

    // the value's own words, unless they are long or need the user's code to run for long
    private static String brief(Object value) {
        if (value instanceof Number
                || value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Enum) {
            String text = value.toString();
            return " = " + (text.length() > 200 ? text.substring(0, 200) + "…" : text);
        }
        return value instanceof java.util.Collection<?> many
                ? " = " + value.getClass().getSimpleName() + " of " + many.size()
                : " = " + value.getClass().getName();
    }

    /**
     * Whether code can be run as it is.
     *
     * @param status complete, incomplete, invalid or unknown
     * @param indent what the next line begins with, where it is incomplete
     */
    public record Complete(String status, String indent) {}

    /** Whether {@code code} can be run, goes on, or never will be Java. */
    public Complete isComplete(String code) {
        if (code.stripLeading().startsWith("%%")) {
            return new Complete(code.endsWith("\n") ? "complete" : "incomplete", "");
        }
        List<Part> parts = CellSplitter.split(code, call -> "null");
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.kind() == CellSplitter.PartKind.LINE_MAGIC) {
                continue;
            }
            if (part.kind() == CellSplitter.PartKind.OPEN_COMMENT) {
                return new Complete("incomplete", indent(code));
            }
            boolean last = i == parts.size() - 1;
            String source = last ? code.substring(part.start()) : part.text();
            Completeness completeness =
                    engine.analyse(a -> a.analyzeCompletion(source).completeness());
            if (completeness == Completeness.DEFINITELY_INCOMPLETE
                    || completeness == Completeness.CONSIDERED_INCOMPLETE) {
                return new Complete("incomplete", indent(code));
            }
            Syntax.State state = Syntax.of(last ? source : part.text());
            if (state != Syntax.State.COMPLETE) {
                boolean grows = last && state == Syntax.State.INCOMPLETE;
                return grows ? new Complete("incomplete", indent(code)) : new Complete("invalid", "");
            }
        }
        return new Complete("complete", "");
    }

    // the last line's own, and one step more behind an open bracket
    private static String indent(String code) {
        String line = code.substring(code.lastIndexOf('\n', Math.max(0, code.length() - 1)) + 1);
        String own = line.substring(0, line.length() - line.stripLeading().length());
        String text = line.stripTrailing();
        boolean opens = text.endsWith("{") || text.endsWith("(") || text.endsWith("->");
        return opens ? own + INDENT : own;
    }
}
