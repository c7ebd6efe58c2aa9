package dev.interlace.learn.training;

import java.nio.file.Path;
import java.util.Optional;

/** Where the states of a training go, and where a later one finds the last. */
public interface Checkpoints {
    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public boolean wants(int epoch) {
            return false;
        }

        @Override
        public Optional<Checkpoint> last() {
            return Optional.empty();
        }

        @Override
        public void save(Checkpoint state) {
            // nothing is kept
        }
    };

    /** Whether the state after that epoch is to be kept; a copy of all parameters is made for it. */
    default boolean wants(int epoch) {
        return true;
    }

    /** The state to go on from. */
    Optional<Checkpoint> last();

    /** Keeps the state after an epoch. */
    void save(Checkpoint state);

    /** Keeps the last state in one file; a half-written file never takes the place of a whole one. */
    static Checkpoints file(Path file) {
        return new CheckpointFile(file, 1, Optional.empty());
    }
}
