package dev.interlace.learn.training;

import dev.interlace.spi.CheckpointFolder;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.Provenance;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last state of a training in one file; a half-written file never takes the place of a whole one. Where it is known
 * which fit the states are of, that stands before them, and the state of another fit is refused.
 *
 * @param file the file
 * @param every epochs from one state to the next
 * @param fit which fit the states are of
 */
public record CheckpointFile(Path file, int every, Optional<Fit> fit) implements Checkpoints {
    private static final String NAME = "training.checkpoint";
    private static final String DATA = "data";

    /**
     * Which fit.
     *
     * @param provenance method, options, seed, data set, backend
     * @param data the {@link Fingerprint} of the data
     */
    record Fit(Provenance provenance, String data) {}

    /** The states of one fit in the folder that its context names, or nothing kept where it names none. */
    public static Checkpoints of(FitContext context, Provenance provenance, String data) {
        if (context.checkpoints().isEmpty()) {
            return Checkpoints.NONE;
        }
        CheckpointFolder kept = context.checkpoints().get();
        return new CheckpointFile(kept.folder().resolve(NAME), kept.every(), Optional.of(new Fit(provenance, data)));
    }

    @Override
    public boolean wants(int epoch) {
        return epoch % every == 0;
    }

    @Override
    public Optional<Checkpoint> last() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (fit.isPresent()) {
                ModelFile head = ModelFile.load(in);
                requireSame(fit.get(), new Fit(head.provenance(), head.note(DATA)));
            }
            return Optional.of(Checkpoint.load(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireSame(Fit own, Fit other) {
        Map<String, String> mine = words(own);
        Map<String, String> theirs = words(other);
        for (Map.Entry<String, String> word : mine.entrySet()) {
            String found = theirs.getOrDefault(word.getKey(), "nothing");
            if (!Objects.equals(word.getValue(), found)) {
                boolean rows = word.getKey().equals("the rows");
                throw new IllegalArgumentException(
                        own.provenance.methodId() + ": the checkpoint " + file + " is of another fit: "
                                + (rows
                                        ? "its training rows differ"
                                        : word.getKey() + " was " + found + ", is " + word.getValue())
                                + "; give this fit a folder of its own, or delete the file to start again");
            }
        }
    }

    private static Map<String, String> words(Fit fit) {
        Provenance provenance = fit.provenance;
        Map<String, String> words = new TreeMap<>();
        words.put("method", provenance.methodId() + " " + provenance.version());
        provenance.options().forEach((name, value) -> words.put("option " + name, value));
        words.put("seed", Long.toString(provenance.seed()));
        words.put("the backend", provenance.backend());
        words.put("the data set", provenance.datasetId());
        words.put("the rows", fit.data);
        return words; // method, options, seed, the ...
    }

    @Override
    public void save(Checkpoint state) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (fit.isPresent()) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                if (fit.isPresent()) {
                    Fit own = fit.get();
                    new ModelFile(own.provenance, History.empty(), Map.of(DATA, own.data), Map.of()).save(out);
                }
                state.save(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
