package dev.interlace.bench;

import dev.interlace.bench.golden.Recording;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes down what every registered method gives, or compares this build with what another build wrote down.
 *
 * <p>Arguments: {@code write FILE} or {@code compare FILE}. A comparison computes everything again, prints every line
 * that differs with its largest relative difference, and ends with 1 where one is beyond 1e-6 or missing. One thread:
 * {@code OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive}; the file's head says what it was written with.
 */
public final class Golden {
    private Golden() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        String verb = arguments.length > 1 ? arguments[0] : "";
        switch (verb) {
            case "write" -> Recording.now().write(Path.of(arguments[1]));
            case "compare" -> System.exit(Recording.now().compare(Path.of(arguments[1]), System.out) ? 0 : 1);
            default ->
                throw new IllegalArgumentException(
                        "Golden takes write FILE or compare FILE, got " + String.join(" ", arguments));
        }
    }
}
