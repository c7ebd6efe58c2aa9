package dev.interlace.jupyter.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/**
 * Leads lines of the classes that JShell puts around snippets back to lines of the snippets.
 *
 * <p>JShell keeps this to itself. It can be asked only where the process was started with
 * {@code --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED}.
 */
final class SnippetLines {
    private final JShell shell;

    SnippetLines(JShell shell) {
        this.shell = shell;
    }

    /**
     * The lines of one wrapper class.
     *
     * @param id id of its snippet
     * @param lines line of the snippet, the first is 0, for each line of the wrapper; -1 where it has none
     */
    record Wrapped(String id, List<Integer> lines) {
        /** The snippet's line for line {@code number} of the wrapper, the first of which is 1. */
        Optional<Integer> line(int number) {
            return number < 1 || number > lines.size() || lines.get(number - 1) < 0
                    ? Optional.empty()
                    : Optional.of(lines.get(number - 1));
        }
    }

    /** Whether JShell can be asked; the answer does not start it. */
    static boolean areKnown() {
        return ModuleLayer.boot()
                .findModule("jdk.jshell")
                .filter(shell -> shell.isOpen("jdk.jshell", SnippetLines.class.getModule()))
                .isPresent();
    }

    /** The lines of the class {@code wrapper} up to {@code last}; empty while JShell does not know its snippet. */
    Optional<Wrapped> of(String wrapper, int last) {
        try {
            for (Snippet snippet : shell.snippets().toList()) {
                if (wrapper.equals(call(snippet, "classFullName"))) {
                    Object wrap = call(snippet, "outerWrap");
                    return wrap == null ? Optional.empty() : Optional.of(new Wrapped(snippet.id(), lines(wrap, last)));
                }
            }
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    // what stands behind the snippet's text is led to line 0 as well; it is known by standing behind
    private static List<Integer> lines(Object wrap, int last) throws ReflectiveOperationException {
        Method question = method(wrap.getClass(), "wrapLineToSnippetLine", int.class);
        List<Integer> lines = new ArrayList<>();
        int furthest = 0;
        for (int i = 0; i < last; i++) {
            int line = (Integer) question.invoke(wrap, i);
            furthest = Math.max(furthest, line);
            lines.add(line == 0 && furthest > 0 ? -1 : line);
        }
        return lines;
    }

    private static @Nullable Object call(Object owner, String name) throws ReflectiveOperationException {
        return method(owner.getClass(), name).invoke(owner);
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && List.of(method.getParameterTypes()).equals(List.of(parameters))) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }
}
