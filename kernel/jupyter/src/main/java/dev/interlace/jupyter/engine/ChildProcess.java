package dev.interlace.jupyter.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of a cell that writes into the cell what it would otherwise write to the kernel's own streams, where nobody
 * reads it. Who waits for the process waits for its output as well.
 */
public final class ChildProcess extends Process {
    private static final int BUFFER = 8 << 10;
    private static final long LAST_OUTPUT_MILLIS = 500; // a grandchild may keep the pipe open

    private final Process process;
    private final boolean relaysOut;
    private final boolean relaysErr;
    private final List<Thread> relays = new ArrayList<>();

    /** Relays the named streams of {@code process} into {@code cell}. */
    ChildProcess(Process process, ParentCell cell, boolean relaysOut, boolean relaysErr) {
        this.process = process;
        this.relaysOut = relaysOut;
        this.relaysErr = relaysErr;
        if (relaysOut) {
            relay(process.getInputStream(), cell, ParentCell.Channel.OUT);
        }
        if (relaysErr) {
            relay(process.getErrorStream(), cell, ParentCell.Channel.ERR);
        }
    }

    private void relay(InputStream from, ParentCell cell, ParentCell.Channel channel) {
        Thread relay = new Thread(cell.interruption().outside(), () -> copy(from, cell, channel), "interlace-relay");
        relay.setDaemon(true);
        relays.add(relay);
        relay.start();
    }

    private static void copy(InputStream from, ParentCell cell, ParentCell.Channel channel) {
        byte[] buffer = new byte[BUFFER];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                cell.relay(channel, buffer, count);
            }
        } catch (IOException e) {
            byte[] lost = ("[the rest of the output is lost: " + e.getMessage() + "]\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            cell.relay(ParentCell.Channel.ERR, lost, lost.length);
        }
    }

    /** Waits until its output has arrived, or until {@code end} by the clock of {@link System#nanoTime}. */
    public void awaitOutput(long end) {
        try {
            for (Thread relay : relays) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis > 0) {
                    relay.join(millis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitLastOutput() {
        awaitOutput(System.nanoTime() + LAST_OUTPUT_MILLIS * 1_000_000);
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return relaysOut ? InputStream.nullInputStream() : process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return relaysErr ? InputStream.nullInputStream() : process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        int status = process.waitFor();
        awaitLastOutput();
        return status;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        boolean ended = process.waitFor(timeout, unit);
        if (ended) {
            awaitLastOutput();
        }
        return ended;
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return process.onExit().thenApply(ended -> {
            awaitLastOutput();
            return this;
        });
    }

    @Override
    public int exitValue() {
        return process.exitValue();
    }

    @Override
    public void destroy() {
        process.destroy();
    }

    @Override
    public Process destroyForcibly() {
        process.destroyForcibly();
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return process.supportsNormalTermination();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public ProcessHandle toHandle() {
        return process.toHandle();
    }

    @Override
    public ProcessHandle.Info info() {
        return process.info();
    }

    @Override
    public Stream<ProcessHandle> children() {
        return process.children();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    @Override
    public String toString() {
        return process.toString();
    }

    /** The cell that the calling thread works for, where it can be a parent. */
    static Optional<ParentCell> cell() {
        return dev.interlace.jupyter.display.CurrentCell.get()
                .filter(ParentCell.class::isInstance)
                .map(ParentCell.class::cast);
    }
}
