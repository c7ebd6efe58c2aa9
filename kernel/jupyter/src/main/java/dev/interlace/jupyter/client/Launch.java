package dev.interlace.jupyter.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a kernel's process is started.
 *
 * @param argv the command; {@code {connection_file}} stands for the file that is written for it
 * @param environment variables to set beside those of this process
 * @param directory its working directory
 */
public record Launch(List<String> argv, Map<String, String> environment, Path directory) {
    public Launch {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** A process with this process's environment and working directory. */
    public static Launch of(List<String> argv) {
        return new Launch(argv, Map.of(), Path.of(""));
    }
}
