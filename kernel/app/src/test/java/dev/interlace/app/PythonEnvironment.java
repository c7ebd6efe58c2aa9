package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.fail;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.app.install.KernelAlias;
import dev.interlace.app.install.KernelPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python with Jupyter's clients and the tools beside them, made once for all tests. Without Python or its packages
 * they are skipped, except with CI=true.
 */
final class PythonEnvironment {
    static final Path ENVIRONMENT = Path.of("target", "python-clients").toAbsolutePath();
    static final Path PYTHON = ENVIRONMENT.resolve("bin").resolve("python");
    private static final Path REQUIREMENTS = Path.of("..", "..", "notebooks", "requirements.txt")
            .toAbsolutePath()
            .normalize();
    private static final Path TEST_REQUIREMENTS =
            Path.of("src", "test", "python", "requirements.txt").toAbsolutePath();
    private static final Path TRANSLATOR = Path.of("src", "main", "papermill").toAbsolutePath();
    private static final Path COMPLETE = ENVIRONMENT.resolve("requirements-installed.txt");

    /** A program that has ended, with all that it has printed. */
    record Ended(int status, String text) {}

    private PythonEnvironment() {}

    /** Makes the environment unless it is there, and installs the kernel in it. */
    static void make() throws Exception {
        String wanted = Files.readString(REQUIREMENTS)
                + Files.readString(TEST_REQUIREMENTS)
                + Files.readString(TRANSLATOR.resolve("interlace_papermill.py"));
        if (!Files.exists(COMPLETE) || !Files.readString(COMPLETE).equals(wanted)) {
            Files.deleteIfExists(COMPLETE);
            required(List.of("python3", "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"));
            required(List.of("python3", "-m", "venv", "--clear", ENVIRONMENT.toString()));
            required(List.of(
                    PYTHON.toString(),
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--disable-pip-version-check",
                    "-r",
                    REQUIREMENTS.toString(),
                    "-r",
                    TEST_REQUIREMENTS.toString()));
            required(List.of(
                    PYTHON.toString(),
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--disable-pip-version-check",
                    "--no-index",
                    "--no-deps",
                    TRANSLATOR.toString()));
            Files.writeString(COMPLETE, wanted);
        }
        InstalledKernel kernel = TestInstallation.install(ENVIRONMENT);
        new KernelAlias(kernel, KernelPlace.inPrefix(ENVIRONMENT, KernelAlias.JAVA)).write(KernelAlias.Foreign.KEPT);
    }

    /** Runs what the tests cannot do without. */
    private static void required(List<String> command) throws Exception {
        String reason;
        try {
            Ended ended = run(command, "");
            if (ended.status == 0) {
                return;
            }
            reason = ended.text.strip();
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        String message = "Python's clients are out of reach: " + command + ": " + reason;
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        Assumptions.abort(message);
    }

    /** Runs a command to its end. */
    static Ended run(List<String> command, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JUPYTER_PREFER_ENV_PATH",
                        "1",
                        "JUPYTER_PLATFORM_DIRS",
                        "1",
                        "JUPYTER_RUNTIME_DIR",
                        ENVIRONMENT.resolve("runtime").toString(),
                        "IPYTHONDIR",
                        ENVIRONMENT.resolve("ipython").toString(),
                        "INTERLACE_HISTORY",
                        ENVIRONMENT.resolve("history.jsonl").toString(),
                        "TERM",
                        "dumb"));
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    /** Runs lines of Python. */
    static Ended script(String... lines) throws Exception {
        return run(List.of(PYTHON.toString(), "-c", String.join("\n", lines)), "");
    }
}
