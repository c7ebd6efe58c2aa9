package dev.interlace.jupyter.wire;

import dev.interlace.jupyter.wire.ConnectionFile.Curve;
import dev.interlace.jupyter.wire.ConnectionFile.Ports;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.Msg;
import zmq.msg.MsgAllocator;
import zmq.msg.MsgAllocatorThreshold;

/**
 * The five sockets of a kernel, each bound to its address and owned by its thread.
 *
 * <p>Every socket is bound before any thread starts, so that a taken port is an exception at the caller.
 */
public final class Wire implements AutoCloseable {
    private static final long LARGEST_FRAME =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

    // JeroMQ 0.6.0 takes a negative length for a small one, and the exception that follows would end its thread: such a
    // frame is read as an empty one, and its message is refused like any other without a signature
    private static final Supplier<Msg> EMPTY = Msg::new;

    private static final int LINGER_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private final ZMQ.Context context;
    private final List<ZMQ.Socket> unread = new ArrayList<>();
    private final ConnectionFile connection;
    private final SocketLoop shell;
    private final SocketLoop control;
    private final SocketLoop stdin;
    private final IoPub iopub;
    private final SocketLoop heartbeat;
    private volatile boolean closing;

    /** What arrives on each socket, called on that socket's thread. */
    public interface Receivers {
        void shell(Message message);

        void control(Message message);

        void stdin(Message message);
    }

    /** Binds all sockets where {@code wanted} says; nothing is read before {@link #start}. */
    public Wire(ConnectionFile wanted, Outbox outbox) {
        context = ZMQ.context(1);
        context.setUncaughtExceptionHandler(this::report);
        context.setNotificationExceptionHandler(this::report);
        try {
            ZMQ.Socket shellSocket = open(wanted, SocketType.ROUTER);
            int shellPort = bind(wanted, shellSocket, wanted.ports().shell());
            ZMQ.Socket controlSocket = open(wanted, SocketType.ROUTER);
            int controlPort = bind(wanted, controlSocket, wanted.ports().control());
            ZMQ.Socket stdinSocket = open(wanted, SocketType.ROUTER);
            int stdinPort = bind(wanted, stdinSocket, wanted.ports().stdin());
            ZMQ.Socket iopubSocket = open(wanted, SocketType.XPUB);
            IoPub.prepare(iopubSocket);
            int iopubPort = bind(wanted, iopubSocket, wanted.ports().iopub());
            // not the type for replies: it waits for ever for the rest of a message whose sender is gone
            ZMQ.Socket heartbeatSocket = open(wanted, SocketType.ROUTER);
            int heartbeatPort = bind(wanted, heartbeatSocket, wanted.ports().heartbeat());
            connection = wanted.withPorts(new Ports(shellPort, iopubPort, stdinPort, controlPort, heartbeatPort));
            heartbeat = new SocketLoop("heartbeat", context, heartbeatSocket);
            shell = new SocketLoop("shell", context, shellSocket);
            control = new SocketLoop("control", context, controlSocket);
            stdin = new SocketLoop("stdin", context, stdinSocket);
            iopub = new IoPub(context, iopubSocket, outbox);
        } catch (RuntimeException e) {
            closeUnread();
            throw e;
        }
    }

    private ZMQ.Socket open(ConnectionFile wanted, SocketType type) {
        ZMQ.Socket socket = context.socket(type);
        unread.add(socket);
        socket.setLinger(LINGER_MILLIS);
        socket.setMaxMsgSize(LARGEST_FRAME);
        MsgAllocator memory = new MsgAllocatorThreshold();
        socket.setMsgAllocator(size -> size >= 0 && size <= LARGEST_FRAME ? memory.allocate(size) : EMPTY.get());
        if (type == SocketType.ROUTER) {
            socket.setRouterHandover(true);
            socket.setRcvHWM(0);
            socket.setSndHWM(0);
        }
        if (wanted.ip().contains(":")) {
            socket.setIPv6(true);
        }
        wanted.curve().ifPresent(pair -> encrypt(socket, pair));
        return socket;
    }

    private static void encrypt(ZMQ.Socket socket, Curve pair) {
        socket.setCurveServer(true);
        socket.setCurvePublicKey(pair.publicKey().getBytes(StandardCharsets.US_ASCII));
        socket.setCurveSecretKey(pair.secretKey().getBytes(StandardCharsets.US_ASCII));
    }

    private static int bind(ConnectionFile wanted, ZMQ.Socket socket, int port) {
        if (wanted.transport().equals("ipc")) {
            UnixListener.listen(socket.base(), wanted.file(port));
            return port;
        }
        String endpoint = wanted.endpoint(port);
        try {
            if (!socket.bind(endpoint)) {
                throw new IllegalStateException("cannot listen at " + endpoint);
            }
        } catch (ZMQException e) {
            throw new IllegalStateException(
                    "cannot listen at " + endpoint + ": "
                            + ZMQ.Error.findByCode(e.getErrorCode()).getMessage(),
                    e);
        }
        if (port != 0) {
            return port;
        }
        String bound = socket.getLastEndpoint();
        return Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    }

    /** Starts to read and to answer. */
    public void start(Signer signer, Receivers receivers) {
        unread.clear(); // from here on each belongs to its thread, which closes it
        iopub.start();
        shell.start(frames -> receivers.shell(Message.parse(frames, signer)));
        control.start(frames -> receivers.control(Message.parse(frames, signer)));
        stdin.start(frames -> receivers.stdin(Message.parse(frames, signer)));
        heartbeat.start(heartbeat::send);
    }

    /** The library's own threads may trip over channels that close at the end; before that it is worth knowing. */
    private void report(Thread thread, Throwable error) {
        if (!closing) {
            LOG.warn("{}: {}", thread.getName(), error.toString(), error);
        }
    }

    /** The connection with the ports that were bound. */
    public ConnectionFile connection() {
        return connection;
    }

    public SocketLoop shell() {
        return shell;
    }

    public SocketLoop control() {
        return control;
    }

    public SocketLoop stdin() {
        return stdin;
    }

    public IoPub iopub() {
        return iopub;
    }

    /** Sends what is waiting and closes every socket. */
    @Override
    public void close() {
        closing = true;
        if (!unread.isEmpty()) {
            closeUnread();
            return;
        }
        iopub.close();
        shell.close();
        control.close();
        stdin.close();
        heartbeat.close();
        context.close();
    }

    // a context waits for its sockets
    private void closeUnread() {
        unread.forEach(ZMQ.Socket::close);
        context.close();
    }
}
