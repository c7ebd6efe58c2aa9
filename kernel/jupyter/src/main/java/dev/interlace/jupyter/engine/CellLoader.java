package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.jars.NotebookJars;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of snippets, woven with stop checks, and of the jars of the notebook: those that cells add are
 * woven too.
 *
 * <p>JShell replaces the class around a variable when something that the variable depends on changes, and does not run
 * the initialiser again. The new class therefore takes over the values of the old one's fields.
 */
final class CellLoader extends WovenLoader implements LoaderDelegate {
    static {
        registerAsParallelCapable();
    }

    private static final String SNIPPETS = "REPL.";
    private static final String WRAPPER = "$JShell$";

    private final Map<String, byte[]> pending = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> loaded = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> newestByBase = new HashMap<>();
    private final Map<String, Class<?>> holders = new ConcurrentHashMap<>();
    private final LoadLog log;
    private final Debuggee debuggee;

    /** What happens while snippets are loaded. */
    interface LoadLog {
        /** The wrapper class {@code name} was loaded in place of the one of that older name. */
        void replaced(String older, String name);

        /** The variable lost its value, for its type has changed. */
        void reset(String variable, String type);
    }

    CellLoader(NotebookJars jars, ClassLoader parent, LoadLog log, Debuggee debuggee) {
        super("cells", jars, parent);
        this.log = log;
        this.debuggee = debuggee;
    }

    Debuggee debuggee() {
        return debuggee;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        boolean[] installed = new boolean[classes.length];
        for (ClassBytecodes one : classes) {
            byte[] plain = one.bytecodes();
            pending.put(one.name(), debuggee.weaves() ? Weaver.weave(plain, debuggee::register) : Weaver.weave(plain));
        }
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i].name();
            try {
                Class<?> type = loadClass(name);
                loaded.put(name, type);
                installed[i] = true;
                Objects.requireNonNull(
                        type.getDeclaredMethods()); // links what it names, so that a missing class shows here
                if (isWrapper(name)) {
                    takeOver(name, type);
                }
            } catch (ClassNotFoundException | LinkageError | ReflectiveOperationExceptionWrapper e) {
                throw new ClassInstallException("cannot load " + name + ": " + e, installed);
            }
        }
    }

    /** Loads the class {@code name} and those within it, which no code looks for by name. */
    Class<?> loadOneShot(String name, List<ClassBytecodes> classes) throws ClassNotFoundException {
        if (OneShotLoader.suits(classes, this)) {
            return new OneShotLoader(this, classes).loadClass(name);
        }
        add(classes);
        return loadClass(name);
    }

    /** Takes classes that belong to what snippets declare; each is loaded when it is first used. */
    void add(List<ClassBytecodes> classes) {
        classes.forEach(one -> pending.put(one.name(), Weaver.weave(one.bytecodes())));
    }

    // what snippets declare is nowhere else: asking the parent would open every jar of the class path for nothing
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(SNIPPETS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : findClass(name);
        }
    }

    private static boolean isWrapper(String name) {
        return wrapperOf(name).equals(name);
    }

    /** The name of the wrapper class around the class {@code name}; the name itself for a wrapper. */
    static String wrapperOf(String name) {
        int nested = name.indexOf('$', name.indexOf(WRAPPER) + WRAPPER.length());
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** The name of a wrapper class without the letters that count its replacements. */
    static String base(String wrapper) {
        int end = wrapper.length();
        while (end > 0 && !Character.isDigit(wrapper.charAt(end - 1))) {
            end--;
        }
        return wrapper.substring(0, end);
    }

    /**
     * The wrapper {@code name} that is about to run. It may be one that was replaced or dropped: JShell takes a class
     * up again where the same text is declared once more.
     */
    Class<?> toRun(String name) throws ClassNotFoundException {
        Class<?> known = loaded.get(name);
        if (known != null) {
            return known;
        }
        Class<?> again = loadClass(name);
        loaded.put(name, again);
        newestByBase.remove(base(name));
        takeOver(name, again);
        return again;
    }

    /** Forgets the values of dropped variables, which one of the same name must not take over. */
    void dropped(List<String> variables) {
        for (String variable : variables) {
            Class<?> holder = holders.remove(variable);
            if (holder != null) {
                newestByBase.remove(base(holder.getName()));
                loaded.remove(holder.getName());
                clear(holder, variable);
            }
        }
    }

    private static void clear(Class<?> holder, String variable) {
        try {
            Field field = holder.getDeclaredField(variable);
            field.setAccessible(true);
            field.set(null, Array.get(Array.newInstance(field.getType(), 1), 0));
        } catch (ReflectiveOperationException e) {
            throw new ReflectiveOperationExceptionWrapper(e);
        }
    }

    private void takeOver(String name, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                holders.put(field.getName(), type);
            }
        }
        Class<?> older = newestByBase.put(base(name), type);
        if (older == null || older == type) {
            return;
        }
        for (Field from : older.getDeclaredFields()) {
            if (Modifier.isStatic(from.getModifiers()) && !from.isSynthetic()) {
                copy(from, type);
            }
        }
        loaded.remove(older.getName());
        log.replaced(older.getName(), name);
    }

    private void copy(Field from, Class<?> type) {
        try {
            Field to = type.getDeclaredField(from.getName());
            from.setAccessible(true);
            to.setAccessible(true);
            Object value = from.get(null);
            if (to.getType() == from.getType() || (value != null && to.getType().isInstance(value))) {
                to.set(null, value);
            } else if (value != null
                    && to.getType().getSimpleName().equals(from.getType().getSimpleName())) {
                // another type was asked for where the names differ
                log.reset(from.getName(), to.getType().getSimpleName());
            }
        } catch (NoSuchFieldException e) {
            return; // the variable is gone
        } catch (IllegalAccessException e) {
            throw new ReflectiveOperationExceptionWrapper(e);
        }
    }

    private static final class ReflectiveOperationExceptionWrapper extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReflectiveOperationExceptionWrapper(ReflectiveOperationException cause) {
            super(cause);
        }
    }

    /** Whether the wrapper {@code name} is the newest around what cells can reach. */
    boolean holds(String name) {
        return loaded.containsKey(name);
    }

    /** The live value of the variable {@code name}; empty where it is null or unknown. */
    Optional<Object> valueOf(String name) {
        Class<?> holder = holders.get(name);
        if (holder == null) {
            return Optional.empty();
        }
        try {
            Field field = holder.getDeclaredField(name);
            field.setAccessible(true);
            return Optional.ofNullable(field.get(null));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** Gives the variable {@code name} a value of its type. */
    void assign(String name, @Nullable Object value) {
        Class<?> holder = holders.get(name);
        if (holder == null) {
            throw new IllegalArgumentException("there is no variable " + name);
        }
        try {
            Field field = holder.getDeclaredField(name);
            field.setAccessible(true);
            field.set(null, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("variable " + name + " cannot be set: " + e.getMessage(), e);
        }
    }

    /** Forgets the wrapper {@code name} and what is nested in it; the classes live on while their objects do. */
    void forget(String name) {
        newestByBase.remove(base(name));
        holders.values().removeIf(holder -> holder.getName().equals(name));
        loaded.keySet().removeIf(known -> known.equals(name) || known.startsWith(name + "$"));
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = loaded.get(name);
        if (known != null) {
            return known;
        }
        byte[] snippet = pending.remove(name);
        if (snippet != null) {
            return defineClass(name, snippet, 0, snippet.length);
        }
        if (name.startsWith(SNIPPETS)) {
            throw new ClassNotFoundException(name);
        }
        return super.findClass(name);
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        // snippets are replaced under a new name, never redefined
    }

    @Override
    public void addToClasspath(String path) {
        // the notebook's jars know it before JShell hears of it
    }

    /** The class of that simple name that a cell has declared. */
    Optional<Class<?>> declared(String simpleName) {
        return newestByBase.values().stream()
                .flatMap(wrapper -> Optional.ofNullable(loaded.get(wrapper.getName() + "$" + simpleName)).stream())
                .findFirst()
                .map(type -> type);
    }

    /** The wrapper classes that are held, oldest first; for tests of memory. */
    List<String> wrappers() {
        return new ArrayList<>(loaded.keySet());
    }
}
