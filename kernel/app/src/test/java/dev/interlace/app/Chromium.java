package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.fail;

import dev.interlace.app.PythonEnvironment.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A browser without a screen, and the Node package that moves it. Without one of them its tests are skipped, except
 * with {@code INTERLACE_BROWSER=required} in the environment.
 */
final class Chromium {
    static final Path FOLDER = Path.of("target", "browser").toAbsolutePath();

    private static final Path SCRIPTS = Path.of("src", "test", "browser").toAbsolutePath();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Path program;

    private Chromium(Path program) {
        this.program = program;
    }

    /** The browser of this machine, its scripts ready to run. */
    static Chromium make() throws Exception {
        Optional<Path> program = onThePath();
        if (program.isEmpty()) {
            throw missing("no " + String.join(", ", NAMES) + " on the path");
        }
        Files.createDirectories(FOLDER);
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, FOLDER.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(FOLDER.resolve(Path.of("node_modules", "playwright-core", "package.json")))) {
            try {
                Ended ended = PythonEnvironment.run(
                        List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", FOLDER.toString()), "");
                if (ended.status() != 0) {
                    throw missing("npm: " + ended.text().strip());
                }
            } catch (IOException e) {
                throw missing("npm: " + e.getMessage());
            }
        }
        return new Chromium(program.get());
    }

    private static Optional<Path> onThePath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static IllegalStateException missing(String why) {
        String message = "the browser is out of reach: " + why;
        if ("required".equals(System.getenv("INTERLACE_BROWSER"))) {
            fail(message);
        }
        Assumptions.abort(message);
        return new IllegalStateException(message);
    }

    /** Runs a script; what it has said, by name, each as JSON. */
    Map<String, String> run(String script, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("node", FOLDER.resolve(script).toString(), program.toString()));
        command.addAll(List.of(arguments));
        Ended ended = PythonEnvironment.run(command, "");
        Map<String, String> said = new LinkedHashMap<>();
        ended.text().lines().forEach(line -> {
            int json = line.replaceAll("(\"|\\[|\\{|\\d|true|false|null).*", "").length();
            said.put(line.substring(0, json).strip(), line.substring(json));
        });
        if (ended.status() != 0) {
            said.put("status", ended.status() + "\n" + ended.text());
        }
        return said;
    }
}
