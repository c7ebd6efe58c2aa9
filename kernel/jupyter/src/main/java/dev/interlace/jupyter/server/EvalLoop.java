package dev.interlace.jupyter.server;

import dev.interlace.jupyter.engine.EvalThread;
import dev.interlace.jupyter.engine.Hang;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.wire.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shell: a queue of requests that run the user's code, and the thread that runs them one after the other. */
final class EvalLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EvalLoop.class);

    private static final long QUIET_MILLIS = 400;

    private final Deque<Message> queue = new ArrayDeque<>();
    private final Deque<Message> aborted = new ArrayDeque<>();
    private final ThreadGroup cells;
    private final String name;
    private final Task task;
    private final BooleanSupplier whenIdle;
    private Thread thread;
    private @Nullable Interruption running;
    private boolean closed;

    /** What is done with each request. */
    interface Task {
        /** Answers {@code request}. */
        void run(Message request, Interruption interruption, EvalLoop loop);

        /** Answers {@code request}, which will not run, because one before it failed or was interrupted. */
        void abort(Message request);

        /**
         * Answers {@code request} in place of its thread, which nothing stops.
         *
         * @return whether the thread had not answered before
         */
        boolean answerLost(Message request, Hang hang);
    }

    /**
     * A shell that is not yet started.
     *
     * @param whenIdle a short piece of work to do while the queue is empty; false where none is left
     */
    EvalLoop(ThreadGroup cells, String name, BooleanSupplier whenIdle, Task task) {
        this.cells = cells;
        this.name = name;
        this.whenIdle = whenIdle;
        this.task = task;
        thread = new EvalThread(cells, this::loop, name);
    }

    synchronized void start() {
        thread.start();
    }

    /** Queues a request. */
    synchronized void add(Message request) {
        queue.add(request);
        notifyAll();
    }

    /** Interrupts what runs; the executions that wait behind it will be aborted. */
    synchronized void interrupt() {
        abortQueued();
        if (running != null) {
            running.stop();
        }
    }

    /** Aborts the executions that wait, in order, when what runs has been answered. */
    synchronized void abortQueued() {
        queue.removeIf(message -> message.type().equals("execute_request") && aborted.add(message));
        notifyAll();
    }

    /** Ends the loop after what runs now. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    // one to abort has no interrupt
    private record Next(Message request, Optional<Interruption> interruption) {}

    // prepares while the queue is empty, and after a pause: the next cell of a notebook often follows at once
    private void awaitRequest() throws InterruptedException {
        boolean more = true;
        long pause = QUIET_MILLIS;
        while (isWaiting(more ? pause : 0)) {
            more = more && whenIdle.getAsBoolean();
            pause = 1;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its caller is the loop
    private synchronized boolean isWaiting(long millis) throws InterruptedException {
        if (isEmpty()) {
            wait(millis);
        }
        return isEmpty();
    }

    private boolean isEmpty() {
        return queue.isEmpty() && aborted.isEmpty() && !closed && isOwn();
    }

    private boolean isOwn() {
        return Thread.currentThread() == thread;
    }

    private @Nullable Next next() throws InterruptedException {
        awaitRequest();
        return take();
    }

    // what is aborted was sent before what waits
    private synchronized @Nullable Next take() {
        if (closed || !isOwn()) {
            return null;
        }
        Message request = aborted.poll();
        if (request != null) {
            return new Next(request, Optional.empty());
        }
        Interruption interruption = new Interruption();
        Next next = new Next(queue.remove(), Optional.of(interruption));
        interruption.whenLost(hang -> leaveBehind(next.request, interruption, hang));
        running = interruption;
        return next;
    }

    private void answer(Next next) {
        if (next.interruption.isEmpty()) {
            task.abort(next.request);
            return;
        }
        try {
            task.run(next.request, next.interruption.get(), this);
        } finally {
            next.interruption.get().finish();
            ended(next.interruption.get());
        }
    }

    private synchronized void ended(Interruption interruption) {
        if (running == interruption) {
            running = null;
        }
    }

    // the thread may still come back: then it finds that it has been answered for, and ends
    private void leaveBehind(Message request, Interruption interruption, Hang hang) {
        if (task.answerLost(request, hang)) {
            synchronized (this) {
                ended(interruption);
                ClassLoader loader = thread.getContextClassLoader();
                thread = new EvalThread(cells, this::loop, name);
                thread.setContextClassLoader(loader);
                thread.start();
            }
        }
    }

    @SuppressWarnings("CatchingThrowable") // whatever a request ends in, the next one is answered
    private void loop() {
        boolean more = true;
        while (more) {
            try {
                Next next = next();
                more = next != null;
                if (next != null) {
                    answer(next);
                }
            } catch (InterruptedException e) {
                LOG.debug("a late interrupt met an idle shell");
            } catch (Throwable e) {
                LOG.warn("{}: a request failed", name, e);
            }
        }
    }
}
