package dev.interlace.jupyter.client;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.ConnectionFile;
import dev.interlace.jupyter.wire.Header;
import dev.interlace.jupyter.wire.Message;
import dev.interlace.jupyter.wire.Outbox;
import dev.interlace.jupyter.wire.Signer;
import dev.interlace.jupyter.wire.SocketLoop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The client's ends of a kernel's sockets; whatever arrives goes into one queue. */
final class Channels implements AutoCloseable {
    private static final int RECONNECT_MILLIS = 10;

    /**
     * Some handshakes of JeroMQ's clients, about one in fifty, never end; after this time they start again, by default
     * after 30 s.
     */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private final ZMQ.Context context = ZMQ.context(1);
    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final Outbox outbox;
    private final Signer signer;
    private final SocketLoop shell;
    private final SocketLoop control;
    private final SocketLoop stdin;
    private final SocketLoop iopub;

    Channels(ConnectionFile connection) {
        signer = new Signer(connection.signatureScheme(), connection.key());
        outbox = new Outbox(signer, "client");
        byte[] identity = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        iopub = open(
                "client-iopub",
                SocketType.SUB,
                identity,
                connection.endpoint(connection.ports().iopub()));
        shell = open(
                "client-shell",
                SocketType.DEALER,
                identity,
                connection.endpoint(connection.ports().shell()));
        control = open(
                "client-control",
                SocketType.DEALER,
                identity,
                connection.endpoint(connection.ports().control()));
        stdin = open(
                "client-stdin",
                SocketType.DEALER,
                identity,
                connection.endpoint(connection.ports().stdin()));
    }

    private SocketLoop open(String name, SocketType type, byte[] identity, String endpoint) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(0);
        socket.setReconnectIVL(RECONNECT_MILLIS);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setRcvHWM(0);
        if (type == SocketType.SUB) {
            socket.subscribe(new byte[0]);
        } else {
            socket.setIdentity(identity); // stdin is routed by the identity of the shell socket
        }
        socket.connect(endpoint);
        SocketLoop loop = new SocketLoop(name, context, socket);
        loop.start(frames -> received.add(Message.parse(frames, signer)));
        return loop;
    }

    String shell(String type, JsonObject content) {
        return send(shell, outbox.message(type, content));
    }

    String shell(String type, JsonObject content, List<byte[]> buffers) {
        return send(shell, outbox.message(type, Optional.empty(), new JsonObject(), content, buffers));
    }

    String subshell(String id, String type, JsonObject content) {
        return send(shell, outbox.toSubshell(id, type, content));
    }

    String control(String type, JsonObject content) {
        return send(control, outbox.message(type, content));
    }

    String stdin(String type, Header parent, JsonObject content) {
        return send(stdin, outbox.message(type, parent, content));
    }

    private static String send(SocketLoop socket, Outbox.Outgoing message) {
        socket.send(message.body());
        return message.id();
    }

    /** The next message; null where none arrives in time. */
    @Nullable
    Message poll(long time, TimeUnit unit) throws InterruptedException {
        return received.poll(time, unit);
    }

    @Override
    public void close() {
        shell.close();
        control.close();
        stdin.close();
        iopub.close();
        context.close();
    }
}
