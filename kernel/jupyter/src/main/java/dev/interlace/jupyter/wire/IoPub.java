package dev.interlace.jupyter.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * The output socket and the one thread that writes to it: publishes messages in the order in which they are given,
 * welcomes each subscriber, and runs the small delayed tasks that flush batched output.
 *
 * <p>A subscriber that reads slowly slows the cell down instead of losing messages: the socket refuses to drop, and the
 * queue before it is bounded. One that does not read at all is given up after {@link #PATIENCE_MILLIS}; from then on it
 * alone loses messages.
 */
public final class IoPub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IoPub.class);
    private static final int QUEUE_BYTES = 16 << 20;
    private static final int SOCKET_MESSAGES = 512;
    private static final int PATIENCE_MILLIS = 5_000;

    private final ZMQ.Context context;
    private final ZMQ.Socket socket;
    private final Outbox outbox;
    private final Wake wake = new Wake();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Queue<List<byte[]>> queue = new ArrayDeque<>();
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>();
    private long queuedBytes;
    private volatile boolean closing;

    private record Delayed(long atNanos, Runnable task) implements Comparable<Delayed> {
        @Override
        public int compareTo(Delayed other) {
            return Long.compare(atNanos - other.atNanos, 0);
        }
    }

    /** Takes over an XPUB socket, which no other thread may use from here on. */
    public IoPub(ZMQ.Context context, ZMQ.Socket socket, Outbox outbox) {
        this.context = context;
        this.socket = socket;
        this.outbox = outbox;
        thread = new Thread(this::run, "interlace-iopub");
        thread.setDaemon(true);
    }

    /** The options that an XPUB socket needs before it is bound. */
    static void prepare(ZMQ.Socket xpub) {
        xpub.setXpubVerbose(true);
        xpub.setXpubNoDrop(true);
        xpub.setSndHWM(SOCKET_MESSAGES);
        xpub.setSendTimeOut(PATIENCE_MILLIS);
    }

    /** Starts to publish. */
    public void start() {
        thread.start();
    }

    /** Publishes a message; waits while too much is queued before it. */
    public void publish(String topic, Outbox.Outgoing message) {
        List<byte[]> frames = message.after(List.of(topic.getBytes(StandardCharsets.UTF_8)));
        long size = size(frames);
        lock.lock();
        try {
            while (queuedBytes > QUEUE_BYTES && !closing && Thread.currentThread() != thread) {
                room.awaitUninterruptibly();
            }
            queue.add(frames);
            queuedBytes += size;
        } finally {
            lock.unlock();
        }
        wake.set();
    }

    /** Runs {@code task} on the publishing thread after {@code millis}; the task must be short. */
    public void after(long millis, Runnable task) {
        lock.lock();
        try {
            delayed.add(new Delayed(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task));
        } finally {
            lock.unlock();
        }
        wake.set();
    }

    private static long size(List<byte[]> frames) {
        return frames.stream().mapToLong(frame -> frame.length).sum();
    }

    private void run() {
        try (ZMQ.Poller poller = context.poller(2)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            poller.register(wake.channel(), ZMQ.Poller.POLLIN);
            while (!closing) {
                turn(poller);
            }
            sendQueued();
        } finally {
            socket.close();
        }
    }

    @SuppressWarnings("CatchingThrowable") // output must go on after whatever one message or task threw
    private void turn(ZMQ.Poller poller) {
        try {
            poller.poll(untilNextTask());
            wake.clear();
            for (List<byte[]> in = SocketLoop.receive(socket); !in.isEmpty(); in = SocketLoop.receive(socket)) {
                welcome(in.get(0));
            }
            runDueTasks();
            sendQueued();
        } catch (IOException e) {
            closing = true; // the signal is closed: the process ends
        } catch (Throwable e) {
            LOG.warn("interlace-iopub: a message was dropped", e);
        }
    }

    private long untilNextTask() {
        lock.lock();
        try {
            Delayed next = delayed.peek();
            if (next == null) {
                return -1;
            }
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(next.atNanos - System.nanoTime()) + 1);
        } finally {
            lock.unlock();
        }
    }

    private void runDueTasks() {
        for (Optional<Delayed> due = nextDue(); due.isPresent(); due = nextDue()) {
            due.get().task.run();
        }
    }

    private Optional<Delayed> nextDue() {
        lock.lock();
        try {
            Delayed next = delayed.peek();
            if (next == null || next.atNanos - System.nanoTime() > 0) {
                return Optional.empty();
            }
            return Optional.of(delayed.remove());
        } finally {
            lock.unlock();
        }
    }

    private void sendQueued() {
        for (List<byte[]> frames = nextQueued(); !frames.isEmpty(); frames = nextQueued()) {
            if (!SocketLoop.send(socket, frames)) {
                LOG.warn("a front end has not read output for {} ms: it will miss some", PATIENCE_MILLIS);
                socket.setXpubNoDrop(false);
                SocketLoop.send(socket, frames);
            }
        }
    }

    private List<byte[]> nextQueued() {
        lock.lock();
        try {
            List<byte[]> frames = queue.poll();
            if (frames == null) {
                return List.of();
            }
            queuedBytes -= size(frames);
            room.signalAll();
            return frames;
        } finally {
            lock.unlock();
        }
    }

    // a subscription arrives as one byte, 1 for a new one, before its topic
    private void welcome(byte[] event) {
        if (event.length == 0 || event[0] != 1) {
            return;
        }
        String topic = new String(event, 1, event.length - 1, StandardCharsets.UTF_8);
        JsonObject content = Json.of("subscription", topic);
        SocketLoop.send(
                socket,
                outbox.message("iopub_welcome", content).after(List.of(topic.getBytes(StandardCharsets.UTF_8))));
    }

    /** Sends what is queued and ends the thread. */
    @Override
    public void close() {
        closing = true;
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
        wake.set();
        SocketLoop.end(thread);
    }
}
