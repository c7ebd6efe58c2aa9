package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.NotebookSession.Declaration;
import dev.interlace.jupyter.engine.JavaScanner.Kind;
import dev.interlace.jupyter.engine.JavaScanner.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Imports by name that a cell's names need, made in JShell when a name is first written and taken back when it need not
 * be.
 */
final class CellImports {
    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record");

    private final JShell shell;
    private final ImportedNames types;
    private final Set<String> atStart;
    private final Map<String, Made> made = new HashMap<>();

    private record Made(String fullName, Snippet snippet) {}

    CellImports(JShell shell, ImportedNames types, Set<String> atStart) {
        this.shell = shell;
        this.types = types;
        this.atStart = atStart;
    }

    /** Makes the imports that the names in {@code code} need; false where nothing has changed. */
    boolean add(String code) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> declared = new HashSet<>();
        collect(code, names, declared);
        if (names.isEmpty()) {
            return false;
        }
        Set<String> byName = new HashSet<>(declared);
        shell.types().filter(type -> shell.status(type).isActive()).forEach(type -> byName.add(type.name()));
        List<ImportSnippet> imports = shell.imports()
                .filter(one -> shell.status(one).isActive() && !one.isStatic())
                .toList();
        imports.stream().filter(one -> !isMade(one)).forEach(one -> byName.add(one.name()));
        List<String> onDemand = onDemand(imports);
        boolean changed = false;
        for (String name : names) {
            Optional<String> wanted = byName.contains(name)
                    ? Optional.empty()
                    : types.need(name, onDemand).fullName();
            changed |= make(name, wanted);
        }
        return changed;
    }

    private List<String> onDemand(List<ImportSnippet> imports) {
        return imports.stream()
                .filter(one -> one.fullname().endsWith("*") && !atStart.contains(one.id()))
                .map(ImportSnippet::fullname)
                .toList();
    }

    /** Whether the simple name of the class {@code fullName} means it without an import in a cell. */
    boolean means(String fullName) {
        List<ImportSnippet> imports = shell.imports()
                .filter(one -> shell.status(one).isActive() && !one.isStatic())
                .toList();
        String name = fullName.substring(fullName.lastIndexOf('.') + 1);
        return types.need(name, onDemand(imports))
                .fullName()
                .filter(fullName::equals)
                .isPresent();
    }

    private boolean isMade(ImportSnippet one) {
        Made known = made.get(one.name());
        return known != null && known.snippet.equals(one);
    }

    // names that stand for themselves, and those that the code declares
    private static void collect(String code, Set<String> names, Set<String> declared) {
        String before = "";
        for (Token token : JavaScanner.tokens(code)) {
            if (token.kind() == Kind.WORD && Character.isUpperCase(token.text().charAt(0))) {
                if (TYPES.contains(before)) {
                    declared.add(token.text());
                    names.add(token.text());
                } else if (!before.equals(".")) {
                    names.add(token.text());
                }
            }
            before = token.text();
        }
    }

    private boolean make(String name, Optional<String> wanted) {
        Made known = made.get(name);
        if (wanted.map(full -> known != null && known.fullName.equals(full)).orElse(known == null)) {
            return false;
        }
        if (known != null) {
            shell.drop(known.snippet);
            made.remove(name);
        }
        wanted.ifPresent(full -> {
            Snippet snippet = shell.eval("import " + full + ";").get(0).snippet();
            made.put(name, new Made(full, snippet));
        });
        return true;
    }

    /** The packages, each with a star, and classes that are imported name by name. */
    List<String> names() {
        return types.offered();
    }

    /** The imports on demand that are made name by name. */
    List<Declaration> offered() {
        return types.offered().stream()
                .map(one -> new Declaration(
                        Declaration.Kind.IMPORT,
                        one.substring(one.lastIndexOf('.') + 1),
                        "import " + one + "; // names that nothing else has"))
                .toList();
    }

    /** Takes in that declarations were dropped. */
    void forget() {
        made.values().removeIf(one -> !shell.status(one.snippet).isActive());
    }

    /** Takes in that there may be classes that were looked for in vain. */
    void classPathChanged() {
        types.classPathChanged();
    }
}
