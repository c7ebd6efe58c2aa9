package dev.interlace.jupyter.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A channel that has addresses and nothing else: both ends are the loopback interface, and no byte travels. */
final class LoopbackStandIn extends SocketChannel {
    private static final String CLOSED = "a stand-in has addresses alone";

    LoopbackStandIn() {
        super(SelectorProvider.provider());
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public SocketAddress getLocalAddress() {
        return getRemoteAddress();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public SocketChannel shutdownInput() {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public SocketChannel shutdownOutput() {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public boolean connect(SocketAddress remote) {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public boolean finishConnect() {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public int read(ByteBuffer to) {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public int write(ByteBuffer from) {
        throw new UnsupportedOperationException(CLOSED);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException(CLOSED);
    }
}
