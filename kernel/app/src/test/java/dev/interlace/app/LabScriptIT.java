package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code lab} says on machines that lack something: a copy of it, with a PATH that holds only what the test puts
 * there.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "lab is a POSIX script")
class LabScriptIT {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final List<String> TOOLS = List.of(
            "sh", "dirname", "sed", "head", "tail", "mkdir", "grep", "cat", "rm", "cmp", "cp", "mv", "find", "ls",
            "sleep", "id", "uname", "expr");

    @TempDir
    private Path folder;

    private Path bin;

    @BeforeEach
    void prepare() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            for (String place : List.of("/bin/", "/usr/bin/")) {
                if (Files.exists(Path.of(place + tool)) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(place + tool));
                }
            }
        }
        Files.copy(ROOT.resolve("lab"), folder.resolve("lab"));
        assertEquals(true, folder.resolve("lab").toFile().setExecutable(true));
    }

    private void program(String name, String... lines) throws IOException {
        Path file = bin.resolve(name);
        Files.deleteIfExists(file);
        List<String> script = new ArrayList<>(List.of("#!/bin/sh"));
        script.addAll(Arrays.asList(lines));
        Files.write(file, script);
        assertEquals(true, file.toFile().setExecutable(true));
    }

    private void java(String version, String... modules) throws IOException {
        program(
                "java",
                "echo '    java.home = /jdk'",
                "echo '    java.specification.version = " + version + "'",
                "for m in " + String.join(" ", modules) + "; do echo $m@" + version + "; done");
    }

    private void jdk() throws IOException {
        java("17", "jdk.compiler", "jdk.jshell", "jdk.incubator.vector");
    }

    /** Makes {@code lab} believe that it has built. */
    private void built() throws IOException {
        Files.createDirectories(folder.resolve("kernel/app/target/interlace/lib"));
        Files.writeString(folder.resolve("kernel/app/target/interlace/lib/x.jar"), "");
        Files.createDirectories(folder.resolve("target/lab"));
        Files.writeString(folder.resolve("target/lab/built"), "");
        Files.createDirectories(folder.resolve("notebooks"));
        Files.writeString(folder.resolve("notebooks/requirements.txt"), "jupyterlab\n");
    }

    private String failure(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(folder.resolve("lab").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertNotEquals(0, process.waitFor(), text);
        return text;
    }

    @Test
    void withoutJava() throws Exception {
        assertEquals(
                "lab: No Java found; install JDK 17 or newer (Debian: apt install openjdk-17-jdk-headless, others:"
                        + " https://adoptium.net).\n",
                failure("run"));
    }

    @Test
    void withAnOldJava() throws Exception {
        java("11", "jdk.compiler", "jdk.jshell");
        assertEquals(
                "lab: Java 11 is too old (/jdk); install JDK 17 or newer, or set JAVA_HOME to one.\n", failure("run"));
    }

    @Test
    void withAJreOnly() throws Exception {
        java("17", "java.base", "jdk.incubator.vector");
        assertEquals(
                "lab: /jdk is a Java without jdk.compiler: a JRE, where a JDK is needed (Debian: apt install"
                        + " openjdk-17-jdk-headless).\n",
                failure("run"));
    }

    @Test
    void withoutMaven() throws Exception {
        jdk();
        assertEquals(
                "lab: No Maven found; install Maven 3.8.6 or newer (Debian: apt install maven, others:"
                        + " https://maven.apache.org).\n",
                failure("run"));
    }

    @Test
    void withAnOldMaven() throws Exception {
        jdk();
        program("mvn", "echo 'Apache Maven 3.6.3 (x)'");
        assertEquals("lab: Maven 3.6.3 is too old; install Maven 3.8.6 or newer.\n", failure("run"));
    }

    @Test
    void withoutNetworkForMaven() throws Exception {
        jdk();
        program(
                "mvn",
                "case \" $* \" in *' -v '*) echo 'Apache Maven 3.8.7';; *) echo '[ERROR] Unknown host repo'; exit 1;; esac");
        assertEquals(
                "Building\nlab: No network: Maven could not fetch what the build needs (log: " + folder
                        + "/target/lab/build.log). Connect, or set your proxy in ~/.m2/settings.xml, and start again.\n",
                failure("run"));
    }

    @Test
    void withoutPython() throws Exception {
        jdk();
        built();
        assertEquals(
                "lab: No Python found; JupyterLab needs Python 3.10 or newer (Debian: apt install python3-venv). Without it,"
                        + " ./lab run executes the notebooks.\n",
                failure());
    }

    @Test
    void withAnOldPython() throws Exception {
        jdk();
        built();
        program("python3", "case \"$1\" in -V) echo Python 3.8.2;; *) exit 1;; esac");
        assertEquals(
                "lab: Python 3.8.2 is too old; JupyterLab needs Python 3.10 or newer. Without it, ./lab run executes the"
                        + " notebooks.\n",
                failure());
    }

    @Test
    void withAPythonWithoutVenv() throws Exception {
        jdk();
        built();
        program("python3", "case \"$2\" in *ensurepip*) exit 1;; esac");
        assertEquals(
                "lab: " + bin + "/python3 has no venv module (Debian: apt install python3-venv). Without it, ./lab run"
                        + " executes the notebooks.\n",
                failure());
    }

    @Test
    void withoutNetworkForPip() throws Exception {
        jdk();
        built();
        program(
                "python3",
                "case \"$*\" in",
                "  *'-m venv'*) mkdir -p " + folder + "/.venv/bin; cp " + bin + "/python3 " + folder
                        + "/.venv/bin/python;;",
                "  *'-m pip'*) echo 'Temporary failure in name resolution'; exit 1;;",
                "  *jupyterlab*) exit 1;;",
                "esac");
        assertEquals(
                "Making the Python environment\nFetching JupyterLab\nlab: No network: pip could not fetch JupyterLab (log: "
                        + folder
                        + "/target/lab/pip.log). Connect and start again; without it, ./lab run executes the notebooks.\n",
                failure());
    }

    @Test
    void dataNeedsJavaAndABuildButNoPython() throws Exception {
        assertEquals(
                "lab: No Java found; install JDK 17 or newer (Debian: apt install openjdk-17-jdk-headless, others:"
                        + " https://adoptium.net).\n",
                failure("data"));
        jdk();
        assertEquals(
                "lab: No Maven found; install Maven 3.8.6 or newer (Debian: apt install maven, others:"
                        + " https://maven.apache.org).\n",
                failure("data", "stamps"));
    }

    @Test
    void dataHandsItsArgumentsOnAndItsStatusBack() throws Exception {
        built();
        program(
                "java",
                "case \"$*\" in",
                "  *XshowSettings*) echo '    java.home = /jdk'; echo '    java.specification.version = 17'",
                "    for m in jdk.compiler jdk.jshell jdk.incubator.vector; do echo $m@17; done;;",
                "  *dev.interlace.app.Main*) echo \"$@\" | sed 's/.*dev.interlace.app.Main/Main/'; exit 1;;",
                "esac");
        assertEquals("Main data --remove stamps mnist\n", failure("data", "--remove", "stamps", "mnist"));
    }

    @Test
    void theHelpNamesTheDataCommandAndItsFolder() throws Exception {
        String help = failure("nonsense");
        assertTrue(help.contains("./lab data [name…]"), help);
        assertTrue(help.contains("INTERLACE_DATA"), help);
    }

    @Test
    void anUnknownCommandShowsTheKnownOnes() throws Exception {
        String text = failure("rum");
        assertEquals(
                "lab: unknown command 'rum'",
                text.strip().lines().reduce((a, b) -> b).orElse(""));
    }
}
