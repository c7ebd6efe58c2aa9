package dev.interlace.learn;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where the states of a training go, and where a later one finds the last. */
public interface Checkpoints {
    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<Checkpoint> last() {
            return Optional.empty();
        }

        @Override
        public void save(Checkpoint state) {
            // nothing is kept
        }
    };

    /** The state to go on from. */
    Optional<Checkpoint> last();

    /** Keeps the state after an epoch. */
    void save(Checkpoint state);

    /** Keeps the last state in one file; a half-written file never takes the place of a whole one. */
    static Checkpoints file(Path file) {
        return new Checkpoints() {
            @Override
            public Optional<Checkpoint> last() {
                if (!Files.exists(file)) {
                    return Optional.empty();
                }
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    return Optional.of(Checkpoint.load(in));
                } catch (IOException e) {
                    throw new UncheckedIOException("the checkpoint " + file + " cannot be read: " + e.getMessage(), e);
                }
            }

            @Override
            public void save(Checkpoint state) {
                Path part = file.resolveSibling(file.getFileName() + ".part");
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                    state.save(out);
                } catch (IOException e) {
                    throw new UncheckedIOException("the checkpoint " + part + " cannot be written", e);
                }
                try {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException("the checkpoint " + file + " cannot be written", e);
                }
            }
        };
    }
}
