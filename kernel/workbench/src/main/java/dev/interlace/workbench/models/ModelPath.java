package dev.interlace.workbench.models;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.Plugin;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * The file of a fitted model: a line that says which plugin wrote it, from which jar, and what the plugin wrote.
 *
 * <p>A file is written beside its place and moved there when it is whole: a process that ends in between leaves the
 * older model.
 *
 * @param file where it lies
 */
record ModelPath(Path file) {
    private static final byte[] BEGIN = "interlace-model 1 ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LINE = 1 << 16;

    /** What writes a model. */
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Writes what {@code writer} gives, as a model of {@code plugin}. */
    void write(Plugin plugin, Writer writer) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                out.write(BEGIN);
                out.write(line(plugin).getBytes(StandardCharsets.UTF_8));
                out.write('\n');
                writer.write(out);
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true); // on the disk before its name is
            }
            move(part, whole);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the model cannot be written to " + file + ": " + e.getMessage()
                            + "; an older model there is as it was",
                    e);
        } finally {
            delete(part);
        }
    }

    private static void move(Path part, Path whole) throws IOException {
        try {
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            part.toFile().deleteOnExit();
        }
    }

    private static String line(Plugin plugin) {
        JsonObject line = new JsonObject();
        line.addProperty("id", plugin.id());
        line.addProperty("version", plugin.version());
        line.addProperty("from", plugin.source().name());
        plugin.source().sha256().ifPresent(sum -> line.addProperty("sha256", sum));
        return new Gson().toJson(line);
    }

    /**
     * Reads a model by {@code reader}, as one of that method.
     *
     * @throws IllegalArgumentException when another method wrote it
     * @throws UncheckedIOException when it cannot be read; names the file
     */
    <M> M read(Found<?> found, Function<InputStream, M> reader) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(LONGEST_LINE);
            if (Arrays.equals(BEGIN, in.readNBytes(BEGIN.length))) {
                check(found.plugin(), line(in));
            } else {
                in.reset(); // written before files had this line
            }
            return reader.apply(in);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no model file " + file, e);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the model file " + file + " cannot be read: " + e.getMessage(), e);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LONGEST_LINE; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private void check(Plugin plugin, String line) throws IOException {
        JsonObject said;
        try {
            said = new Gson().fromJson(line, JsonObject.class);
        } catch (JsonParseException e) {
            throw new IOException("its first line is damaged", e);
        }
        String id = said == null || !said.has("id") ? "" : said.get("id").getAsString();
        if (!id.equals(plugin.id())) {
            throw new IllegalArgumentException("the model file " + file + " is one of " + id + ", not of " + plugin.id()
                    + "; load it by the method that wrote it");
        }
    }
}
