package dev.interlace.jupyter.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled snippets on the calling thread and keeps what they return or throw as live objects.
 *
 * <p>JShell itself only sees text: its results and exceptions pass through a remote protocol. It extends
 * {@link DirectExecutionControl} and not {@code LocalExecutionControl}, which from JDK 25 on weaves checks of its own
 * that classes of another loader cannot reach.
 *
 * <p>The compile lock is given back while the user's code runs, so that completion and inspection only ever wait for a
 * compilation.
 */
@SuppressWarnings("ThreadLocalUsage") // per engine, not per class: two kernels in one process must not meet
final class CellExecution extends DirectExecutionControl {
    private final CellLoader loader;
    private final ReentrantLock compileLock;
    private final Runnable beforeRun;
    private final ThreadLocal<@Nullable Result> last = new ThreadLocal<>();
    private final ThreadLocal<@Nullable Interruption> interruption = new ThreadLocal<>();

    /**
     * What the last snippet of a thread did.
     *
     * @param wrapper name of the class that ran
     * @param value what it returned
     * @param thrown what it threw
     */
    record Result(String wrapper, Optional<Object> value, Optional<Throwable> thrown) {}

    /**
     * An execution of what {@code loader} loads.
     *
     * @param beforeRun what is done between the loading and the run of a snippet, while the lock is held
     */
    CellExecution(CellLoader loader, ReentrantLock compileLock, Runnable beforeRun) {
        super(loader);
        this.beforeRun = beforeRun;
        this.loader = loader;
        this.compileLock = compileLock;
    }

    /** Makes {@code cell} the one that the calling thread's snippets belong to, with the classes that cells see. */
    void enter(Interruption cell) {
        interruption.set(cell);
        if (Thread.currentThread() instanceof EvalThread thread) {
            thread.use(loader);
        } else {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }

    /** What the calling thread's last snippet did; reading it forgets it, so that nothing is kept alive. */
    Optional<Result> takeResult() {
        Result result = last.get();
        last.remove();
        return Optional.ofNullable(result);
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, InternalException, EngineTerminationException {
        Method method;
        try {
            method = loader.toRun(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new InternalException(e.toString());
        }
        try {
            beforeRun.run();
            Object value = outsideLock(() -> method.invoke(null));
            last.set(new Result(className, Optional.ofNullable(value), Optional.empty()));
            return "";
        } catch (InvocationTargetException e) {
            throw failed(className, e.getCause() == null ? e : e.getCause());
        } catch (CellInterruptedError e) {
            throw failed(className, e);
        } catch (ReflectiveOperationException e) {
            throw new InternalException(e.toString());
        }
    }

    /** Runs a compiled snippet that JShell does not know. */
    @SuppressWarnings("CatchingThrowable") // whatever the user's code throws is its result
    Result invokeOneShot(OneShotCompiler.Compiled snippet) throws ReflectiveOperationException {
        Method method = loader.loadOneShot(snippet.type(), snippet.classes()).getDeclaredMethod(OneShotCompiler.METHOD);
        method.setAccessible(true);
        try {
            Object value = outsideLock(() -> method.invoke(null));
            return new Result(snippet.type(), Optional.ofNullable(value), Optional.empty());
        } catch (InvocationTargetException e) {
            return new Result(snippet.type(), Optional.empty(), Optional.of(e.getCause() == null ? e : e.getCause()));
        } catch (CellInterruptedError e) {
            return new Result(snippet.type(), Optional.empty(), Optional.of(e));
        }
    }

    private RunException failed(String className, Throwable thrown) {
        last.set(new Result(className, Optional.empty(), Optional.of(thrown)));
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), unresolved.getStackTrace());
        }
        // JShell translates these frames to the lines of the snippets: all of the chain in one go
        StackTraceElement[] frames = Frames.ofChain(thrown).toArray(new StackTraceElement[0]);
        return new UserException("", thrown.getClass().getName(), frames);
    }

    /** Some of the user's code. */
    @FunctionalInterface
    interface UserCode {
        @Nullable
        Object run() throws ReflectiveOperationException;
    }

    /** Runs the user's code without the compile lock, where an interrupt may wake it. */
    @Nullable
    Object outsideLock(UserCode code) throws ReflectiveOperationException {
        Interruption cell = interruption.get();
        int holds = compileLock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            compileLock.unlock();
        }
        try {
            return cell == null ? Gate.through(code) : cell.userCode(code);
        } finally {
            for (int i = 0; i < holds; i++) {
                compileLock.lock();
            }
        }
    }
}
