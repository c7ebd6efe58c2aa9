package dev.interlace.jupyter.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows an interrupt, on a thread of its own, until nothing of the cell computes any more.
 *
 * <p>For a second, or until the user asks again, the cell's threads may stop by themselves: at their checks, or because
 * they were woken. Then an error is thrown in those that go on. Where the cell's own thread withstands that as well, it
 * is left behind, so that the next cell can run.
 */
final class Escalation extends Thread {
    private static final long PATIENT_MILLIS = 1_000;
    private static final long FORCED_MILLIS = 2_000;
    private static final long BLOCKED_MILLIS = 500; // only another thread can end the wait for a monitor
    private static final long ROUND_MILLIS = 100;
    private static final long WAKE_MILLIS = 20;

    private final Interruption cell;
    private boolean lost;

    Escalation(Interruption cell) {
        super(cell.outside(), null, "interlace-interrupt", 0, false); // outside the cell's threads, and of no cell
        this.cell = cell;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            cell.await(PATIENT_MILLIS);
            escalate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cell.lower();
        }
    }

    private void escalate() throws InterruptedException {
        long begun = System.nanoTime();
        for (List<Thread> left = computing(true); !left.isEmpty(); left = computing(isEarly(begun))) {
            cell.endProcesses();
            if (isEarly(begun)) {
                force(left, begun);
            } else {
                leave(left);
                Thread.sleep(ROUND_MILLIS);
            }
        }
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private boolean isEarly(long begun) {
        boolean blocked = !cell.isFinished() && cell.thread().getState() == State.BLOCKED;
        return millisSince(begun) < (blocked ? BLOCKED_MILLIS : FORCED_MILLIS);
    }

    // a pool's idle worker never ends: after some patience only threads that still compute are waited for
    private List<Thread> computing(boolean early) {
        List<Thread> left = new ArrayList<>();
        if (cell.isLowered()) {
            return left;
        }
        for (Thread thread : cell.started()) {
            if (early || thread.getState() == State.RUNNABLE) {
                left.add(thread);
            }
        }
        boolean waits = !cell.isFinished() && (!lost || cell.thread().getState() == State.RUNNABLE);
        if (waits && cell.thread().isAlive()) {
            left.add(cell.thread());
        }
        return left;
    }

    private void force(List<Thread> left, long begun) throws InterruptedException {
        cell.interrupt();
        Optional<ForcedStop> force = ForcedStop.ofThisProcess();
        List<Thread> forced = new ArrayList<>(left);
        forced.removeIf(thread -> thread != cell.thread() && thread.getState() != State.RUNNABLE);
        boolean loadingToo = millisSince(begun) > FORCED_MILLIS / 2;
        force.ifPresent(one -> forced.removeIf(thread -> !one.stop(thread, () -> isMeant(thread), loadingToo)));
        cell.awaitEnd(WAKE_MILLIS);
        forced.removeIf(thread -> !thread.isAlive() || thread.getState() != State.RUNNABLE);
        if (cell.isFinished()) {
            forced.remove(cell.thread());
        }
        force.ifPresent(one -> forced.forEach(one::wake));
        if (cell.isFinished()) {
            Thread.sleep(ROUND_MILLIS);
        } else {
            cell.awaitEnd(ROUND_MILLIS);
        }
    }

    // the cell's thread may run the next cell already
    private boolean isMeant(Thread thread) {
        return thread != cell.thread() || !cell.isFinished();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a thread that nothing stops shall leave the processor to the next cells
    private void leave(List<Thread> left) {
        left.forEach(thread -> thread.setPriority(MIN_PRIORITY));
        if (!lost && !cell.isFinished()) {
            lost = true;
            cell.lose(Hang.of(cell.thread()));
        }
    }
}
