package dev.interlace.plugins.datasets;

import dev.interlace.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a fetched data set has prepared. A file that is gone or damaged is mended by fetching the set again. */
final class FetchedFiles {
    private FetchedFiles() {}

    /** The bytes of a file of the data set {@code id}. */
    static byte[] read(String id, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw damaged(id, file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What to throw when the prepared folder is not as it was left. */
    static PluginException damaged(String id, String what, Throwable cause) {
        String name = id.substring(id.indexOf('/') + 1);
        return new PluginException(
                id,
                what + "; the fetched data set is damaged: '%dataset remove " + name + "', then '%dataset get " + name
                        + "'",
                cause);
    }
}
