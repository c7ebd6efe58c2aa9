package dev.interlace.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program that has ended. */
record Ran(int status, String text) {
    /** The folder of this module. */
    static final Path MODULE = Path.of("").toAbsolutePath();

    /** The run folder that the build of the app assembles. */
    static final Path RUN = MODULE.resolve("../app/target/interlace").normalize();

    /** Runs a program in {@code folder} with further variables; an empty one is removed. */
    static Ran of(Path folder, Map<String, String> variables, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Map<String, String> all = new HashMap<>(variables);
        all.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }

    /** The same, where the program must end well. */
    static String text(Path folder, Map<String, String> variables, List<String> command) throws Exception {
        Ran ran = of(folder, variables, command);
        assertEquals(0, ran.status, () -> String.join(" ", command) + "\n" + ran.text);
        return ran.text;
    }
}
