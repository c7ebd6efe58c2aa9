package dev.interlace.jupyter.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * One socket and the one thread that owns it: it hands on what arrives and sends what other threads leave in its queue,
 * and sleeps in a blocking poll while there is neither.
 *
 * <p>Whatever a handler throws ends with that message: the next one is read as if nothing had been.
 */
public final class SocketLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLoop.class);

    private final ZMQ.Context context;
    private final ZMQ.Socket socket;
    private final Wake wake = new Wake();
    private final Queue<List<byte[]>> outgoing = new ConcurrentLinkedQueue<>();
    private final String name;
    private volatile @Nullable Thread thread;
    private volatile boolean closing;

    /** What to do with the frames of one message. */
    @FunctionalInterface
    public interface Receiver {
        void receive(List<byte[]> frames) throws MalformedMessageException;
    }

    /** Takes over {@code socket}, which no other thread may use from here on. */
    public SocketLoop(String name, ZMQ.Context context, ZMQ.Socket socket) {
        this.context = context;
        this.socket = socket;
        this.name = "interlace-" + name;
    }

    /** Starts to read; {@code receiver} is called on this socket's thread. */
    public void start(Receiver receiver) {
        Thread own = new Thread(() -> run(receiver), name);
        own.setDaemon(true);
        thread = own;
        own.start();
    }

    /** Leaves a message to be sent; any thread may call it. */
    public void send(List<byte[]> frames) {
        outgoing.add(frames);
        if (Thread.currentThread() != thread) { // the owner sends before it sleeps again
            wake.set();
        }
    }

    private void run(Receiver receiver) {
        try (ZMQ.Poller poller = context.poller(2)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            poller.register(wake.channel(), ZMQ.Poller.POLLIN);
            while (!closing) {
                turn(poller, receiver);
            }
            sendAll();
        } finally {
            socket.close();
        }
    }

    @SuppressWarnings("CatchingThrowable") // one bad message, even one too large for the heap, must not end the loop
    private void turn(ZMQ.Poller poller, Receiver receiver) {
        try {
            poller.poll(-1);
            wake.clear();
            sendAll();
            for (List<byte[]> in = receive(socket); !in.isEmpty() && !closing; in = receive(socket)) {
                hand(in, receiver);
                sendAll();
            }
        } catch (IOException e) {
            closing = true; // the signal is closed: the process ends
        } catch (Throwable e) {
            LOG.warn("{}: a message was dropped", name, e);
        }
    }

    private void hand(List<byte[]> frames, Receiver receiver) {
        try {
            receiver.receive(frames);
        } catch (MalformedMessageException e) {
            LOG.warn("{}: a message was refused: {}", name, e.getMessage());
        }
    }

    private void sendAll() {
        for (List<byte[]> frames = outgoing.poll(); frames != null; frames = outgoing.poll()) {
            send(socket, frames);
        }
    }

    /** Sends all frames as one message; false where the socket could not take it in time. */
    static boolean send(ZMQ.Socket socket, List<byte[]> frames) {
        int last = frames.size() - 1;
        for (int i = 0; i < last; i++) {
            if (!socket.sendMore(frames.get(i))) {
                return false;
            }
        }
        return socket.send(frames.get(last));
    }

    /** The frames of the next message, or none where nothing is waiting. */
    static List<byte[]> receive(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            frames.add(frame);
            frame = socket.hasReceiveMore() ? socket.recv(0) : null;
        }
        return frames;
    }

    /** Sends what is waiting and ends the thread. */
    @Override
    public void close() {
        closing = true;
        wake.set();
        if (thread != null) {
            end(thread);
        }
    }

    /** Waits for a socket's thread, for a bounded time. */
    static void end(Thread thread) {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final long CLOSE_MILLIS = 1_000;
}
