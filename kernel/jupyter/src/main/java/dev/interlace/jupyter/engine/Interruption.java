package dev.interlace.jupyter.engine;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The interrupt of one cell: whether it has been asked for, and what it must reach.
 *
 * <p>The cell's own thread is woken from sleeps and waits only while it runs the user's code: an interrupt that met the
 * compiler while it reads would close its files for good. What does not stop then is left to an {@link Escalation}.
 */
public final class Interruption {
    private static final int SWEEPS = 60;
    private static final int PATIENT_SWEEPS = 5;
    private static final long SWEEP_MILLIS = 20;
    private static final String DEALLOCATOR = "Deallocator"; // of ND4J and of JavaCPP

    private final Thread thread;
    private final ThreadGroup group;
    private final long firstThread;
    private final List<Process> children = new ArrayList<>();
    private Consumer<Hang> whenLost = hang -> {};
    private @Nullable List<Thread> left;
    private int userDepth;
    private int requests;
    private volatile boolean finished;
    private boolean lowered;
    private boolean flagged;
    private volatile boolean stopped;
    private volatile boolean lost;
    private volatile boolean thrown;

    /** The interrupt of a cell that runs on the calling thread, whose thread group its threads will join. */
    public Interruption() {
        thread = Thread.currentThread();
        group = thread.getThreadGroup();
        firstThread = new Thread(() -> {}).getId(); // ids ascend: what the cell starts has a larger one
    }

    /** Calls {@code action}, on another thread, where the cell's thread had to be left behind. */
    public synchronized void whenLost(Consumer<Hang> action) {
        whenLost = action;
    }

    /** Runs the user's code, where an interrupt may wake it; throws where the cell has been interrupted already. */
    @Nullable
    Object userCode(CellExecution.UserCode code) throws ReflectiveOperationException {
        int outer = enterUserCode();
        try {
            return Gate.through(code);
        } finally {
            leaveUserCode(outer);
        }
    }

    private synchronized int enterUserCode() {
        check();
        if (flagged) {
            thread.interrupt();
        }
        return userDepth++;
    }

    // a stop from outside may arrive as late as here
    private void leaveUserCode(int outer) {
        boolean done = false;
        while (!done) {
            try {
                left(outer);
                if (stopped) {
                    LockSupport.parkNanos(1); // where an error that waits is thrown
                }
                done = true;
            } catch (CellInterruptedError late) {
                done = false;
            }
        }
    }

    // the flag must not meet the compiler; the cell's next statement finds it again, unless it is the interrupt's own
    private synchronized void left(int outer) {
        userDepth = outer;
        flagged = Thread.interrupted() && !stopped;
    }

    /** Whether the cell's code has left the thread's interrupt flag set. */
    public synchronized boolean isFlagLeft() {
        return flagged;
    }

    /**
     * Stops the cell: every check of its threads throws from now on, sleeps end, its processes are ended. A second
     * request means that the first did not help.
     */
    public synchronized void stop() {
        if (finished) {
            return;
        }
        requests++;
        notifyAll();
        if (requests > 1) {
            return;
        }
        stopped = true;
        StopCheck.raise();
        interrupt();
        children.forEach(Interruption::end);
        new Escalation(this).start();
    }

    /** Interrupts the cell's thread, where it runs the user's code, and those that it has started. */
    synchronized void interrupt() {
        if (userDepth > 0 && !finished) {
            thread.interrupt();
        }
        started().forEach(Thread::interrupt);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Takes in a process that the cell has started. */
    synchronized void started(Process process) {
        children.removeIf(child -> !child.isAlive());
        children.add(process);
        if (stopped) {
            end(process);
        }
    }

    /** Ends the cell's processes that have not ended when they were asked to. */
    synchronized void endProcesses() {
        for (Process child : children) {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
    }

    /** Whether the cell has been interrupted. */
    public boolean isStopped() {
        return stopped;
    }

    /** Throws where the cell has been interrupted. */
    public void check() {
        if (stopped) {
            boolean again = thrown;
            thrown = true;
            throw again ? CellInterruptedError.again() : new CellInterruptedError();
        }
    }

    /**
     * Ends the cell: later interrupts are not meant for it. The checks stay up until the threads it started are gone.
     */
    public void finish() {
        if (!stopped || lost) {
            synchronized (this) {
                finished = true;
            }
            return;
        }
        sweepCommonPool();
        synchronized (this) {
            left = started();
            finished = true;
            notifyAll();
            if (left.isEmpty()) {
                lower();
            }
        }
    }

    /** Lets the checks of other cells be cheap again. */
    synchronized void lower() {
        if (!lowered) {
            lowered = true;
            StopCheck.lower();
        }
    }

    /** Waits until the cell has ended, a second request has come, or {@code millis} have passed. */
    synchronized void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && !finished && requests < 2; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Waits until the cell has ended or {@code millis} have passed. */
    @SuppressWarnings("WaitNotInLoop") // its caller looks at what the cell does
    synchronized void awaitEnd(long millis) throws InterruptedException {
        if (!finished) {
            wait(millis);
        }
    }

    /** Whether it has ended; never waits. */
    boolean isFinished() {
        return finished;
    }

    synchronized boolean isLowered() {
        return lowered;
    }

    Thread thread() {
        return thread;
    }

    @Nullable
    ThreadGroup outside() {
        return group.getParent();
    }

    /** Reports that the cell's thread is left behind. */
    void lose(Hang hang) {
        lost = true;
        Consumer<Hang> action;
        synchronized (this) {
            action = whenLost;
        }
        sweepCommonPool();
        synchronized (this) {
            left = started();
        }
        action.accept(hang);
    }

    /** The living threads that the cell has started. */
    synchronized List<Thread> started() {
        if (left != null) { // those of later cells have larger ids as well
            return left.stream().filter(Thread::isAlive).toList();
        }
        Thread[] all = new Thread[group.activeCount() + 16];
        int count = group.enumerate(all);
        List<Thread> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isOwn = all[i].getId() > firstThread && all[i] != thread && !(all[i] instanceof EvalThread);
            if (isOwn && !frees(all[i])) {
                own.add(all[i]);
            }
        }
        return own;
    }

    // a library's thread that frees what nobody refers to any more ends for good at an interrupt, and native memory
    // would
    // grow from then on
    private static boolean frees(Thread thread) {
        for (Class<?> type = thread.getClass(); type != Thread.class; type = type.getSuperclass()) {
            if (type.getSimpleName().startsWith(DEALLOCATOR)) {
                return true;
            }
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(ReferenceQueue.class.getName())) {
                return true;
            }
        }
        return false;
    }

    // the next cell must find the pool's workers idle, and they cannot be told from its own once it runs
    private static void sweepCommonPool() {
        boolean interrupted = false;
        for (int round = 0; round < SWEEPS; round++) {
            List<Thread> busy = busyWorkers();
            if (busy.isEmpty()) {
                break;
            }
            if (round >= PATIENT_SWEEPS && round % PATIENT_SWEEPS == 0) {
                ForcedStop.ofThisProcess()
                        .ifPresent(force -> busy.forEach(worker -> force.stop(worker, () -> true, false)));
            }
            try {
                Thread.sleep(SWEEP_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Thread> busyWorkers() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] all = new Thread[root.activeCount() + 16];
        int count = root.enumerate(all);
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (all[i] instanceof ForkJoinWorkerThread worker
                    && worker.getPool() == ForkJoinPool.commonPool()
                    && worker.getState() == Thread.State.RUNNABLE
                    && runsTask(worker)) {
                busy.add(worker);
            }
        }
        return busy;
    }

    private static boolean runsTask(Thread worker) {
        for (StackTraceElement frame : worker.getStackTrace()) {
            if (frame.getMethodName().equals("doExec")) {
                return true;
            }
        }
        return false;
    }
}
