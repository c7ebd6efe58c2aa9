package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.app.author.PluginProject;
import dev.interlace.app.author.ProjectKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an author does, with a watch: the artifacts, a project of every kind, its build. It takes minutes and runs only
 * when asked: {@code mvn -B -pl kernel/app -am -Dit.test=PluginAuthorIT -Dinterlace.authors=true verify}.
 */
@EnabledIfSystemProperty(named = "interlace.authors", matches = "true", disabledReason = "takes minutes")
class PluginAuthorIT {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private static double run(Path where, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("author", ".log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(15, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), String.join(" ", command) + "\n" + Files.readString(log));
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void aProjectOfEveryKindIsGreenAtOnceAndTwoBuildsOfTheArtifactsAreEqual() throws Exception {
        Path first = folder.resolve("first");
        double artifacts = run(ROOT, ROOT.resolve("lab").toString(), "artifacts", "--to", first.toString());
        Path local = folder.resolve("m2");
        Path settings = folder.resolve("settings.xml");
        Files.writeString(settings, """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles><profile><id>authors</id><repositories>
                    <repository><id>interlace</id><url>%s</url></repository>
                  </repositories></profile></profiles>
                  <activeProfiles><activeProfile>authors</activeProfile></activeProfiles>
                </settings>
                """.formatted(local, first.toUri()));
        Path project = folder.resolve("everything");
        PluginProject.of("everything", List.of(ProjectKind.values()), "0.1.0").write(project);
        double build = run(project, "mvn", "-B", "-s", settings.toString(), "verify");
        Path again = folder.resolve("again");
        copySources(folder.resolve("copy"));
        run(
                folder.resolve("copy"),
                "mvn",
                "-B",
                "-Partifacts",
                "-pl",
                "kernel/bom,kernel/spi,kernel/learn,plugins/testkit",
                "-Dmaven.install.skip=true",
                "-DaltDeploymentRepository=interlace::" + again.toUri(),
                "deploy");
        for (Path file : artifacts(first)) {
            assertArrayEquals(
                    Files.readAllBytes(file),
                    Files.readAllBytes(again.resolve(first.relativize(file))),
                    file + " differs between two builds");
        }
        System.out.printf(
                "artifacts %.0f s, build of every kind from an empty local repository %.0f s%n", artifacts, build);
    }

    private static List<Path> artifacts(Path repository) throws IOException {
        try (var files = Files.walk(repository)) {
            return files.filter(file ->
                            file.toString().endsWith(".jar") || file.toString().endsWith(".pom"))
                    .toList();
        }
    }

    private static void copySources(Path target) throws IOException, InterruptedException {
        Files.createDirectories(target);
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "git ls-files '*pom.xml' .mvn kernel/bom kernel/spi kernel/learn plugins/testkit | tar c -T - | tar x -C '"
                        + target + File.separator + "'"));
        run(ROOT, command.toArray(String[]::new));
    }
}
