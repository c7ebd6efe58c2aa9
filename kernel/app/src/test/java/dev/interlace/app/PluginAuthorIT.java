package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.workbench.author.PluginProject;
import dev.interlace.workbench.author.ProjectKind;
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
 * What an author does, with a watch: the artifacts, a project of every kind and one of a method of a cell, their
 * builds. It takes minutes and runs only when asked: {@code mvn -B -pl kernel/app -am -Dit.test=PluginAuthorIT
 * -Dinterlace.authors=true verify}. With {@code -Dinterlace.authors=warm} the projects are built with what Maven has
 * fetched before, otherwise from an empty local repository.
 */
@EnabledIfSystemProperty(named = "interlace.authors", matches = "true|warm", disabledReason = "takes minutes")
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
        Path local = local();
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
        Path exported = exported();
        double cell = run(exported, "mvn", "-B", "-s", settings.toString(), "verify");
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
                "artifacts %.0f s, build of every kind %.0f s, of the method of a cell %.0f s%n",
                artifacts, build, cell);
    }

    /** A local repository without anything of ours. */
    private Path local() throws IOException, InterruptedException {
        Path local = folder.resolve("m2");
        if (System.getProperty("interlace.authors", "").equals("warm")) {
            Path fetched = Path.of(System.getProperty("user.home"), ".m2", "repository");
            run(folder, "cp", "-a", "--link", fetched.toString(), local.toString());
            run(folder, "rm", "-rf", local.resolve("dev/interlace").toString());
        }
        return local;
    }

    /** The project that a kernel writes of a method of a cell. */
    private Path exported() throws IOException {
        Path project = folder.resolve("of-a-cell");
        try (KernelClient client = TestInstallation.start(folder)) {
            client.execute("var lab = Interlace.lab();\n" + CellMethodIT.FUSION, TestInstallation.LIMIT);
            assertEquals(
                    "",
                    client.execute("lab.export(MyFusion.class, Path.of(\"of-a-cell\"))", TestInstallation.LIMIT)
                            .error());
        }
        return project;
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
