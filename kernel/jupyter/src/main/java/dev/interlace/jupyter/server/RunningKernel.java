package dev.interlace.jupyter.server;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.engine.TraceGuard;
import dev.interlace.jupyter.wire.ConnectionFile;
import dev.interlace.jupyter.wire.Outbox;
import dev.interlace.jupyter.wire.Signer;
import dev.interlace.jupyter.wire.Wire;

/** The parts of a kernel, put together. */
public final class RunningKernel implements AutoCloseable {
    private final Surroundings surroundings = new Surroundings();
    private final Signer signer;
    private final Outbox outbox;
    private final Wire wire;
    private final Dispatcher dispatcher;

    /**
     * Begins to start the engine and binds the sockets; {@code onShutdown} is called when a front end asks for the end.
     */
    public RunningKernel(ConnectionFile connection, KernelConfig config, Runnable onShutdown) {
        EngineStart start = EngineStart.begin(config, surroundings::adopt);
        signer = new Signer(connection.signatureScheme(), connection.key());
        outbox = new Outbox(signer, "kernel");
        wire = new Wire(connection, outbox);
        Publisher publisher = new Publisher(wire, outbox);
        Session session = new Session(config, publisher, start);
        dispatcher = new Dispatcher(publisher, config, session, surroundings, restart -> onShutdown.run());
    }

    /** Starts to answer. */
    public void start() {
        surroundings.renewStreams();
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(TraceGuard::uncaught);
        }
        wire.start(signer, dispatcher);
        dispatcher.announce(outbox);
        dispatcher.start();
    }

    /** Where it listens. */
    public ConnectionFile connection() {
        return wire.connection();
    }

    @Override
    public void close() {
        dispatcher.close();
        wire.close();
    }
}
