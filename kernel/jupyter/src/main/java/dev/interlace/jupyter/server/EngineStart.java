package dev.interlace.jupyter.server;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.ShellEngine;
import dev.interlace.jupyter.engine.Startup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the engine on the thread that will run cells, while the sockets answer already. */
final class EngineStart implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);

    private final KernelConfig config;
    private final Function<ShellEngine, CellRunner.Magics> magics;
    private final CompletableFuture<Engine> engine = new CompletableFuture<>();

    /** A started engine with what runs cells on it. */
    record Engine(ShellEngine shell, CellRunner cells, Startup startup) {}

    EngineStart(KernelConfig config, Function<ShellEngine, CellRunner.Magics> magics) {
        this.config = config;
        this.magics = magics;
    }

    @Override
    @SuppressWarnings("CatchingThrowable") // a failed start must be told by each cell, not end the thread
    public void run() {
        try {
            ShellEngine shell = new ShellEngine(config.parent(), config.compilerOptions());
            config.classPath().forEach(shell::addToClassPath);
            Startup startup = new Startup(config.startup(), shell);
            CellRunner cells = new CellRunner(shell, magics.apply(shell), startup, config.timeout());
            engine.complete(new Engine(shell, cells, startup));
            cells.warm();
        } catch (Throwable e) {
            LOG.error("the engine cannot start", e);
            engine.completeExceptionally(e);
        }
    }

    /** The engine; waits until it has started. */
    Engine await() {
        try {
            return engine.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the Java engine could not start: " + e.getCause(), e.getCause());
        }
    }

    /** Evaluates one more start-up snippet; false where none is left. */
    boolean prepareMore() {
        return !engine.isCompletedExceptionally() && await().startup().next();
    }

    /** Whether every start-up snippet has been evaluated. */
    boolean isReady() {
        return engine.isDone()
                && !engine.isCompletedExceptionally()
                && await().startup().isDone();
    }
}
