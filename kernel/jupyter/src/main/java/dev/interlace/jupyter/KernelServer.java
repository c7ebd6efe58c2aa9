package dev.interlace.jupyter;

import dev.interlace.jupyter.server.RunningKernel;
import dev.interlace.jupyter.wire.ConnectionFile;
import java.util.concurrent.CountDownLatch;

/** A kernel that listens at the sockets of a connection file until a front end shuts it down. */
public final class KernelServer implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RunningKernel kernel;

    private KernelServer(ConnectionFile connection, KernelConfig config) {
        kernel = new RunningKernel(connection, config, ended::countDown);
    }

    /** Starts a kernel; it answers from now on, and its engine starts in the background. */
    public static KernelServer start(ConnectionFile connection, KernelConfig config) {
        KernelServer server = new KernelServer(connection, config);
        server.kernel.start();
        return server;
    }

    /** Where it listens: the connection file with the ports that were bound. */
    public ConnectionFile connection() {
        return kernel.connection();
    }

    /** Waits until a front end has asked for the end, or {@link #close} was called. */
    public void awaitShutdown() throws InterruptedException {
        ended.await();
    }

    /** Closes the sockets; a cell that runs is interrupted. */
    @Override
    public void close() {
        ended.countDown();
        kernel.close();
    }
}
