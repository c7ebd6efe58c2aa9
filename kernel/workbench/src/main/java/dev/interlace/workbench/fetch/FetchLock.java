package dev.interlace.workbench.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * That nobody else works on a data set: a lock on an empty file, held by one thread of one process. The system takes it
 * back when the process ends, however it ends; the file stays.
 *
 * @param file the file
 * @param waiting what a listener hears while somebody else has it
 */
record FetchLock(Path file, String waiting) {
    private static final long PAUSE_MILLIS = 200;

    /** What is done under the lock. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Waits until the lock is ours, and does the work. */
    <T> T holding(FetchListener listener, Work<T> work) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (attempt(channel).isEmpty()) {
                listener.checkInterrupt();
                listener.at(waiting, 0, 0);
                Thread.sleep(PAUSE_MILLIS);
            }
            return work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.checkInterrupt();
            throw new FetchException(waiting + " was interrupted", e);
        }
    }

    /** The lock, if nobody has it; a thread of this process may have it too. */
    private static Optional<FileLock> attempt(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }
}
