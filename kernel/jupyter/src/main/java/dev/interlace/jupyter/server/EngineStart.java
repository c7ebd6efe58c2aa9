package dev.interlace.jupyter.server;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.engine.CellClassPath;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.DefaultImports;
import dev.interlace.jupyter.engine.ShellEngine;
import dev.interlace.jupyter.engine.Startup;
import dev.interlace.jupyter.jars.ClassPathChange;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the engine and loads its compiler on a thread of its own, while the sockets are bound and answer already. */
final class EngineStart {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);

    private final KernelConfig config;
    private final Runnable afterStartup;
    private final CompletableFuture<CellRunner.Magics> magics = new CompletableFuture<>();
    private final CompletableFuture<Engine> engine = new CompletableFuture<>();

    /** A started engine with what runs cells on it. */
    record Engine(ShellEngine shell, CellRunner cells, Startup startup) {}

    private EngineStart(KernelConfig config, Runnable afterStartup) {
        this.config = config;
        this.afterStartup = afterStartup;
    }

    /**
     * Begins to build the engine that {@code config} asks for.
     *
     * @param afterStartup called when each start-up snippet has been evaluated
     */
    static EngineStart begin(KernelConfig config, Runnable afterStartup) {
        EngineStart start = new EngineStart(config, afterStartup);
        Thread thread = new Thread(start::build, "interlace-engine");
        thread.setDaemon(true);
        thread.start();
        return start;
    }

    @SuppressWarnings("CatchingThrowable") // a failed start must be reported by each cell, not end the thread
    private void build() {
        try {
            CellClassPath seen = config.shipped()
                    .map(jars -> CellClassPath.hiding(config.parent(), jars))
                    .orElseGet(() -> CellClassPath.open(config.parent()));
            DefaultImports imports = new DefaultImports(config.startup(), config.offered());
            ShellEngine shell = new ShellEngine(seen, imports, config.compilerOptions());
            for (Path entry : config.classPath()) {
                shell.addToClassPath(entry, ClassPathChange.Wish.ASKED).notice().ifPresent(LOG::warn);
            }
            shell.warm();
            Startup startup = new Startup(config.startup(), shell, afterStartup);
            engine.complete(
                    new Engine(shell, new CellRunner(shell, magics.join(), startup, config.timeout()), startup));
        } catch (Throwable e) {
            LOG.error("the engine cannot start", e);
            engine.completeExceptionally(e);
        }
    }

    /** Tells the engine the magics of its cells, without which it is not ready. */
    void complete(CellRunner.Magics all) {
        magics.complete(all);
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
}
