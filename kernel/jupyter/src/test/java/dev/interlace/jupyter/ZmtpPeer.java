package dev.interlace.jupyter;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One connection of a ZeroMQ client, written from the protocol's specification (ZMTP 3.1, without encryption). */
final class ZmtpPeer implements AutoCloseable {
    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;
    private static final int GREETING = 64;

    private final SocketChannel channel;

    /** Connects and says nothing. */
    ZmtpPeer(Path file) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(file));
    }

    /** Connects and shakes hands as a socket of {@code type}. */
    static ZmtpPeer of(Path file, String type) throws IOException {
        ZmtpPeer peer = new ZmtpPeer(file);
        peer.write(greeting("NULL"));
        peer.read(GREETING);
        peer.write(frame(COMMAND, ready(type)));
        peer.receiveFrame();
        return peer;
    }

    /** Signature, version 3.1, mechanism, client. */
    static byte[] greeting(String mechanism) {
        ByteBuffer greeting = ByteBuffer.allocate(GREETING);
        greeting.put((byte) 0xFF).putLong(1).put((byte) 0x7F).put((byte) 3).put((byte) 1);
        greeting.put(mechanism.getBytes(StandardCharsets.US_ASCII));
        return greeting.array();
    }

    static byte[] ready(String type) {
        ByteBuffer ready = ByteBuffer.allocate(100).put((byte) 5).put(ascii("READY"));
        ready.put((byte) 11).put(ascii("Socket-Type")).putInt(type.length()).put(ascii(type));
        ready.put((byte) 8).put(ascii("Identity")).putInt(3).put(ascii("\u0001id"));
        return taken(ready);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] taken(ByteBuffer filled) {
        byte[] bytes = new byte[filled.flip().remaining()];
        filled.get(bytes);
        return bytes;
    }

    static byte[] frame(int flags, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(body.length + 9);
        if (body.length > 255) {
            frame.put((byte) (flags | LONG)).putLong(body.length);
        } else {
            frame.put((byte) flags).put((byte) body.length);
        }
        return taken(frame.put(body));
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    void send(List<byte[]> frames) throws IOException {
        for (int i = 0; i < frames.size(); i++) {
            write(frame(i < frames.size() - 1 ? MORE : 0, frames.get(i)));
        }
    }

    /** All frames of the next message; commands are passed over. */
    List<byte[]> receive() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        int flags = MORE;
        while ((flags & MORE) != 0) {
            byte[] frame = receiveFrame();
            flags = frame[0];
            if ((flags & COMMAND) == 0) {
                frames.add(java.util.Arrays.copyOfRange(frame, 1, frame.length));
            } else {
                flags |= MORE;
            }
        }
        return frames;
    }

    /** The flags and the body of the next frame. */
    byte[] receiveFrame() throws IOException {
        byte flags = read(1).get();
        long size = (flags & LONG) != 0 ? read(8).getLong() : read(1).get() & 0xFF;
        byte[] frame = new byte[Math.toIntExact(size) + 1];
        frame[0] = flags;
        read((int) size).get(frame, 1, (int) size);
        return frame;
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the kernel has closed the connection");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
