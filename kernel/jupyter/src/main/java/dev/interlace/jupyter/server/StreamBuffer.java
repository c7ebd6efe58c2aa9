package dev.interlace.jupyter.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Gathers what a cell prints into few messages.
 *
 * <p>It is flushed when the stream changes, so that stdout and stderr keep their order, when it is large, and by its
 * owner after a short while and before anything else is shown. A character whose bytes are split stays behind for the
 * next flush.
 */
final class StreamBuffer {
    private static final int LARGE = 256 << 10;

    private final BiConsumer<Stream, String> out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Stream stream = Stream.STDOUT;

    /** The two streams, by the names of the protocol. */
    enum Stream {
        STDOUT("stdout"),
        STDERR("stderr");

        private final String label;

        Stream(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    StreamBuffer(BiConsumer<Stream, String> out) {
        this.out = out;
    }

    /** Appends; true where the buffer was empty before. */
    synchronized boolean write(Stream to, byte[] data, int offset, int length) {
        if (to != stream) {
            send(bytes.size());
            stream = to;
        }
        boolean first = bytes.size() == 0;
        int from = offset;
        int left = length;
        while (bytes.size() + left > LARGE) {
            int part = Math.max(1, LARGE - bytes.size());
            bytes.write(data, from, part);
            from += part;
            left -= part;
            send(wholeCharacters());
        }
        bytes.write(data, from, left);
        return first && bytes.size() > 0;
    }

    /** Sends what is whole. */
    synchronized void flush() {
        send(wholeCharacters());
    }

    /** Sends everything. */
    synchronized void flushAll() {
        send(bytes.size());
    }

    private void send(int count) {
        if (count == 0) {
            return;
        }
        byte[] all = bytes.toByteArray();
        bytes.reset();
        bytes.write(all, count, all.length - count);
        out.accept(stream, new String(all, 0, count, StandardCharsets.UTF_8));
    }

    // without a last character whose leading byte asks for more bytes than there are
    private int wholeCharacters() {
        byte[] all = bytes.toByteArray();
        int lead = all.length - 1;
        while (lead >= 0 && lead > all.length - 4 && (all[lead] & 0xC0) == 0x80) {
            lead--;
        }
        if (lead < 0) {
            return all.length;
        }
        int first = all[lead] & 0xFF;
        int wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        return lead + wanted > all.length ? lead : all.length;
    }
}
