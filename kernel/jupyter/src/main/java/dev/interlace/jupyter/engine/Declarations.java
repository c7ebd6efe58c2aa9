package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.NotebookSession.Declaration;
import dev.interlace.jupyter.NotebookSession.Declaration.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What a JShell holds, in words. */
final class Declarations {
    private Declarations() {}

    /** Everything that is usable in {@code shell}, in order of declaration. */
    static List<Declaration> of(JShell shell) {
        return active(shell).flatMap(snippet -> described(snippet).stream()).toList();
    }

    /** Forgets what is called {@code name}; false where nothing is. */
    static boolean drop(JShell shell, String name) {
        List<Snippet> named = active(shell)
                .filter(snippet -> snippet instanceof DeclarationSnippet declaration
                        && declaration.name().equals(name))
                .toList();
        named.forEach(shell::drop);
        return !named.isEmpty();
    }

    private static Stream<Snippet> active(JShell shell) {
        return shell.snippets()
                .filter(snippet ->
                        shell.status(snippet).isActive() && snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
    }

    private static Optional<Declaration> described(Snippet snippet) {
        if (snippet instanceof VarSnippet variable) {
            return Optional.of(new Declaration(
                    Kind.VARIABLE, variable.name(), Texts.plain(variable.typeName() + " " + variable.name())));
        }
        if (snippet instanceof MethodSnippet method) {
            String returns = method.signature().replaceAll(".*\\)", "");
            return Optional.of(new Declaration(
                    Kind.METHOD, method.name(), returns + " " + method.name() + "(" + method.parameterTypes() + ")"));
        }
        if (snippet instanceof TypeDeclSnippet type) {
            String word = type.subKind().name().replaceAll("_.*", "").toLowerCase(Locale.ROOT);
            return Optional.of(new Declaration(Kind.TYPE, type.name(), word + " " + type.name()));
        }
        if (snippet instanceof ImportSnippet one) {
            return Optional.of(
                    new Declaration(Kind.IMPORT, one.name(), one.source().strip()));
        }
        return Optional.empty();
    }
}
