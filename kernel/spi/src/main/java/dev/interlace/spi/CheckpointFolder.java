package dev.interlace.spi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a fit keeps the states of its training, so that a fit that was stopped goes on from the last when it is run
 * again.
 *
 * @param folder of one fit alone; made where it is not there
 * @param every epochs from one state to the next, at least 1; raising it costs less and loses more
 */
public record CheckpointFolder(Path folder, int every) {
    public CheckpointFolder {
        Objects.requireNonNull(folder, "CheckpointFolder.folder");
        if (!(every >= 1)) {
            throw new IllegalArgumentException("CheckpointFolder.every must be at least 1, got " + every);
        }
    }

    /** The folder of one part of the fit within this one. */
    CheckpointFolder split(String part) {
        String name = "part-" + URLEncoder.encode(part, StandardCharsets.UTF_8).replace("*", "%2A");
        return new CheckpointFolder(folder.resolve(name), every);
    }
}
