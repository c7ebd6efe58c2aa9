package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The interrupt of one cell: whether it has been asked for, and which threads it must reach.
 *
 * <p>The cell's own thread is woken from sleeps and waits only while it runs the user's code: an interrupt that met the
 * compiler while it reads would close its files for good.
 */
public final class Interruption {
    private static final long REAP_MILLIS = 100;
    private static final int PATIENT_ROUNDS = 20;

    private final Thread thread;
    private final ThreadGroup group;
    private final long firstThread;
    private int userDepth;
    private boolean finished;
    private volatile boolean stopped;

    /** The interrupt of a cell that runs on the calling thread, whose thread group its threads will join. */
    public Interruption() {
        thread = Thread.currentThread();
        group = thread.getThreadGroup();
        firstThread = new Thread(() -> {}).getId(); // ids ascend: what the cell starts has a larger one
    }

    /** Marks that the user's code begins; throws where the cell has been interrupted already. */
    public synchronized void enterUserCode() {
        check();
        userDepth++;
    }

    /** Marks that the user's code has ended; takes back a wake-up that it did not notice. */
    @SuppressWarnings("CheckReturnValue") // the flag is cleared, its value is known from `stopped`
    public synchronized void leaveUserCode() {
        userDepth--;
        Thread.interrupted();
    }

    /** Stops the cell: every check of its threads throws from now on, and sleeps end. */
    public synchronized void stop() {
        if (stopped || finished) {
            return;
        }
        stopped = true;
        StopCheck.raise();
        if (userDepth > 0) {
            thread.interrupt();
        }
        started().forEach(Thread::interrupt);
    }

    /** Whether the cell has been interrupted. */
    public boolean isStopped() {
        return stopped;
    }

    /** Throws where the cell has been interrupted. */
    public void check() {
        if (stopped) {
            throw new CellInterruptedError();
        }
    }

    /**
     * Ends the cell: later interrupts are not meant for it. The checks stay up until the threads it started are gone.
     */
    public synchronized void finish() {
        finished = true;
        if (!stopped) {
            return;
        }
        List<Thread> left = started();
        if (left.isEmpty()) {
            StopCheck.lower();
            return;
        }
        Thread reaper = new Thread(group.getParent(), () -> reap(left), "interlace-reaper");
        reaper.setDaemon(true);
        reaper.start();
    }

    // a pool's idle worker never ends: after some patience only threads that still compute are waited for
    private static void reap(List<Thread> threads) {
        List<Thread> left = new ArrayList<>(threads);
        try {
            for (int round = 0; !left.isEmpty(); round++) {
                left.get(0).join(REAP_MILLIS);
                boolean patient = round < PATIENT_ROUNDS;
                left.removeIf(t -> !t.isAlive() || (!patient && t.getState() != Thread.State.RUNNABLE));
                left.forEach(Thread::interrupt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            StopCheck.lower();
        }
    }

    private List<Thread> started() {
        Thread[] all = new Thread[group.activeCount() + 16];
        int count = group.enumerate(all);
        List<Thread> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (all[i].getId() > firstThread && all[i] != thread && !(all[i] instanceof EvalThread)) {
                own.add(all[i]);
            }
        }
        return own;
    }
}
