package dev.interlace.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.KernelProcess;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The Maven magics in a kernel process whose user's home is made for the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MavenIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private KernelClient kernel;
    private Path home;

    /** The kernel under test. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            KernelProcess.run(Path.of(arguments[0]), KernelConfig.named("test", "0"));
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        home = folder;
        FileRepository remote = new FileRepository(folder.resolve("remote"));
        remote.with("leaf", "1.0")
                .with("leaf", "2.0")
                .with("root", "1.0", "leaf:1.0")
                .with("other", "1.0");
        Path settings = Files.createDirectories(folder.resolve(".m2")).resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>mirrored</id><mirrorOf>*</mirrorOf><url>" + remote.url()
                        + "</url></mirror></mirrors></settings>");
        kernel = KernelClient.start(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "{connection_file}"),
                LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private CellResult run(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error());
        return result;
    }

    @Test
    void aCellUsesTheClassesThatTheLinesAboveHaveBrought() {
        CellResult result = run("%maven test:root:1.0\ntest.Root.text() + \", \" + test.Leaf.text()");
        assertEquals("root 1.0, leaf 1.0", result.value());
        assertTrue(
                Json.text(result.outputs().get(0)).contains("added root 1.0, leaf 1.0"),
                result.outputs().toString());
        assertTrue(Files.isRegularFile(home.resolve(".m2/repository/test/leaf/1.0/leaf-1.0.jar")));
        CellResult again = run("%maven test:leaf:2.0");
        assertTrue(Json.text(again.outputs().get(0)).contains("leaf 2.0 was not added: version 1.0 is loaded"));
        assertEquals("leaf 1.0", run("test.Leaf.text()").value());
    }

    @Test
    void theAddedPathsCanBeAssigned() {
        assertEquals(
                "true",
                run("List<String> jars = %addMavenDependency test:other:1.0\njars.get(0).endsWith(\"other-1.0.jar\")")
                        .value());
    }

    @Test
    void whatIsMissingIsNamedWithThePlacesThatWereAsked() {
        String error = kernel.execute("%maven test:nothing:1.0", LIMIT).error();
        assertTrue(error.contains("cannot find test:nothing:1.0\n    mirrored: not found"), error);
    }
}
