package dev.interlace.jupyter.server;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.engine.GuardedRun;
import dev.interlace.jupyter.engine.StopCheck;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leads {@code System.out}, {@code System.err} and {@code System.in} to the cell of the thread that uses them.
 *
 * <p>A thread that outlives its cell still prints into it. Threads of no cell, such as the kernel's own, keep the
 * process's streams.
 */
final class StandardStreams {
    private final PrintStream outsideOut = System.out;
    private final PrintStream outsideErr = System.err;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InputStream in = new CellInput();
    private PrintStream out = printer(StreamBuffer.Stream.STDOUT);
    private PrintStream err = printer(StreamBuffer.Stream.STDERR);

    /** Installs the three streams, new ones of the first two, whose locks nobody holds. */
    synchronized void renew() {
        out = printer(StreamBuffer.Stream.STDOUT);
        err = printer(StreamBuffer.Stream.STDERR);
        install();
    }

    private void install() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
    }

    /** Installs again those that a cell has replaced; their names. */
    synchronized List<String> restore() {
        List<String> replaced = new ArrayList<>();
        if (System.out != out) {
            replaced.add("System.out");
        }
        if (System.err != err) {
            replaced.add("System.err");
        }
        if (System.in != in) {
            replaced.add("System.in");
        }
        if (!replaced.isEmpty()) {
            install();
        }
        return replaced;
    }

    /** Whether a cell has closed a stream since the last call. */
    boolean takeClosed() {
        return closed.getAndSet(false);
    }

    private PrintStream printer(StreamBuffer.Stream stream) {
        PrintStream outside = stream == StreamBuffer.Stream.STDOUT ? outsideOut : outsideErr;
        return new CellPrinter(new CellStream(outside, stream), closed);
    }

    /** Passes over that it is closed: what wraps it may be closed at any time, and later cells print to it as well. */
    private static final class CellPrinter extends PrintStream {
        private final AtomicBoolean closed;

        CellPrinter(OutputStream out, AtomicBoolean closed) {
            super(out, false, StandardCharsets.UTF_8);
            this.closed = closed;
        }

        @Override
        public void close() {
            flush();
            closed.set(true);
        }
    }

    private static final class CellStream extends OutputStream {
        private final PrintStream outside;
        private final StreamBuffer.Stream stream;

        CellStream(PrintStream outside, StreamBuffer.Stream stream) {
            this.outside = outside;
            this.stream = stream;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Optional<CellOutput> cell = CurrentCell.get();
            if (cell.isPresent() && cell.get() instanceof CellRun run) {
                StopCheck.check();
                run.write(stream, bytes, offset, length);
            } else if (cell.isPresent() && cell.get() instanceof GuardedRun.Quiet quiet) {
                StopCheck.check();
                outside.write(bytes, offset, quiet.allowed(length));
            } else {
                outside.write(bytes, offset, length);
            }
        }
    }

    /** Asks the front end for a line whenever it has been read empty. */
    private static final class CellInput extends InputStream {
        private byte[] line = new byte[0];
        private int next;

        @Override
        public synchronized int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (next == line.length && !ask()) {
                return -1;
            }
            int count = Math.min(length, line.length - next);
            System.arraycopy(line, next, bytes, offset, count);
            next += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return line.length - next;
        }

        private boolean ask() {
            Optional<CellOutput> cell = CurrentCell.get();
            if (cell.isPresent() && cell.get() instanceof CellRun run) {
                String answer = run.readLine("", NotebookSession.Echo.SHOWN);
                line = (answer + "\n").getBytes(StandardCharsets.UTF_8);
                next = 0;
                return true;
            }
            return false;
        }
    }
}
