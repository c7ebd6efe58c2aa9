package dev.interlace.jupyter.engine;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The packages, classes and variables that cells can name. */
final class ShellNames {
    private final ShellEngine engine;
    private final CellLoader loader;
    private final CellImports imports;
    private final LibrarySources sources = new LibrarySources();

    ShellNames(ShellEngine engine, CellLoader loader, CellImports imports) {
        this.engine = engine;
        this.loader = loader;
        this.imports = imports;
    }

    /** The roots of the sources that the class path brings. */
    List<Path> sourceRoots() {
        return engine.ask(s ->
                engine.compilerFiles().map(files -> sources.of(files.entries())).orElse(List.of()));
    }

    /** Full names of the public classes that are called {@code simpleName}, the platform's first. */
    List<String> classesNamed(String simpleName) {
        return engine.ask(s -> {
            List<String> names = new ArrayList<>(PlatformClasses.named(simpleName));
            engine.compilerFiles()
                    .ifPresent(files -> files.named(simpleName).stream()
                            .filter(this::isPublic)
                            .forEach(names::add));
            return names.stream().distinct().toList();
        });
    }

    /** What may stand behind {@code start}, a package with its point or nothing, to name a package. */
    List<String> packagesIn(String start, String prefix) {
        return names(names -> names.packagesIn(start, prefix));
    }

    /** Simple names of the public classes of a package that begin with {@code prefix}. */
    List<String> classesIn(String packageName, String prefix) {
        return names(names -> names.in(packageName, prefix));
    }

    /** Full names of public classes whose simple name begins with {@code prefix}, the platform's first. */
    List<String> classesBeginning(String prefix, int most) {
        return names(names -> names.beginning(prefix, most)).stream()
                .limit(most)
                .toList();
    }

    /** The packages, each with a star, and classes whose names cells may use where nothing else has them. */
    List<String> offered() {
        return imports.names();
    }

    /** Whether the simple name of the class {@code fullName} means it though nothing imports it yet. */
    boolean isOffered(String fullName) {
        return engine.ask(s -> imports.means(fullName));
    }

    private List<String> names(Function<TypeNames, List<String>> question) {
        return engine.ask(s -> {
            Set<String> found = new LinkedHashSet<>(question.apply(PlatformClasses.names()));
            engine.compilerFiles().ifPresent(files -> found.addAll(question.apply(files.names())));
            return List.copyOf(found);
        });
    }

    /** Whether a cell has declared a variable of that name. */
    boolean isVariable(String name) {
        return engine.ask(s ->
                s.variables().anyMatch(v -> v.name().equals(name) && s.status(v).isActive()));
    }

    private boolean isPublic(String className) {
        return classNamed(className)
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .isPresent();
    }

    /** The class of that full name that cells can see; it is not initialised. */
    Optional<Class<?>> classNamed(String fullName) {
        try {
            return Optional.of(Class.forName(fullName, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The class that {@code name} means in a cell: one of a cell, an imported one, or one by its full name. */
    Optional<Class<?>> classMeant(String name) {
        return engine.ask(s -> loader.declared(name)
                .or(() -> s.imports()
                        .filter(one -> !one.isStatic())
                        .map(one -> one.fullname().endsWith(".*")
                                ? one.fullname().substring(0, one.fullname().length() - 1) + name
                                : one.name().equals(name) ? one.fullname() : "")
                        .filter(full -> !full.isEmpty())
                        .flatMap(full -> classNamed(full).stream())
                        .findFirst())
                .or(() -> classNamed("java.lang." + name))
                .or(() -> classNamed(name)));
    }
}
