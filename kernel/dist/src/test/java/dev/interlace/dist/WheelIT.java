package dev.interlace.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wheel as a user meets it: a fresh environment, pip, Jupyter's client, and pip again. */
class WheelIT {
    private static final Path REQUIREMENTS =
            Ran.MODULE.resolve("../../notebooks/requirements.txt").normalize();
    private static final Path DRIVE = Ran.MODULE.resolve("src/test/python/drive.py");

    @TempDir
    private Path folder;

    private Path python = Path.of("");
    private Map<String, String> variables = Map.of();

    private String run(String... command) throws Exception {
        return Ran.text(folder, variables, List.of(command));
    }

    private String pip(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-m", "pip", "-q"));
        command.add("--disable-pip-version-check");
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** The folder of the environment's packages. */
    private String site() throws Exception {
        return run(python.toString(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
                .strip();
    }

    private List<String> ofOurs(Path environment) throws Exception {
        try (Stream<Path> files = Files.walk(environment)) {
            return files.map(file -> environment.relativize(file).toString())
                    .filter(file -> file.contains("interlace"))
                    .toList();
        }
    }

    @Test
    void pipInstallsAKernelThatRunsAndUninstallsAllOfIt() throws Exception {
        Platform platform = Platform.current();
        Path none = folder.resolve("none");
        Path wheel = Distribution.wheel("0.1.0", Ran.MODULE).write(folder, platform, Jars.of(Ran.RUN, none, platform));
        Path environment = folder.resolve("environment");
        python = environment.resolve("bin").resolve("python");
        variables = Map.of(
                "XDG_CACHE_HOME", folder.resolve("cache").toString(), "JAVA_HOME", System.getProperty("java.home"));
        run("python3", "-m", "venv", environment.toString());
        pip("install", "-c", REQUIREMENTS.toString(), "jupyter-client", "ipykernel");
        pip("install", "--no-index", wheel.toString());

        String said = run(
                python.toString(),
                DRIVE.toString(),
                "1 + 1",
                "Interlace.lab().plugin(\"fusion/early\").toString().contains(\"fusion/early\")",
                "Nd4j.ones(3).sumNumber()");
        assertEquals("2\ntrue\n3.0\n", said);
        String spec = Files.readString(environment.resolve("share/jupyter/kernels/interlace/kernel.json"));
        assertTrue(spec.contains("{resource_dir}/launch.py"), "no path of the machine that built it: " + spec);

        Path licences = environment.resolve(site()).resolve("interlace_kernel-0.1.0.dist-info/licenses");
        assertTrue(Files.readString(licences.resolve("NOTICE")).contains("OpenMoji"), "what it contains is told");

        variables = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString(), "JAVA_HOME", folder.toString());
        String reason = run(python.toString(), DRIVE.toString(), "1 + 1");
        assertTrue(reason.contains("NoJdk: Interlace needs a JDK 17 or newer. Install one ("), reason);
        assertTrue(reason.strip().endsWith("JAVA_HOME is " + folder.toRealPath() + ", which has no bin/java."), reason);

        String cleared = run(environment.resolve("bin").resolve("interlace").toString(), "clear-cache");
        assertTrue(cleared.startsWith("Removed what was prepared for 1 Java version(s)"), cleared);
        pip("uninstall", "-y", "interlace-kernel");
        assertEquals(List.of(), ofOurs(environment));
        assertEquals(
                List.of(), ofOurs(folder.resolve("cache").resolve("interlace").resolve("kernels")));
    }
}
