package dev.interlace.jupyter;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.MalformedMessageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inputs of many sessions in one file of JSON lines that only its owner can read.
 *
 * <p>Several kernels may append at once: each input is one write at the file's end. A line begins with its line break,
 * so that one that a crash has cut short spoils no other. A file that grows too large loses its older half.
 */
final class HistoryFile {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    private static final long LARGE = 8L << 20;
    private static final int LONGEST_INPUT = 100_000;

    private final Path file;
    private final long large;
    private final String session = UUID.randomUUID().toString();
    private boolean refused;

    /**
     * One input.
     *
     * @param session id of its session
     * @param number execution count
     * @param input its text
     */
    record Line(String session, int number, String input) {}

    HistoryFile(Path file) {
        this(file, LARGE);
    }

    /** A history that is cut in half when it has more than {@code large} bytes. */
    HistoryFile(Path file, long large) {
        this.file = file.toAbsolutePath();
        this.large = large;
    }

    /** Adds an input of this session; a file that cannot be written is reported once. */
    synchronized void append(int number, String input) {
        if (refused || input.length() > LONGEST_INPUT) {
            return;
        }
        JsonObject line = Json.of("session", session);
        line.addProperty("line", number);
        line.addProperty("input", input);
        try {
            create();
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                ByteBuffer bytes = ByteBuffer.wrap(("\n" + Json.text(line)).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (out.size() > large) {
                    shorten();
                }
            }
        } catch (IOException e) {
            refused = true;
            LOG.warn("inputs are not kept across sessions: {} cannot be written ({})", file, e.toString());
        }
    }

    private void create() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            Files.createFile(file, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            LOG.debug("another kernel was first to create {}", file);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    // what another kernel writes between the reading and the move is lost: a line of history, once in eight megabytes
    private void shorten() throws IOException {
        byte[] all = Files.readAllBytes(file);
        int from = all.length / 2;
        while (from < all.length && all[from] != '\n') {
            from++;
        }
        Path shorter = file.resolveSibling(file.getFileName() + "." + session);
        Files.createFile(shorter, ownerOnly());
        try (FileChannel out = FileChannel.open(shorter, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(all, from, all.length - from);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The last {@code count} inputs of other sessions, in the order in which they were written. */
    synchronized List<Line> readOthers(int count) {
        Deque<Line> lines = new ArrayDeque<>();
        // not Files.readAllLines: bytes that are no UTF-8 shall spoil their own line only
        try (BufferedReader in =
                new BufferedReader(new java.io.InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String text = in.readLine();
            while (text != null) {
                parse(text).filter(line -> !line.session().equals(session)).ifPresent(lines::add);
                if (lines.size() > count) {
                    lines.remove();
                }
                text = in.readLine();
            }
        } catch (NoSuchFileException e) {
            LOG.debug("there is no history yet: {}", file);
        } catch (IOException e) {
            LOG.warn("inputs of earlier sessions cannot be read from {} ({})", file, e.toString());
        }
        return List.copyOf(lines);
    }

    private static Optional<Line> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonObject line = Json.object(text);
            String session = Json.string(line, "session", "");
            String input = Json.string(line, "input", "");
            return session.isEmpty() || input.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Line(session, Json.integer(line, "line", 0), input));
        } catch (MalformedMessageException e) {
            LOG.debug("a broken line of history was left out: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
