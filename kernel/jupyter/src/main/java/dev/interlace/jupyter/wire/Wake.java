package dev.interlace.jupyter.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** The wake-up signal that any thread may set to end the blocking poll of the thread that owns a socket. */
final class Wake implements AutoCloseable {
    private final Pipe pipe;
    private final AtomicBoolean rung = new AtomicBoolean();

    Wake() {
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SelectableChannel channel() {
        return pipe.source();
    }

    // synchronized: an interrupted thread closes a channel that it writes to, so the write must not see the flag
    synchronized void set() {
        if (rung.compareAndSet(false, true)) {
            boolean interrupted = Thread.interrupted();
            try {
                if (pipe.sink().write(ByteBuffer.wrap(new byte[1])) != 1) {
                    throw new IOException("the wake-up pipe is full");
                }
            } catch (IOException e) {
                if (pipe.sink().isOpen()) {
                    throw new UncheckedIOException(e);
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Called by the owner before it looks at what is waiting, so that a later signal is never lost. */
    void clear() throws IOException {
        ByteBuffer drain = ByteBuffer.allocate(16);
        while (pipe.source().read(drain) > 0) {
            drain.clear();
        }
        rung.set(false);
    }

    @Override
    public void close() throws IOException {
        pipe.sink().close();
        pipe.source().close();
    }
}
