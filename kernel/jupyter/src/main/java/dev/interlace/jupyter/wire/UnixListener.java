package dev.interlace.jupyter.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Options;
import zmq.SocketBase;
import zmq.io.IOObject;
import zmq.io.IOThread;
import zmq.io.SessionBase;
import zmq.io.net.Listener;
import zmq.poll.Poller;
import zmq.socket.Sockets;

/**
 * Lets a socket listen at a file, as libzmq's {@code ipc} does: JeroMQ's own {@code ipc} is TCP on a port of the
 * loopback interface, which no other ZeroMQ can find and every user of the machine can reach.
 *
 * <p>Only the listening is done here. What comes in is handed to the engine that serves TCP as well, so that
 * handshakes, encryption, limits and routes are the same. All methods but {@link #listen} run on JeroMQ's thread.
 */
final class UnixListener extends Listener {
    private static final Logger LOG = LoggerFactory.getLogger(UnixListener.class);
    private static final String OWNER_ALONE = "rw-------";

    private final IOObject events;
    private final Path file;
    private final ServerSocketChannel channel;
    private Poller.@Nullable Handle handle;

    private UnixListener(IOThread thread, SocketBase socket, Options options, Path file, ServerSocketChannel channel) {
        super(thread, socket, options);
        events = new IOObject(thread, this);
        this.file = file;
        this.channel = channel;
    }

    /** Lets {@code socket} listen at {@code file}, which its owner alone can reach and which is removed at the end. */
    static void listen(SocketBase socket, Path file) {
        ServerSocketChannel channel = open(file);
        Options options = ZmqInternals.options(socket);
        IOThread thread = ZmqInternals.thread(socket, options);
        ZmqInternals.launch(socket, new UnixListener(thread, socket, options, file, channel));
    }

    private static ServerSocketChannel open(Path file) {
        try {
            removeLeftOver(file);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(file));
                if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ALONE));
                }
                channel.configureBlocking(false);
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (UnsupportedOperationException e) {
            throw new IllegalStateException(
                    "cannot listen at ipc://" + file
                            + ": this system has no Unix domain sockets; use the transport tcp",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("cannot listen at ipc://" + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Removes the socket of a process that was killed; one that still answers is left alone, and so is any other file.
     */
    private static void removeLeftOver(Path file) throws IOException {
        if (!Files.exists(file)
                || !Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(file));
        } catch (IOException e) {
            Files.deleteIfExists(file); // nobody listens
        }
    }

    @Override
    protected void processPlug() {
        events.plug();
        handle = events.addFd(channel);
        events.setPollAccept(handle);
    }

    @Override
    public void acceptEvent() {
        try {
            SocketChannel peer = channel.accept();
            if (peer != null) {
                serve(peer);
            }
        } catch (IOException e) {
            LOG.warn("{}: a front end could not connect: {}", getAddress(), e.getMessage());
        }
    }

    private void serve(SocketChannel peer) throws IOException {
        peer.configureBlocking(false);
        SessionBase session = Sockets.createSession(chooseIoThread(options.affinity), false, socket, options, null);
        session.incSeqnum();
        launchChild(session);
        sendAttach(session, ZmqInternals.engine(peer, options, getAddress()), false);
    }

    @Override
    protected void processTerm(int linger) {
        events.removeHandle(handle);
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{}: the file could not be removed: {}", getAddress(), e.getMessage());
        }
        super.processTerm(linger);
    }

    @Override
    protected void destroy() {
        events.unplug();
    }

    @Override
    public boolean setAddress(String address) {
        throw new UnsupportedOperationException("the address is given when it is made");
    }

    @Override
    public String getAddress() {
        return "ipc://" + file;
    }
}
