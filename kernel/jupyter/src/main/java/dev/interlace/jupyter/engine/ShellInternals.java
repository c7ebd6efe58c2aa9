package dev.interlace.jupyter.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaFileManager;
import jdk.jshell.JShell;

/**
 * What a JShell knows and does not tell: the imports that make its declarations visible, and how its wrapper classes
 * map to snippets.
 *
 * <p>Reached only where the process was started with {@code --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED}.
 */
final class ShellInternals {
    private final Object maps;
    private final Method imports;
    private final Object translator;
    private final Method translate;
    private final JavaFileManager files;

    private ShellInternals(JShell shell) throws ReflectiveOperationException {
        maps = read(shell, "maps");
        imports = open(maps.getClass().getDeclaredMethod("packageAndImportsExcept", Set.class, Collection.class));
        files = (JavaFileManager) read(read(shell, "taskFactory"), "fileManager");
        Method found;
        Object owner = shell; // JDK 17
        try {
            found = JShell.class.getDeclaredMethod("translateExceptionStack", Exception.class);
        } catch (NoSuchMethodException e) { // JDK 21 and later
            owner = read(shell, "eval");
            found = owner.getClass().getDeclaredMethod("translateExceptionStack", Exception.class);
        }
        translator = owner;
        translate = open(found);
    }

    /** The internals of {@code shell}; empty where this process may not reach them. */
    static Optional<ShellInternals> find(JShell shell) {
        try {
            return Optional.of(new ShellInternals(shell));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Method open(Method method) {
        method.setAccessible(true);
        return method;
    }

    private static Object read(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    /** The files that JShell's compiler sees, its wrapper classes among them. */
    JavaFileManager files() {
        return files;
    }

    /** Import declarations of everything that is declared now. */
    String imports() throws ReflectiveOperationException {
        String all = (String) imports.invoke(maps, null, null);
        return all.substring(all.indexOf(';') + 1); // behind the package
    }

    /** {@code frames} in terms of snippets, as far as they are those of declarations; the last ones may be missing. */
    List<StackTraceElement> translate(List<StackTraceElement> frames) throws ReflectiveOperationException {
        Exception carrier = new Exception();
        carrier.setStackTrace(frames.toArray(new StackTraceElement[0]));
        return List.of((StackTraceElement[]) translate.invoke(translator, carrier));
    }
}
