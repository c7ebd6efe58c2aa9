package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread that runs cells; the threads that cells start share its thread group, which is how they are known. */
public final class EvalThread extends Thread {
    private static final long STACK_BYTES = 16L << 20; // deep recursion and the compiler's own

    private @Nullable State begun;
    private @Nullable ClassLoader cells;

    private record State(
            String name,
            int priority,
            @Nullable ClassLoader loader,
            @Nullable UncaughtExceptionHandler handler) {
        static State of(Thread thread) {
            return new State(
                    thread.getName(),
                    thread.getPriority(),
                    thread.getContextClassLoader(),
                    thread.getUncaughtExceptionHandler());
        }
    }

    public EvalThread(ThreadGroup cells, Runnable work, String name) {
        super(cells, work, name, STACK_BYTES);
        setDaemon(true);
    }

    /** Gives this thread the classes that cells see, once: a cell may change that for itself. */
    void use(ClassLoader loader) {
        if (cells != loader) {
            cells = loader;
            setContextClassLoader(loader);
            begun = begun == null ? null : State.of(this);
        }
    }

    /** Makes this thread as it was at the first call; says what was different. */
    @SuppressWarnings("ThreadPriorityCheck") // what a cell has set is taken back
    public List<String> restore() {
        State now = State.of(this);
        State then = begun;
        if (then == null) {
            begun = now;
            return List.of();
        }
        if (now.equals(then)) {
            return List.of();
        }
        List<String> changed = new ArrayList<>();
        if (!now.name.equals(then.name)) {
            setName(then.name);
            changed.add("the name of its thread to " + now.name + "; it is " + then.name + " again");
        }
        if (now.priority != then.priority) {
            setPriority(then.priority);
            changed.add("the priority of its thread to " + now.priority + "; it is " + then.priority + " again");
        }
        if (now.loader != then.loader) {
            setContextClassLoader(then.loader);
            changed.add("the context class loader of its thread; it is the notebook's again");
        }
        if (now.handler != then.handler) {
            setUncaughtExceptionHandler(then.handler);
        }
        return changed;
    }
}
