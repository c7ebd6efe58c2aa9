package dev.interlace.workbench.figures.picture;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Chromium of this machine, without a window. */
final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private Chromium() {}

    /** Where it lies; without one the test is skipped. */
    static Path found() {
        Optional<Path> found = NAMES.stream()
                .flatMap(name -> List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                        .map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "there is no Chromium on the PATH: " + NAMES);
        return found.orElseThrow();
    }

    /** The page as it stands when its scripts have ended. */
    static String dom(Path page, Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        found().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--use-angle=swiftshader",
                        "--enable-unsafe-swiftshader",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=600000",
                        "--timeout=300000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("chromium.log").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("Chromium did not end within 5 minutes; see " + folder);
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
