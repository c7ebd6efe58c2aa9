package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.engine.CellErrors.Origin;
import dev.interlace.jupyter.engine.ShellEngine.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Snippet.Status;

/**
 * Evaluates declarations of types, which may change what JShell must be told of others: the subtypes of a sealed type
 * that names none may stand in any cell, before and behind it.
 */
final class TypeDeclarations {
    private static final String NON_SEALED = "non-sealed";
    private static final String REFUSED = "non.sealed.with.no.sealed.supertype";

    private final ShellEngine engine;
    private final Map<String, Sealed> open = new LinkedHashMap<>();
    private final Map<String, Declaration> held = new LinkedHashMap<>();

    /**
     * One declaration of a type.
     *
     * @param source its text
     * @param header what stands before its body
     * @param origin where it stands
     */
    record Declaration(String source, TypeHeader header, Origin origin) {}

    /** A sealed type that names no subtypes, with those that it was last evaluated with. */
    private record Sealed(Declaration declaration, List<String> subtypes) {}

    /** What JShell made of a declaration: the one that was asked for, or another that it has broken. */
    record Declared(Evaluation evaluation, Origin origin) {
        boolean isRejected() {
            return evaluation.status() == Status.REJECTED;
        }
    }

    TypeDeclarations(ShellEngine engine) {
        this.engine = engine;
    }

    /** Forgets every type. */
    void clear() {
        open.clear();
        held.clear();
    }

    /** Whether the sealed type {@code name} waits for its first subtype. */
    boolean isWaiting(String name) {
        Sealed above = open.get(name);
        return above != null && above.subtypes.isEmpty();
    }

    /**
     * Evaluates {@code declaration}.
     *
     * @param cellTypes the types that its cell declares
     * @return empty for a sealed type that has no subtype yet
     */
    Optional<Declared> declare(Declaration declaration, List<TypeHeader> cellTypes, Interruption cell) {
        TypeHeader header = declaration.header();
        open.remove(header.name());
        held.remove(header.name());
        Map<String, TypeHeader> types = known(cellTypes);
        types.put(header.name(), header);
        List<Sealed> grown = new ArrayList<>();
        for (Sealed above : List.copyOf(open.values())) {
            String name = above.declaration.header.name();
            if (header.isBelow(name) && !above.subtypes.contains(header.name())) {
                if (above.subtypes.isEmpty()) {
                    Optional<Declared> first = seal(above.declaration, types, cell);
                    if (first.isPresent() && first.get().isRejected()) {
                        return first;
                    }
                } else {
                    grown.add(above);
                }
            }
        }
        Optional<Declared> declared =
                grown.isEmpty() ? plainly(declaration, types, cell) : below(grown, declaration, cell);
        Optional<Declared> broken = fillPlaces(cell);
        return broken.isPresent() ? broken : declared;
    }

    private Optional<Declared> plainly(Declaration declaration, Map<String, TypeHeader> types, Interruption cell) {
        return declaration.header().isOpenlySealed()
                ? seal(declaration, types, cell)
                : Optional.of(evaluate(declaration, new Edits(declaration.source()), cell));
    }

    // the compiler takes neither a new subtype of a sealed type nor the name of one that it does not know: the types
    // above are open for as long as it takes to declare the new one
    private Optional<Declared> below(List<Sealed> grown, Declaration declaration, Interruption cell) {
        grown.forEach(above -> {
            TypeHeader.Modifier word =
                    above.declaration.header.modifier("sealed").orElseThrow();
            evaluate(
                    above.declaration,
                    new Edits(above.declaration.source()).replace(word.start(), word.end(), ""),
                    cell);
        });
        Optional<Declared> declared = plainly(declaration, known(List.of(declaration.header())), cell);
        Map<String, TypeHeader> types = known(List.of());
        for (Sealed above : grown) {
            open.remove(above.declaration.header.name());
            Optional<Declared> again = seal(above.declaration, types, cell);
            if (again.isPresent() && again.get().isRejected()) {
                return again;
            }
        }
        return declared;
    }

    private Map<String, TypeHeader> known(List<TypeHeader> cellTypes) {
        Map<String, TypeHeader> types = new LinkedHashMap<>();
        List<String> sources = engine.ask(shell -> shell.types()
                .filter(type -> shell.status(type).isActive())
                .map(type -> type.source())
                .toList());
        sources.forEach(source -> TypeHeader.of(source).ifPresent(type -> types.put(type.name(), type)));
        cellTypes.forEach(type -> types.put(type.name(), type));
        return types;
    }

    private Optional<Declared> seal(Declaration declaration, Map<String, TypeHeader> types, Interruption cell) {
        TypeHeader header = declaration.header();
        List<String> subtypes = new ArrayList<>(header.ownSubtypes());
        List<String> others = types.values().stream()
                .filter(type -> type.isBelow(header.name()))
                .map(TypeHeader::name)
                .toList();
        subtypes.addAll(others);
        Sealed before = open.put(header.name(), new Sealed(declaration, subtypes));
        if (subtypes.isEmpty() || (before != null && before.subtypes.equals(subtypes))) {
            return Optional.empty();
        }
        Edits edits = new Edits(declaration.source());
        if (!others.isEmpty()) {
            ShellForm.permit(header, subtypes, edits);
        }
        return Optional.of(evaluate(declaration, edits, cell));
    }

    private Declared evaluate(Declaration declaration, Edits edits, Interruption cell) {
        Optional<String> container = ShellForm.container(declaration.source());
        if (container.isPresent() && !isValid(container.get())) {
            ShellForm.leaveRepeatable(declaration.source(), edits);
            held.put(declaration.header().name(), declaration);
        }
        ShellForm.openConstructors(declaration.source(), declaration.header(), edits);
        engine.process(declaration.source(), declaration.header(), edits);
        Declared declared = evaluateAs(declaration, edits, cell);
        Optional<TypeHeader.Modifier> word = declaration.header().modifier(NON_SEALED);
        if (word.isEmpty() || !declared.isRejected() || !isRefused(declared.evaluation())) {
            return declared;
        }
        Edits place = new Edits(declaration.source());
        ShellForm.holdPlace(declaration.source(), declaration.header(), word.get(), place);
        Declared placed = evaluateAs(declaration, place, cell);
        if (placed.isRejected()) {
            return declared;
        }
        held.put(declaration.header().name(), declaration);
        return placed;
    }

    private Declared evaluateAs(Declaration declaration, Edits edits, Interruption cell) {
        Origin origin = declaration.origin().changedBy(edits);
        return new Declared(engine.evaluate(edits.text(), origin, cell), origin);
    }

    private static boolean isRefused(Evaluation evaluation) {
        return evaluation.diagnostics().stream()
                .anyMatch(diagnostic -> String.valueOf(diagnostic.getCode()).contains(REFUSED));
    }

    // once the type above is known the compiler takes the declaration as it was written
    private Optional<Declared> fillPlaces(Interruption cell) {
        for (Map.Entry<String, Declaration> entry : List.copyOf(held.entrySet())) {
            boolean ready = ShellForm.container(entry.getValue().source())
                    .map(this::isValid)
                    .orElse(true);
            if (ready && isValid(entry.getKey())) {
                held.remove(entry.getKey());
                Declared filled =
                        evaluateAs(entry.getValue(), new Edits(entry.getValue().source()), cell);
                if (filled.isRejected()) {
                    return Optional.of(filled);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isValid(String type) {
        return engine.ask(
                shell -> shell.types().anyMatch(one -> one.name().equals(type) && shell.status(one) == Status.VALID));
    }

    /** The headers of the types that {@code sources} declare. */
    static List<TypeHeader> headers(List<String> sources) {
        return sources.stream()
                .flatMap(source -> TypeHeader.of(source).stream())
                .toList();
    }
}
