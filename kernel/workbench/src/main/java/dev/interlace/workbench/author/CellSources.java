package dev.interlace.workbench.author;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.NotebookSession.Declaration;
import dev.interlace.jupyter.NotebookSession.TypeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What cells have declared, as files of a project: a class becomes a compilation unit with the imports that its text
 * needs.
 *
 * @param types the texts of the types, by name
 * @param imports the import declarations that count, in order
 * @param others the names of the methods and variables, which no project can take along
 * @param loader finds what the imports on demand name
 */
record CellSources(Map<String, String> types, List<String> imports, Set<String> others, ClassLoader loader) {
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])*'|//[^\\n]*|/\\*[\\s\\S]*?\\*/");
    private static final Pattern WORD = Pattern.compile("(?<![\\w$.])[A-Za-z_$][\\w$]*");
    private static final Pattern IMPORT =
            Pattern.compile("import\\s+(static\\s+)?([\\w.$]+(?:\\.\\*)?)\\s*;.*", Pattern.DOTALL);
    private static final List<String> NOT_SEEN =
            List.of("dev.interlace.workbench.", "dev.interlace.jupyter.", "dev.interlace.app.", "tech.tablesaw.");

    /** What the cells of a session have declared. */
    static CellSources of(NotebookSession session) {
        Map<String, String> types = new LinkedHashMap<>();
        for (TypeSource type : session.types()) {
            types.put(type.name(), type.source());
        }
        List<Declaration> declared = session.declarations();
        return new CellSources(
                types,
                declared.stream()
                        .filter(one -> one.kind() == Declaration.Kind.IMPORT)
                        .map(Declaration::text)
                        .toList(),
                declared.stream()
                        .filter(one -> one.kind() == Declaration.Kind.METHOD || one.kind() == Declaration.Kind.VARIABLE)
                        .map(Declaration::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                session.classLoader());
    }

    /** A type and those of the cells that its text names, and so on, itself first. */
    Set<String> needed(String type) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (all.add(next)) {
                words(types.getOrDefault(next, "")).filter(types::containsKey).forEach(open::add);
            }
        }
        return all;
    }

    /** The methods and variables of cells that the text of a type may mean. */
    Set<String> left(String type) {
        return words(types.getOrDefault(type, ""))
                .filter(others::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The compilation unit of a type. */
    String unit(String type, String packageName) {
        String source = types.getOrDefault(type, "");
        Set<String> needed = new TreeSet<>();
        words(source)
                .filter(word -> Character.isUpperCase(word.charAt(0)) && !types.containsKey(word))
                .distinct()
                .forEach(word -> resolved(word).ifPresent(needed::add));
        needed.stream().filter(name -> !isSeen(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(type + " uses " + name
                    + ", which a plugin does not see: it sees dev.interlace.spi, dev.interlace.learn and ND4J");
        });
        String named = needed.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
        String statics = imports.stream()
                .map(IMPORT::matcher)
                .filter(one -> one.matches() && one.group(1) != null)
                .filter(one -> isSeen(one.group(2)))
                .map(one -> "import static " + one.group(2) + ";\n")
                .distinct()
                .collect(Collectors.joining());
        String head = statics + (statics.isEmpty() || named.isEmpty() ? "" : "\n") + named;
        return "package " + packageName + ";\n\n" + head + (head.isEmpty() ? "" : "\n")
                + visible(type, source).strip() + "\n";
    }

    /** Whether a project sees a class of that name, or what it has. */
    private static boolean isSeen(String name) {
        return NOT_SEEN.stream().noneMatch(name::startsWith);
    }

    // what the kernel offers counts only where nothing else has the name
    private Optional<String> resolved(String name) {
        return Stream.of(false, true)
                .flatMap(offered ->
                        resolved(
                                name,
                                imports.stream()
                                        .filter(one -> one.contains("//") == offered)
                                        .toList())
                                .stream())
                .findFirst()
                .filter(full -> !full.equals("java.lang." + name));
    }

    private Optional<String> resolved(String name, List<String> some) {
        List<String> names = some.stream()
                .map(IMPORT::matcher)
                .filter(one -> one.matches() && one.group(1) == null)
                .map(one -> one.group(2))
                .toList();
        return Stream.concat(
                        names.stream().filter(full -> full.endsWith("." + name)),
                        names.stream()
                                .filter(full -> full.endsWith(".*"))
                                .map(full -> full.substring(0, full.length() - 1) + name)
                                .filter(this::exists))
                .findFirst();
    }

    private boolean exists(String full) {
        int last = full.lastIndexOf('.');
        return isClass(full) || isClass(full.substring(0, last) + "$" + full.substring(last + 1));
    }

    private boolean isClass(String binary) {
        try {
            Class.forName(binary, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The text of a type, made public: other packages look for it. */
    private static String visible(String type, String source) {
        Matcher header = Pattern.compile("((?:\\b(?:public|static|final|abstract|sealed|non-sealed|strictfp)\\s+)*)"
                        + "(class|record|enum|interface)\\s+" + Pattern.quote(type) + "\\b")
                .matcher(code(source));
        if (!header.find() || header.group(1).contains("public")) {
            return source;
        }
        String modifiers = source.substring(header.start(1), header.end(1)).replaceAll("\\bstatic\\s+", "");
        return source.substring(0, header.start(1)) + "public " + modifiers + source.substring(header.end(1));
    }

    private static Stream<String> words(String source) {
        return WORD.matcher(code(source)).results().map(MatchResult::group);
    }

    /** The text with blanks for comments and texts in quotes, so that places stay. */
    private static String code(String source) {
        return NO_CODE.matcher(source).replaceAll(found -> found.group().replaceAll("[^\\n]", " "));
    }
}
