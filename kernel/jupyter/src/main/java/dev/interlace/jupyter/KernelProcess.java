package dev.interlace.jupyter;

import dev.interlace.jupyter.wire.ConnectionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process whose only work is one kernel: it ends with the kernel, and with the process that started it. */
public final class KernelProcess {
    private static final Logger LOG = LoggerFactory.getLogger(KernelProcess.class);
    private static final long LAST_RESORT_MILLIS = 800;
    private static final long WATCH_MILLIS = 500;
    private static final String PARENT = "JPY_PARENT_PID";

    private KernelProcess() {}

    /** Runs a kernel until it is shut down or its parent is gone, then ends this process whatever still runs in it. */
    public static void run(Path connectionFile, KernelConfig config) throws IOException, InterruptedException {
        KernelServer server = KernelServer.start(ConnectionFile.read(connectionFile), config);
        watchParent(System.getenv(PARENT), server);
        server.awaitShutdown();
        daemon("interlace-last-resort", KernelProcess::haltSoon);
        endChildren();
        server.close();
        System.exit(0);
    }

    // a shutdown hook or a cell that spins must not keep the process
    private static void haltSoon() {
        pause(LAST_RESORT_MILLIS);
        Runtime.getRuntime().halt(0);
    }

    private static void watchParent(@Nullable String variable, KernelServer server) {
        Optional<Long> parent = parse(variable);
        if (parent.isEmpty()) {
            return; // not every launcher sets it
        }
        long pid = parent.get();
        boolean direct = parentPid() == pid;
        daemon("interlace-parent-watch", () -> {
            // a parent whose end was not waited for still counts as alive, but its children are given away
            while (isAlive(pid) && (!direct || parentPid() == pid)) {
                pause(WATCH_MILLIS);
            }
            LOG.info("the process {} that started this kernel is gone", pid);
            endChildren();
            server.close();
            Runtime.getRuntime().halt(1);
        });
    }

    // what cells have started and not waited for
    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static long parentPid() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    private static Optional<Long> parse(@Nullable String pid) {
        try {
            return pid == null || pid.isBlank() ? Optional.empty() : Optional.of(Long.parseLong(pid.strip()));
        } catch (NumberFormatException e) {
            LOG.warn("{} must be a process id, got {}: the parent is not watched", PARENT, pid);
            return Optional.empty();
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("CheckReturnValue") // the latch is never counted down: this is the pause itself
    private static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
