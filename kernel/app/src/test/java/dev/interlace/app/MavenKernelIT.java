package dev.interlace.app;

import static dev.interlace.app.TestInstallation.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven and the variables of other kernels in the installed kernel. */
class MavenKernelIT {
    @TempDir
    private Path folder;

    private KernelClient start(Map<String, String> variables, String... options) throws IOException {
        InstalledKernel kernel = TestInstallation.kernel();
        List<String> argv = new ArrayList<>(kernel.argv());
        argv.addAll(2, List.of(options));
        Map<String, String> environment = new HashMap<>(kernel.environment());
        environment.putAll(variables);
        return new InstalledKernel(kernel.spec(), kernel.displayName(), argv, environment).launch(folder, LIMIT);
    }

    @Test
    void mavensClassesAreLoadedByItsFirstUseAndStayHiddenFromCells() throws IOException {
        Path log = folder.resolve("classes.txt");
        Map<String, String> home = Map.of(
                "INTERLACE_MAVEN_REPOSITORY", folder.resolve("repository").toString());
        String missing;
        try (KernelClient client = start(home, "-Xlog:class+load:file=" + log)) {
            assertEquals("2", client.execute("1+1", LIMIT).value());
            assertFalse(Files.readString(log).contains(" org.eclipse.aether."), "loaded before a cell asked for it");
            missing = client.execute("%maven --offline test:nothing:1.0", LIMIT).error();
            assertTrue(Files.readString(log).contains(" org.eclipse.aether."), "loaded from somewhere else");
            String hidden = client.execute("Class.forName(\"org.eclipse.aether.RepositorySystem\")", LIMIT)
                    .error();
            assertTrue(hidden.startsWith("java.lang.ClassNotFoundException"), hidden);
        }
        assertTrue(missing.contains("%maven: cannot find test:nothing:1.0"), missing);
    }

    @Test
    void aPluginComesByItsCoordinates() throws Exception {
        Path place = Files.createDirectories(folder.resolve("remote/test/zero/1.0"));
        Path jar = Files.move(PluginJar.good(folder), place.resolve("zero-1.0.jar"));
        Path pom = Files.writeString(
                place.resolve("zero-1.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>zero</artifactId>"
                        + "<version>1.0</version><dependencies><dependency><groupId>dev.interlace</groupId>"
                        + "<artifactId>interlace-spi</artifactId><version>0.1.0</version></dependency></dependencies>"
                        + "</project>");
        for (Path file : List.of(jar, pom)) {
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
            Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(sum));
        }
        Path settings = Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><mirrors><mirror><id>mirrored</id><mirrorOf>*</mirrorOf><url>"
                        + folder.resolve("remote").toUri() + "</url></mirror></mirrors></settings>");
        Map<String, String> home = Map.of(
                "INTERLACE_MAVEN_SETTINGS",
                settings.toString(),
                "INTERLACE_MAVEN_REPOSITORY",
                folder.resolve("repository").toString());
        try (KernelClient client = start(home)) {
            var added = client.execute("%plugin add test:zero:1.0", LIMIT);
            assertEquals("", added.error());
            assertTrue(added.value().contains("someone/zero"), added.value());
            String card = client.execute("%plugin info someone/zero", LIMIT).value();
            assertTrue(card.contains("from zero-1.0.jar, fetched from test:zero:1.0"), card);
            String absent =
                    client.execute("%plugin add test:nothing:1.0", LIMIT).error();
            assertTrue(absent.contains("cannot find test:nothing:1.0\n    mirrored: not found"), absent);
        }
    }

    @Test
    void theVariablesOfOtherKernelsAreHonoured() throws IOException {
        Path script = Files.writeString(folder.resolve("start.jshell"), "int fromFile = 40;");
        Map<String, String> variables = Map.of(
                "IJAVA_STARTUP_SCRIPTS_PATH", script.toString(),
                "IJAVA_STARTUP_SCRIPT", "int twoMore(int x) { return x + 2; }",
                "IJAVA_CLASSPATH", folder.toString(),
                "IJAVA_COMPILER_OPTS", "-Xlint:deprecation",
                "IJAVA_TIMEOUT", "60 SECONDS");
        try (KernelClient client = start(variables)) {
            assertEquals("42", client.execute("twoMore(fromFile)", LIMIT).value());
            assertEquals(
                    "[" + folder.toAbsolutePath().normalize() + "]",
                    client.execute("List<String> added = %classpath\nadded", LIMIT)
                            .value());
        }
    }
}
