package dev.interlace.workbench.models;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.interlace.runtime.PluginMark;
import dev.interlace.runtime.Threshold;
import dev.interlace.runtime.WholeFile;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.Plugin;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /** Writes what {@code writer} gives, as a model of {@code plugin}. */
    void write(Plugin plugin, WholeFile.Writer writer) {
        write(plugin, Optional.empty(), writer);
    }

    /** Writes what {@code writer} gives, as a model of {@code plugin} with a threshold. */
    void write(Plugin plugin, Optional<Threshold> threshold, WholeFile.Writer writer) {
        try {
            new WholeFile(file).write(out -> {
                out.write(BEGIN);
                out.write(line(plugin, threshold).getBytes(StandardCharsets.UTF_8));
                out.write('\n');
                writer.write(out);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the model cannot be written to " + file + ": " + e.getMessage()
                            + "; an older model there is as it was",
                    e);
        }
    }

    private static String line(Plugin plugin, Optional<Threshold> threshold) {
        JsonObject line = new Gson().toJsonTree(plugin.mark()).getAsJsonObject();
        threshold.ifPresent(chosen -> line.add("threshold", chosen.json()));
        line.addProperty("spi", plugin.code().spi());
        return new Gson().toJson(line);
    }

    /** The threshold that the file keeps, where it keeps one. */
    Optional<Threshold> threshold() {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (!Arrays.equals(BEGIN, in.readNBytes(BEGIN.length))) {
                return Optional.empty();
            }
            byte[] bytes = line(in).getBytes(StandardCharsets.ISO_8859_1); // read byte by byte
            JsonObject line = new Gson().fromJson(new String(bytes, StandardCharsets.UTF_8), JsonObject.class);
            return line == null || !line.has("threshold")
                    ? Optional.empty()
                    : Optional.of(Threshold.of(line.getAsJsonObject("threshold")));
        } catch (IOException e) {
            throw unreadable(e);
        } catch (JsonParseException | IllegalArgumentException e) {
            throw unreadable(new IOException("its threshold is damaged", e));
        }
    }

    /**
     * A model that was read.
     *
     * @param model the model
     * @param notes what its reader should know: that another version or jar wrote it
     * @param <M> its type
     */
    record Read<M>(M model, List<String> notes) {}

    /**
     * Reads a model by {@code reader}, as one of that method.
     *
     * @throws IllegalArgumentException when another method wrote it
     * @throws UncheckedIOException when it cannot be read; names the file
     */
    <M> Read<M> read(Found<?> found, Function<InputStream, M> reader) {
        List<String> notes = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(LONGEST_LINE);
            if (Arrays.equals(BEGIN, in.readNBytes(BEGIN.length))) {
                check(found.plugin(), line(in)).ifPresent(notes::add);
            } else {
                in.reset(); // written before files had this line
            }
            return new Read<>(reader.apply(in), notes);
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

    /** That the method wrote it; gives what else is to be known of who did. */
    private Optional<String> check(Plugin plugin, String line) throws IOException {
        PluginMark said;
        try {
            JsonObject json = Objects.requireNonNullElse(new Gson().fromJson(line, JsonObject.class), new JsonObject());
            said = new PluginMark(text(json, "id"), text(json, "version"), text(json, "from"), text(json, "sha256"));
        } catch (JsonParseException e) {
            throw new IOException("its first line is damaged", e);
        }
        if (!said.id().equals(plugin.id())) {
            throw new IllegalArgumentException("the model file " + file + " is one of " + said.id() + ", not of "
                    + plugin.id() + "; load it by the method that wrote it");
        }
        return said.unlike(plugin.mark());
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }
}
