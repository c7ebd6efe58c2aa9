package dev.interlace.jupyter.engine;

import java.io.Writer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * A compiler that keeps what it has learnt of the class path from one task to the next, which makes a task several
 * times cheaper than one of the public API.
 *
 * <p>It is the pool that JShell itself uses. It can be reached only where the process was started with
 * {@code --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED} and the same for {@code .code} and
 * {@code .util}.
 */
final class CompilerPool {
    private static final String JAVAC = "com.sun.tools.javac.";
    private static final int RENEWED_AFTER = 1_000;

    private final Class<?> worker;
    private final Constructor<?> constructor;
    private final Method getTask;
    private final Method getContext;
    private final Packages packages;
    private Object pool;
    private int tasks;

    private CompilerPool() throws ReflectiveOperationException {
        Class<?> type = Class.forName(JAVAC + "api.JavacTaskPool");
        worker = Class.forName(JAVAC + "api.JavacTaskPool$Worker");
        constructor = type.getConstructor(int.class);
        getTask = type.getMethod(
                "getTask",
                Writer.class,
                JavaFileManager.class,
                DiagnosticListener.class,
                Iterable.class,
                Iterable.class,
                Iterable.class,
                worker);
        getContext = Class.forName(JAVAC + "api.BasicJavacTask").getMethod("getContext");
        packages = new Packages();
        pool = constructor.newInstance(1);
    }

    /** The pool; empty where this process may not reach it. */
    static Optional<CompilerPool> find() {
        try {
            return Optional.of(new CompilerPool());
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Compiles {@code sources}.
     *
     * @param grown a package that has got classes since the last task; empty where none has
     * @return whether there was no error
     */
    boolean compile(
            JavaFileManager files,
            DiagnosticListener<JavaFileObject> listener,
            List<String> options,
            List<? extends JavaFileObject> sources,
            Optional<String> grown)
            throws ReflectiveOperationException {
        if (++tasks % RENEWED_AFTER == 0) {
            renew(); // a context keeps a little of every class that it has compiled
        }
        Object work =
                Proxy.newProxyInstance(worker.getClassLoader(), new Class<?>[] {worker}, (proxy, method, args) -> {
                    if (!method.getName().equals("withTask")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    Object task = args[0];
                    if (grown.isPresent()) {
                        packages.listAgain(getContext.invoke(task), grown.get());
                    }
                    return ((Callable<?>) task).call();
                });
        try {
            return (Boolean) getTask.invoke(pool, null, files, listener, options, null, sources, work);
        } catch (InvocationTargetException e) {
            renew(); // what a failed task leaves behind is not to be trusted
            throw e;
        }
    }

    /** Forgets what has been learnt of the class path. */
    void renew() {
        try {
            pool = constructor.newInstance(1);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a pool of compilers was made before and cannot be made now", e);
        }
    }

    /** Makes a compiler's context look again which classes a package of the unnamed module has. */
    private static final class Packages {
        private final Method symbols;
        private final Method names;
        private final Method finder;
        private final Method completer;
        private final Method fromString;
        private final Method getPackage;
        private final Field unnamedModule;
        private final Field completerOf;

        Packages() throws ReflectiveOperationException {
            Class<?> context = Class.forName(JAVAC + "util.Context");
            Class<?> name = Class.forName(JAVAC + "util.Name");
            Class<?> symtab = Class.forName(JAVAC + "code.Symtab");
            Class<?> module = Class.forName(JAVAC + "code.Symbol$ModuleSymbol");
            Class<?> classFinder = Class.forName(JAVAC + "code.ClassFinder");
            symbols = symtab.getMethod("instance", context);
            names = Class.forName(JAVAC + "util.Names").getMethod("instance", context);
            finder = classFinder.getMethod("instance", context);
            completer = classFinder.getMethod("getCompleter");
            fromString = Class.forName(JAVAC + "util.Names").getMethod("fromString", String.class);
            getPackage = symtab.getMethod("getPackage", module, name);
            unnamedModule = symtab.getField("unnamedModule");
            completerOf = Class.forName(JAVAC + "code.Symbol").getField("completer");
        }

        void listAgain(@Nullable Object context, String packageName) throws ReflectiveOperationException {
            Object table = symbols.invoke(null, context);
            Object name = fromString.invoke(names.invoke(null, context), packageName);
            Object symbol = getPackage.invoke(table, unnamedModule.get(table), name);
            if (symbol != null) {
                completerOf.set(symbol, completer.invoke(finder.invoke(null, context)));
            }
        }
    }
}
