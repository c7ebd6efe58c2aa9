package dev.interlace.jupyter.server;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.engine.ShellEngine;
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
    record Engine(ShellEngine shell, CellRunner cells) {}

    EngineStart(KernelConfig config, Function<ShellEngine, CellRunner.Magics> magics) {
        this.config = config;
        this.magics = magics;
    }

    @Override
    @SuppressWarnings("CatchingThrowable") // a failed start must be told by each cell, not end the thread
    public void run() {
        try {
            ShellEngine shell = new ShellEngine(config.parent(), config.compilerOptions());
            CellRunner cells = new CellRunner(shell, magics.apply(shell));
            Interruption none = new Interruption();
            for (String snippet : config.startup()) {
                cells.run(new CellRunner.Cell(0, snippet, none, LOG::warn))
                        .error()
                        .ifPresent(error -> LOG.warn("start-up snippet failed: {}", error.message()));
            }
            shell.markStart();
            engine.complete(new Engine(shell, cells));
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

    /** Whether the engine can be used without waiting. */
    boolean isReady() {
        return engine.isDone();
    }
}
