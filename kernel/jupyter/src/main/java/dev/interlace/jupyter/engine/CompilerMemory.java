package dev.interlace.jupyter.engine;

import java.lang.reflect.Field;
import java.util.Map;
import jdk.jshell.JShell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class files that JShell keeps of every snippet and lists for each compilation.
 *
 * <p>JShell never removes any, so that a cell's cost grows with the number of cells before it. They can be reached only
 * where the process was started with {@code --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED}; without it cells work all
 * the same and slow down over thousands of them.
 */
final class CompilerMemory {
    private static final Logger LOG = LoggerFactory.getLogger(CompilerMemory.class);

    private final Map<?, ?> classObjects;

    CompilerMemory(JShell shell) {
        classObjects = find(shell);
    }

    private static Map<?, ?> find(JShell shell) {
        try {
            Object tasks = read(shell, "taskFactory");
            return (Map<?, ?>) read(read(tasks, "fileManager"), "classObjects");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("class files of dropped snippets stay in memory: {}", e.toString());
            return Map.of();
        }
    }

    private static Object read(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    /** Removes the class files of the wrapper {@code name} and of the classes nested in it. */
    void forget(String name) {
        if (!classObjects.isEmpty()) {
            classObjects.keySet().removeIf(key -> {
                String known = key.toString();
                return known.equals(name) || known.startsWith(name + "$");
            });
        }
    }

    /** How many class files are held. */
    int size() {
        return classObjects.size();
    }
}
