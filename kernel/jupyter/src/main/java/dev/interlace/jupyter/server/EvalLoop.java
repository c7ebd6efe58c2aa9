package dev.interlace.jupyter.server;

import dev.interlace.jupyter.engine.EvalThread;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shell: a queue of requests that run the user's code, and the thread that runs them one after the other. */
final class EvalLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EvalLoop.class);

    private static final long QUIET_MILLIS = 400;

    private final Deque<Message> queue = new ArrayDeque<>();
    private final Task task;
    private final Thread thread;
    private final BooleanSupplier whenIdle;
    private @Nullable Interruption running;
    private boolean closed;

    /** What is done with each request. */
    interface Task {
        /** Answers {@code request}; the requests it returns are those that must be aborted. */
        void run(Message request, Interruption interruption, EvalLoop loop);
    }

    /**
     * A shell that is not yet started.
     *
     * @param whenIdle a short piece of work to do while the queue is empty; false where none is left
     */
    EvalLoop(ThreadGroup cells, String name, BooleanSupplier whenIdle, Task task) {
        this.whenIdle = whenIdle;
        this.task = task;
        thread = new EvalThread(cells, this::loop, name);
    }

    void start() {
        thread.start();
    }

    /** Queues a request. */
    synchronized void add(Message request) {
        queue.add(request);
        notifyAll();
    }

    synchronized boolean isIdle() {
        return queue.isEmpty() && running == null;
    }

    /** Interrupts what runs and takes the executions out of the queue that wait behind it. */
    synchronized List<Message> interrupt() {
        if (running != null) {
            running.stop();
        }
        return takeExecutions();
    }

    /** Takes the executions out of the queue, in order. */
    synchronized List<Message> takeExecutions() {
        List<Message> taken = new ArrayList<>();
        queue.removeIf(message -> message.type().equals("execute_request") && taken.add(message));
        return taken;
    }

    /** Ends the loop after what runs now. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private record Next(Message request, Interruption interruption) {}

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
        if (queue.isEmpty() && !closed) {
            wait(millis);
        }
        return queue.isEmpty() && !closed;
    }

    private @Nullable Next next() throws InterruptedException {
        awaitRequest();
        return take();
    }

    private synchronized @Nullable Next take() {
        if (closed) {
            return null;
        }
        running = new Interruption();
        return new Next(queue.remove(), running);
    }

    private synchronized void ended() {
        if (running != null) {
            running.finish();
        }
        running = null;
    }

    @SuppressWarnings("CatchingThrowable") // whatever a request ends in, the next one is answered
    private void loop() {
        boolean more = true;
        while (more) {
            try {
                Next next = next();
                more = next != null;
                if (next != null) {
                    try {
                        task.run(next.request, next.interruption, this);
                    } finally {
                        ended();
                    }
                }
            } catch (InterruptedException e) {
                LOG.debug("a late interrupt met an idle shell");
            } catch (Throwable e) {
                LOG.warn("{}: a request failed", thread.getName(), e);
            }
        }
    }
}
