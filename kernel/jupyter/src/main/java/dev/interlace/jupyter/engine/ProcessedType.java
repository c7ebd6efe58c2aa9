package dev.interlace.jupyter.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** A type before and after annotation processors have changed it, and the change in terms of its text. */
final class ProcessedType {
    /** The class that the type stands in while processors see it. */
    static final String OUTER = "$Processed";

    private static final String GENERATED = "SuppressWarnings";

    private final Text text;
    private final CompilationUnitTree unit;
    private final SourcePositions places;
    private final ClassTree type;
    private final IdentityHashMap<Tree, Seen> before = new IdentityHashMap<>();
    private final Set<Integer> modified = new HashSet<>();

    /**
     * The text of a type.
     *
     * @param source what the user wrote
     * @param head what stands before it, in which one brace is open
     */
    record Text(String source, String head) {
        /** What the compiler reads. */
        String whole() {
            return head + source + "\n}";
        }
    }

    /** A class or member as the user wrote it. */
    private record Seen(int start, int end, String text, Set<Modifier> flags) {}

    /** Takes in a type that no processor has seen yet. */
    ProcessedType(Text text, CompilationUnitTree unit, JavacTask task) {
        this.text = text;
        this.unit = unit;
        places = Trees.instance(task).getSourcePositions();
        ClassTree outer = (ClassTree) unit.getTypeDecls().get(0);
        type = outer.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no type was read"));
        see(type);
    }

    private void see(Tree tree) {
        int start = Math.max(0, (int) places.getStartPosition(unit, tree) - text.head.length());
        int end = (int) places.getEndPosition(unit, tree) - text.head.length();
        boolean isClass = tree instanceof ClassTree;
        before.put(tree, new Seen(start, end, isClass ? "" : tree.toString(), flags(tree)));
        if (isClass) {
            ((ClassTree) tree).getMembers().forEach(this::see);
        }
    }

    private static Set<Modifier> flags(Tree tree) {
        ModifiersTree modifiers = modifiers(tree);
        return modifiers == null || modifiers.getFlags().isEmpty()
                ? EnumSet.noneOf(Modifier.class)
                : EnumSet.copyOf(modifiers.getFlags());
    }

    private static @Nullable ModifiersTree modifiers(Tree tree) {
        if (tree instanceof ClassTree one) {
            return one.getModifiers();
        }
        if (tree instanceof MethodTree one) {
            return one.getModifiers();
        }
        return tree instanceof VariableTree one ? one.getModifiers() : null;
    }

    /** Writes what has changed since into {@code edits} of the source. */
    void write(Edits edits) {
        write(type, edits);
    }

    private void write(ClassTree changed, Edits edits) {
        Seen seen = Objects.requireNonNull(before.get(changed), "a class that was there before");
        boolean isPlain = changed.getKind() == Tree.Kind.CLASS;
        if (isPlain) {
            String flags = added(seen, changed);
            if (!flags.isEmpty()) {
                edits.insert(seen.start, flags);
            }
        }
        List<String> more = new ArrayList<>();
        for (Tree member : changed.getMembers()) {
            Seen old = before.get(member);
            if (old == null) {
                if (isGenerated(member)) {
                    more.add(printed(member, changed));
                }
            } else if (member instanceof ClassTree inner) {
                write(inner, edits);
            } else if (isPlain && !member.toString().equals(old.text)) {
                rewrite(member, changed, old, edits);
            }
        }
        if (!more.isEmpty()) {
            String open = changed.getKind() == Tree.Kind.ENUM && !hasSemicolon(changed) ? "; " : " ";
            edits.insert(seen.end - 1, open + String.join(" ", more) + " ");
        }
    }

    private static String added(Seen old, Tree changed) {
        Set<Modifier> flags = flags(changed);
        flags.removeAll(old.flags);
        flags.remove(Modifier.STATIC);
        return flags.stream().map(flag -> flag + " ").collect(Collectors.joining());
    }

    // only modifiers: the member keeps its text and its places
    private void rewrite(Tree member, ClassTree type, Seen old, Edits edits) {
        boolean isField = member instanceof VariableTree;
        String flags = added(old, member);
        if (isField && !flags.isEmpty() && sameValue((VariableTree) member, old)) {
            if (modified.add(old.start)) { // several fields of one declaration share their modifiers
                edits.insert(old.start, flags);
            }
            return;
        }
        long lines = text.source.substring(old.start, old.end).lines().count() - 1;
        edits.replace(old.start, old.end, printed(member, type) + "\n".repeat((int) Math.max(0, lines)));
    }

    private static boolean sameValue(VariableTree field, Seen old) {
        return field.getInitializer() == null
                ? old.text.indexOf('=') < 0
                : old.text.endsWith(field.getInitializer().toString());
    }

    // the compiler adds members as well, which JShell's compiler adds again
    private static boolean isGenerated(Tree member) {
        ModifiersTree modifiers = modifiers(member);
        return modifiers != null
                && modifiers.getAnnotations().stream()
                        .anyMatch(one -> one.getAnnotationType().toString().endsWith(GENERATED));
    }

    private boolean hasSemicolon(ClassTree type) {
        Seen seen = Objects.requireNonNull(before.get(type), "a class that was there before");
        String body = text.source.substring(seen.start, seen.end);
        return JavaScanner.tokens(body).stream().anyMatch(token -> token.is(";"));
    }

    // the compiler's own printer leaves out the name of a constructor and the end of a field
    private static String printed(Tree member, ClassTree type) {
        String text = member.toString()
                .replace(OUTER + ".", "")
                .replace("<init>", type.getSimpleName())
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
        return member instanceof VariableTree ? text + ";" : text;
    }
}
