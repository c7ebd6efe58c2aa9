package dev.interlace.jupyter.server;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.engine.StopCheck;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Leads {@code System.out}, {@code System.err} and {@code System.in} to the cell of the thread that uses them.
 *
 * <p>They are installed once and never swapped back, so that a thread that outlives its cell still prints into it.
 * Threads of no cell, such as the kernel's own, keep the process's streams.
 */
final class StandardStreams {
    private StandardStreams() {}

    /** Installs the three streams. */
    static void install() {
        System.setOut(printer(System.out, StreamBuffer.Stream.STDOUT));
        System.setErr(printer(System.err, StreamBuffer.Stream.STDERR));
        System.setIn(new CellInput());
    }

    private static PrintStream printer(PrintStream outside, StreamBuffer.Stream stream) {
        return new PrintStream(new CellStream(outside, stream), false, StandardCharsets.UTF_8);
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
